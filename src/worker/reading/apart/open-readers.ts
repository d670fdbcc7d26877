import { type ChildProcess, fork } from 'node:child_process';
import { availableParallelism } from 'node:os';
import PQueue from 'p-queue';
import { SourceFailure } from '#shared/errors.ts';
import type { DocumentReading, FeedReading, Listing, Readers } from '../reading.ts';
import type { XmlElement } from '../xml-element.ts';
import { environmentForReading } from './environment-for-reading.ts';
import type { Job, ReadingOutcome } from './reading-process.ts';

export interface ReadersOptions {
  /** Processes; one less than the processors when left out, and at most four. */
  processes?: number;
  /** Seconds one file may take. */
  deadlineSeconds?: number;
  /** Megabytes one process may use for its heap. */
  memoryMegabytes?: number;
}

const script = new URL('./reading-process.ts', import.meta.url);

/**
 * Files handed to one process ahead, so that it has work while this one is busy recording, and the
 * bytes they have together: each is copied on its way.
 */
const ahead = 16;
const mostBytesAhead = 16 * 1024 * 1024;

interface Task {
  job: Job;
  resolve: (outcome: ReadingOutcome) => void;
}

/** One process that reads one file after the other. */
class ReadingProcess {
  private readonly options: Required<ReadersOptions>;
  private child: ChildProcess | null = null;
  /** What it is to read; it is at the first. */
  private readonly tasks: Task[] = [];
  /** How many of them, from the first, it was handed. */
  private handed = 0;
  private deadline: NodeJS.Timeout | undefined;
  /** Whether it has read other files: what one leaves behind can break the next. */
  private isUsed = false;
  private isClosed = false;

  constructor(options: Required<ReadersOptions>) {
    this.options = options;
  }

  get load(): number {
    return this.tasks.length;
  }

  run(job: Job): Promise<ReadingOutcome> {
    return new Promise((resolve) => {
      this.tasks.push({ job, resolve });
      this.handAhead();
      if (this.tasks.length === 1) this.watch();
    });
  }

  async close(): Promise<void> {
    this.isClosed = true;
    const { child } = this;
    if (!child) return;
    child.ref();
    const isOver = new Promise((resolve) => child.once('exit', resolve));
    child.kill('SIGKILL');
    await isOver;
  }

  private start(): ChildProcess {
    const child = fork(script, {
      serialization: 'advanced',
      env: environmentForReading(process.env),
      execArgv: [...process.execArgv, `--max-old-space-size=${this.options.memoryMegabytes}`],
      // The libraries that read PDF warn about every oddity of a file on the console.
      stdio: ['ignore', 'ignore', 'ignore', 'ipc'],
    });
    child.on('message', (outcome) => this.give(outcome as ReadingOutcome));
    child.on('error', (error) =>
      this.abandon(
        'unreadable',
        `The file could not be read: our reader failed on it (${error.message}).`,
      ),
    );
    child.on('exit', (code, signal) =>
      // V8 aborts when its heap is full.
      signal === 'SIGABRT' || code === 134
        ? this.abandon(
            'too-large',
            'Reading the file needed more memory than it may have and was stopped.',
          )
        : this.abandon('unreadable', 'The file could not be read: our reader ended on it.'),
    );
    return child;
  }

  private handAhead(): void {
    let bytes = this.tasks
      .slice(0, this.handed)
      .reduce((sum, { job }) => sum + job.bytes.byteLength, 0);
    for (const { job } of this.tasks.slice(this.handed)) {
      bytes += job.bytes.byteLength;
      if (this.handed > 0 && bytes > mostBytesAhead) return;
      this.handed += 1;
      this.hand(job);
    }
  }

  private hand(job: Job): void {
    this.child ??= this.start();
    this.child.ref();
    this.child.channel?.ref();
    // One that has just ended says so by "exit", and what it had is handed to another.
    this.child.send(job, () => undefined);
  }

  private rest(): void {
    this.child?.unref();
    this.child?.channel?.unref();
  }

  /** Times the file that it is at. */
  private watch(): void {
    clearTimeout(this.deadline);
    const seconds = this.options.deadlineSeconds;
    this.deadline = setTimeout(
      () =>
        this.abandon(
          'too-slow',
          `Reading the file took longer than ${seconds} seconds and was stopped.`,
        ),
      seconds * 1000,
    );
  }

  private give(outcome: ReadingOutcome): void {
    clearTimeout(this.deadline);
    this.isUsed = true;
    const task = this.tasks.shift();
    this.handed -= 1;
    this.handAhead();
    if (this.tasks.length > 0) this.watch();
    else this.rest();
    task?.resolve(outcome);
  }

  /** Ends the process. The files behind the one it was at are handed to a fresh one. */
  private abandon(reason: SourceFailure['reason'], message: string): void {
    clearTimeout(this.deadline);
    const { child } = this;
    this.child = null;
    child?.removeAllListeners();
    child?.on('error', () => undefined);
    child?.kill('SIGKILL');
    // It may have been broken by the file before: then this one is tried again by itself.
    const isTriedAgain = this.isUsed && !this.isClosed;
    this.isUsed = false;
    const failed = isTriedAgain ? [] : this.tasks.splice(0, this.isClosed ? Infinity : 1);
    for (const { resolve } of failed) resolve({ isRead: false, reason, message });
    this.handed = 0;
    this.handAhead();
    if (this.tasks.length > 0) this.watch();
  }
}

/** Opens the readers: a few processes, each with a deadline and a bound on memory for every file. */
export async function openReaders(given: ReadersOptions = {}): Promise<Readers> {
  const options: Required<ReadersOptions> = {
    processes: given.processes ?? Math.max(1, Math.min(4, availableParallelism() - 1)),
    deadlineSeconds: given.deadlineSeconds ?? 60,
    memoryMegabytes: given.memoryMegabytes ?? 1024,
  };
  const processes = Array.from({ length: options.processes }, () => new ReadingProcess(options));
  const queue = new PQueue({ concurrency: options.processes * ahead });

  async function run(job: Job): Promise<unknown> {
    const outcome = await queue.add(() => {
      const [idlest] = processes.toSorted((one, other) => one.load - other.load);
      if (!idlest) throw new Error('there is no process to read with');
      return idlest.run(job);
    });
    if (outcome.isRead) return outcome.reading;
    throw new SourceFailure(outcome.reason, outcome.message);
  }

  return {
    readFeed: (bytes, origin) =>
      run({ kind: 'feed', bytes: bytes, origin }) as Promise<FeedReading>,
    readDocument: (bytes, origin) =>
      run({ kind: 'document', bytes: bytes, origin }) as Promise<DocumentReading>,
    readListing: (bytes, origin) =>
      run({ kind: 'listing', bytes: bytes, origin }) as Promise<Listing>,
    readXml: (bytes, origin) => run({ kind: 'xml', bytes: bytes, origin }) as Promise<XmlElement>,
    async close() {
      await Promise.all(processes.map((one) => one.close()));
    },
  };
}
