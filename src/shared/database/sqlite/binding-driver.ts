import {
  type AnyEntity,
  type Configuration,
  type EntityData,
  isRaw,
  type LoggingOptions,
  type QueryResult,
  raw,
  type Transaction,
  Utils,
} from '@mikro-orm/core';
import {
  AbstractSqlDriver,
  BaseSqliteConnection,
  NativeQueryBuilder,
  SqlitePlatform,
} from '@mikro-orm/sql';
import { CompiledQuery, type Kysely } from 'kysely';

type Bindable = null | bigint | number | string | Uint8Array;

/** SQLite's own bound on values of a statement is 32,766; a longer list is written into it. */
const mostBound = 32_000;

/** The value as SQLite takes it; undefined for what has to be written into the statement. */
function bindable(value: unknown): Bindable | undefined {
  if (value === null || value === undefined) return null;
  if (typeof value === 'string' || typeof value === 'bigint') return value;
  if (typeof value === 'boolean') return value ? 1n : 0n;
  // node:sqlite binds every number as a float: in a column of text, 1 would become "1.0".
  if (typeof value === 'number') return Number.isSafeInteger(value) ? BigInt(value) : value;
  if (value instanceof Date) return BigInt(value.getTime());
  if (value instanceof Uint8Array) return value;
  return isRaw(value) || !Utils.isPlainObject(value) ? undefined : JSON.stringify(value);
}

/** A placeholder: "??" is a name, "?" a value, "\?" a question mark. */
const placeholder = /\\\?|\?\??/g;

function compile(platform: SqlitePlatform, sql: string, values: readonly unknown[]) {
  const parameters: Bindable[] = [];
  let at = 0;
  const text = sql.replace(placeholder, (mark) => {
    if (mark === '\\?') return '?';
    const value = values[at++];
    if (mark === '??') return platform.quoteIdentifier(value as string);
    const bound = bindable(value);
    if (bound === undefined) return platform.quoteValue(value);
    parameters.push(bound);
    return '?';
  });
  return { text, parameters };
}

/**
 * Binds values, where MikroORM writes them into each statement: so the same few statements stay
 * prepared, and SQLite does not parse whole documents as SQL.
 */
class BindingConnection extends BaseSqliteConnection {
  override async execute<
    T extends
      | QueryResult
      | EntityData<AnyEntity>
      | EntityData<AnyEntity>[] = EntityData<AnyEntity>[],
  >(
    query: Parameters<BaseSqliteConnection['execute']>[0],
    params: Parameters<BaseSqliteConnection['execute']>[1] = [],
    method: 'all' | 'get' | 'run' = 'all',
    ctx?: Transaction,
    loggerContext?: LoggingOptions,
  ): Promise<T> {
    const asked = query instanceof NativeQueryBuilder ? query.toRaw() : query;
    const named = typeof asked === 'string' && !Array.isArray(params) ? raw(asked, params) : asked;
    const { sql, params: values } = isRaw(named)
      ? named
      : { sql: named as string, params: params as readonly unknown[] };
    if (values.length === 0 || values.length > mostBound) {
      return super.execute(query, params, method, ctx, loggerContext);
    }
    await this.ensureConnection();
    const { text, parameters } = compile(this.getPlatform() as SqlitePlatform, sql, values);
    const client = (ctx ?? this.getClient()) as Kysely<unknown>;
    return this.executeQuery<T>(
      sql,
      async () =>
        this.transformRawResult(
          await client.executeQuery(CompiledQuery.raw(text, parameters)),
          method,
        ),
      { ...loggerContext, params: [...values] },
    );
  }
}

/** MikroORM's driver for SQLite, with bound values. */
export class BindingSqliteDriver extends AbstractSqlDriver<BindingConnection, SqlitePlatform> {
  constructor(config: Configuration) {
    super(config, new SqlitePlatform(), BindingConnection, ['kysely']);
  }
}
