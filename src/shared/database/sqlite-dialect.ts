import { DatabaseSync } from 'node:sqlite';
import {
  CompiledQuery,
  type DatabaseConnection,
  type Driver,
  type SqliteDatabase,
  SqliteDialect,
} from 'kysely';

type Parameters = (null | number | bigint | string | Uint8Array)[];

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
        if (file !== ':memory:') db.exec('pragma journal_mode=wal; pragma synchronous=normal');
        return {
          prepare(sql: string) {
            const statement = db.prepare(sql);
            return {
              reader: statement.columns().length > 0,
              all: (parameters: Parameters) => statement.all(...parameters),
              run: (parameters: Parameters) => statement.run(...parameters),
              iterate: (parameters: Parameters) => statement.iterate(...parameters),
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
