import { PostgreSqlConnection, PostgreSqlDriver } from '@mikro-orm/postgresql';
import type { DatabaseConnection, PostgresDialect, TransactionSettings } from 'kysely';
import { minute } from '#shared/text/durations.ts';

/**
 * Limits of a session, in milliseconds. A query may take long (a rebuild reads the whole library), but
 * nothing is waited for without end: no connection, no lock that another session has, no host that is
 * gone.
 */
export const postgresLimits = (patience: number) => ({
  connectionTimeoutMillis: patience,
  keepAlive: true,
  keepAliveInitialDelayMillis: 10_000,
  lock_timeout: patience,
  statement_timeout: 10 * minute,
  idle_in_transaction_session_timeout: 5 * minute,
});

/**
 * kysely gives a connection back only after a COMMIT or ROLLBACK that went well. When the server was
 * restarted, or a BEGIN failed, none does: ten of those, and everybody waits for ever.
 */
class ReleasingConnection extends PostgreSqlConnection {
  override createKyselyDialect(
    overrides: Parameters<PostgreSqlConnection['createKyselyDialect']>[0],
  ): PostgresDialect {
    const dialect = super.createKyselyDialect(overrides);
    const createDriver = dialect.createDriver.bind(dialect);
    dialect.createDriver = () => {
      const driver = createDriver();
      const begin = driver.beginTransaction.bind(driver);
      const rollBack = driver.rollbackTransaction.bind(driver);
      driver.beginTransaction = async (
        connection: DatabaseConnection,
        settings: TransactionSettings,
      ) => {
        try {
          await begin(connection, settings);
        } catch (error) {
          await driver.releaseConnection(connection);
          throw error;
        }
      };
      // Whoever rolls back throws what went wrong before. The pool lets go of a connection that is broken.
      driver.rollbackTransaction = (connection: DatabaseConnection) =>
        rollBack(connection).catch(() => undefined);
      return driver;
    };
    return dialect;
  }
}

/** MikroORM's driver for PostgreSQL, with connections that are always given back. */
export class ReleasingPostgresDriver extends PostgreSqlDriver {
  protected override readonly connection = new ReleasingConnection(this.config);
}
