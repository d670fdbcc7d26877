import { DatabaseSync, type StatementSync } from 'node:sqlite';
import {
  CompiledQuery,
  type DatabaseConnection,
  type Driver,
  type SqliteDatabase,
  SqliteDialect,
} from 'kysely';

type Parameters = (null | number | bigint | string | Uint8Array)[];

/**
 * What is deleted is overwritten: it may be text that had to be erased. In kibibytes and pages: a transaction that records whole documents fits into memory, and the log is
 * taken over into the file every 16 MiB.
 */
const settings = [
  'pragma journal_mode=wal',
  'pragma synchronous=normal',
  'pragma secure_delete=on',
  'pragma cache_size=-32768',
  'pragma wal_autocheckpoint=4096',
].join(';');

/** Statements kept prepared. */
const mostPrepared = 400;

/**
 * node:sqlite for MikroORM's generic SqliteDriver: write-ahead log, a busy timeout, streaming, and
 * transactions that take the write lock when they begin, so that two processes that read and then
 * write never meet "database is locked".
 */
export class NodeSqlite extends SqliteDialect {
  constructor(file: string) {
    super({
      database: async () => {
        const db = new DatabaseSync(file, { timeout: 10_000, enableForeignKeyConstraints: true });
        if (file !== ':memory:') db.exec(settings);
        const prepared = new Map<string, { statement: StatementSync; reader: boolean }>();
        // The same few statements come again and again; preparing them is a tenth of the work.
        const statementOf = (sql: string) => {
          const known = prepared.get(sql);
          if (known) return known;
          if (prepared.size >= mostPrepared) prepared.clear();
          const statement = db.prepare(sql);
          const kept = { statement, reader: statement.columns().length > 0 };
          prepared.set(sql, kept);
          return kept;
        };
        return {
          prepare(sql: string) {
            const { statement, reader } = statementOf(sql);
            return {
              reader,
              all: (parameters: Parameters) => statement.all(...parameters),
              run: (parameters: Parameters) => statement.run(...parameters),
              // A stream keeps its statement busy, so it gets one of its own.
              iterate: (parameters: Parameters) => db.prepare(sql).iterate(...parameters),
            };
          },
          close: () => db.close(),
        } as unknown as SqliteDatabase;
      },
    });
  }

  override createDriver(): Driver {
    const driver = super.createDriver();
    driver.beginTransaction = async (connection: DatabaseConnection) => {
      await connection.executeQuery(CompiledQuery.raw('begin immediate'));
    };
    return driver;
  }
}
