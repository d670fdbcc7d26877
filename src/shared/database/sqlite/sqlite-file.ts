import { DatabaseSync, type SQLInputValue, type StatementSync } from 'node:sqlite';
import type { QueryResult } from 'kysely';

export type Parameters = readonly SQLInputValue[];

/**
 * In kibibytes and pages: a transaction that records whole documents fits into memory, and the log is
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

/** One open SQLite file. It never waits for a lock: whoever asks does, and lets others in meanwhile. */
export class SqliteFile {
  private readonly db: DatabaseSync;
  private readonly prepared = new Map<string, { statement: StatementSync; isReader: boolean }>();

  /** @param given.readOnly for reading beside a connection that has the file open already */
  constructor(file: string, given: { readOnly: boolean }) {
    this.db = new DatabaseSync(file, {
      timeout: 0,
      readOnly: given.readOnly,
      enableForeignKeyConstraints: true,
    });
    try {
      if (file !== ':memory:' && !given.readOnly) this.db.exec(settings);
    } catch (error) {
      this.db.close();
      throw error;
    }
  }

  get isInTransaction(): boolean {
    return this.db.isTransaction;
  }

  exec(sql: string): void {
    this.db.exec(sql);
  }

  run(sql: string, parameters: Parameters): QueryResult<never> {
    const { statement, isReader } = this.statementOf(sql);
    if (isReader) return { rows: statement.all(...parameters) as never[] };
    const { changes, lastInsertRowid } = statement.run(...parameters);
    return {
      insertId: BigInt(lastInsertRowid),
      numAffectedRows: BigInt(changes),
      rows: [],
    };
  }

  /** A stream keeps its statement busy, so it gets one of its own. */
  iterate(sql: string, parameters: Parameters): Iterable<never> {
    return this.db.prepare(sql).iterate(...parameters) as Iterable<never>;
  }

  close(): void {
    if (this.db.isOpen) this.db.close();
  }

  /** The same few statements come again and again; preparing them is a tenth of the work. */
  private statementOf(sql: string) {
    const known = this.prepared.get(sql);
    if (known) return known;
    if (this.prepared.size >= mostPrepared) this.prepared.clear();
    const statement = this.db.prepare(sql);
    const kept = { statement, isReader: statement.columns().length > 0 };
    this.prepared.set(sql, kept);
    return kept;
  }
}
