import {
  CompiledQuery,
  type DatabaseConnection,
  type Driver,
  type QueryResult,
  SqliteAdapter,
  SqliteDialect,
} from 'kysely';
import type { Parameters } from './sqlite-file.ts';
import { type OpenTransaction, SqliteStore } from './sqlite-store.ts';

/** What kysely holds as a connection: a transaction on the store, or no more than the way to it. */
class StoreConnection implements DatabaseConnection {
  private readonly store: SqliteStore;
  private transaction: OpenTransaction | null = null;
  private wasInTransaction = false;

  constructor(store: SqliteStore) {
    this.store = store;
  }

  async begin(): Promise<void> {
    this.transaction = await this.store.begin();
    this.wasInTransaction = true;
  }

  /** The transaction is over, whatever comes of it. */
  end(how: 'commit' | 'rollBack'): void {
    const { transaction } = this;
    this.transaction = null;
    transaction?.[how]();
  }

  async executeQuery<R>({ sql, parameters }: CompiledQuery): Promise<QueryResult<R>> {
    const values = parameters as Parameters;
    if (this.transaction) return this.transaction.run(sql, values);
    // What was meant for a transaction must not stand without it.
    if (this.wasInTransaction) throw new Error('The transaction is over.');
    return this.store.execute(sql, values);
  }

  async *streamQuery<R>({ sql, parameters }: CompiledQuery): AsyncIterableIterator<QueryResult<R>> {
    for (const row of await this.store.iterate(sql, parameters as Parameters))
      yield { rows: [row] };
  }
}

class StoreDriver implements Driver {
  private readonly store: SqliteStore;

  constructor(store: SqliteStore) {
    this.store = store;
  }

  init(): Promise<void> {
    return this.store.open();
  }

  async acquireConnection(): Promise<DatabaseConnection> {
    return new StoreConnection(this.store);
  }

  beginTransaction(connection: DatabaseConnection): Promise<void> {
    return (connection as StoreConnection).begin();
  }

  async commitTransaction(connection: DatabaseConnection): Promise<void> {
    (connection as StoreConnection).end('commit');
  }

  async rollbackTransaction(connection: DatabaseConnection): Promise<void> {
    (connection as StoreConnection).end('rollBack');
  }

  savepoint = (connection: DatabaseConnection, name: string) =>
    this.say(connection, `savepoint "${name}"`);

  rollbackToSavepoint = (connection: DatabaseConnection, name: string) =>
    this.say(connection, `rollback to savepoint "${name}"`);

  releaseSavepoint = (connection: DatabaseConnection, name: string) =>
    this.say(connection, `release savepoint "${name}"`);

  async releaseConnection(): Promise<void> {
    // There is nothing to give back: a turn ends with its transaction.
  }

  async destroy(): Promise<void> {
    this.store.close();
  }

  private async say(connection: DatabaseConnection, sql: string): Promise<void> {
    await connection.executeQuery(CompiledQuery.raw(sql));
  }
}

/** Several may ask at once: the store keeps them apart. */
class ManyConnections extends SqliteAdapter {
  override get supportsMultipleConnections(): boolean {
    return true;
  }
}

/**
 * node:sqlite for MikroORM's generic SqliteDriver: write-ahead log, streaming, and transactions that
 * take the write lock when they begin, so that two processes that read and then write never meet
 * "database is locked". No wait for a connection or a lock is without a limit, and none holds the
 * event loop.
 */
export class NodeSqlite extends SqliteDialect {
  private readonly store: SqliteStore;

  /** @param given.patience milliseconds */
  constructor(given: { file: string; patience: number }) {
    super({ database: null as never });
    this.store = new SqliteStore(given);
  }

  override createAdapter(): SqliteAdapter {
    return new ManyConnections();
  }

  override createDriver(): Driver {
    return new StoreDriver(this.store);
  }
}
