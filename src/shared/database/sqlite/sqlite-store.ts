import { setTimeout as delay } from 'node:timers/promises';
import type { QueryResult } from 'kysely';
import { lookEvery, patiently } from './patiently.ts';
import { type Parameters, SqliteFile } from './sqlite-file.ts';
import { type EndTurn, Turns } from './turns.ts';

/** Statements that need no lock in write-ahead mode. What only looks like one is written, which is slower. */
const isRead = (sql: string) =>
  /^\s*(?:select|explain)\b/i.test(sql) ||
  (/^\s*with\b/i.test(sql) && !/\b(?:insert|update|delete|replace)\b/i.test(sql));

/** Milliseconds: who has written for longer lets others look before it writes again. */
const longWrite = 50;
const letIn = 2 * lookEvery;

/** A transaction that is open: the one writer of this process. */
export interface OpenTransaction {
  run(sql: string, parameters: Parameters): QueryResult<never>;
  /** @throws what kept it from being saved; it is rolled back then */
  commit(): void;
  /** Never fails: what cannot be rolled back is rolled back by closing the file. */
  rollBack(): void;
}

/**
 * One database file with a connection that writes, in turns, and one that reads beside an open
 * transaction: so nobody who reads waits for anybody who writes, here or in another process.
 */
export class SqliteStore {
  private readonly turns = new Turns();
  private readonly file: string;
  private readonly patience: number;
  private writer: SqliteFile | null = null;
  private reader: SqliteFile | null = null;
  /** On the monotonic clock. */
  private restsUntil = 0;
  private isClosed = false;

  /** @param given.patience milliseconds that anything waits for a turn, and for another's lock */
  constructor(given: { file: string; patience: number }) {
    this.file = given.file;
    this.patience = given.patience;
  }

  async open(): Promise<void> {
    if (this.isClosed) throw new Error('The database is closed.');
    this.writer ??= await patiently(
      () => new SqliteFile(this.file, { readOnly: false }),
      this.patience,
    );
  }

  async execute(sql: string, parameters: Parameters): Promise<QueryResult<never>> {
    return isRead(sql) && this.file !== ':memory:'
      ? this.read((file) => file.run(sql, parameters))
      : this.write(sql, parameters);
  }

  iterate(sql: string, parameters: Parameters): Promise<Iterable<never>> {
    return this.read((file) => file.iterate(sql, parameters));
  }

  /** @throws {WaitEnded} when others write for too long */
  async begin(): Promise<OpenTransaction> {
    const endTurn = await this.turns.take(this.patience);
    try {
      const rest = this.restsUntil - performance.now();
      if (rest > 0) await delay(rest);
      const writer = await this.opened();
      await patiently(() => writer.exec('begin immediate'), this.patience);
      return this.transactionOn(writer, endTurn);
    } catch (error) {
      this.rollBack();
      endTurn();
      throw error;
    }
  }

  close(): void {
    this.isClosed = true;
    this.reader?.close();
    this.writer?.close();
    this.reader = null;
    this.writer = null;
  }

  private async opened(): Promise<SqliteFile> {
    await this.open();
    if (!this.writer) throw new Error('The database is closed.');
    return this.writer;
  }

  /** Through the connection that writes, whose pages are at hand, unless it is in a transaction. */
  private async read<T>(question: (file: SqliteFile) => T): Promise<T> {
    const writer = await this.opened();
    return patiently(() => {
      if (this.writer === writer && !writer.isInTransaction) return question(writer);
      this.reader ??= new SqliteFile(this.file, { readOnly: true });
      return question(this.reader);
    }, this.patience);
  }

  private async write(sql: string, parameters: Parameters): Promise<QueryResult<never>> {
    const endTurn = await this.turns.take(this.patience);
    try {
      const writer = await this.opened();
      return await patiently(() => writer.run(sql, parameters), this.patience);
    } finally {
      endTurn();
    }
  }

  private transactionOn(writer: SqliteFile, endTurn: EndTurn): OpenTransaction {
    const beganAt = performance.now();
    const end = () => {
      const now = performance.now();
      if (now - beganAt > longWrite) this.restsUntil = now + letIn;
      endTurn();
    };
    return {
      run(sql, parameters) {
        // After some faults (full disk) SQLite rolls back by itself: what follows would stand alone.
        if (!writer.isInTransaction) throw new Error('The transaction was rolled back.');
        return writer.run(sql, parameters);
      },
      commit: () => {
        try {
          writer.exec('commit');
        } catch (error) {
          this.rollBack();
          throw error;
        } finally {
          end();
        }
      },
      rollBack: () => {
        this.rollBack();
        end();
      },
    };
  }

  /** After this the connection is in no transaction, if need be because there is none any more. */
  private rollBack(): void {
    try {
      if (this.writer?.isInTransaction) this.writer.exec('rollback');
    } catch {
      // Then closing it does.
    }
    if (!this.writer?.isInTransaction) return;
    this.writer.close();
    this.writer = null;
  }
}
