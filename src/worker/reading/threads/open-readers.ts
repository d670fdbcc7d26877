import { availableParallelism } from 'node:os';
import { Worker } from 'node:worker_threads';
import PQueue from 'p-queue';
import { SourceFailure } from '#shared/errors.ts';
import type { DocumentReading, FeedReading, Listing, Readers } from '../reading.ts';
import type { XmlElement } from '../xml-element.ts';
import type { Job, Outcome } from './reading-thread.ts';

export interface ReadersOptions {
  /** Threads; one less than the processors when left out, and at most four. */
  threads?: number;
  /** Seconds one file may take. */
  deadlineSeconds?: number;
  /** Megabytes one thread may use for its heap. */
  memoryMegabytes?: number;
}

const script = new URL('./reading-thread.ts', import.meta.url);

/** Files handed to one thread ahead, so that it has work while this process has other things to do. */
const ahead = 4;

interface Task {
  job: Job;
  resolve: (outcome: Outcome) => void;
}

/** One thread that reads one file after the other. */
class ReadingThread {
  private readonly options: Required<ReadersOptions>;
  private worker: Worker | null = null;
  /** What the thread was handed; it is at the first. */
  private readonly tasks: Task[] = [];
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

  run(job: Job): Promise<Outcome> {
    return new Promise((resolve) => {
      this.tasks.push({ job, resolve });
      this.hand(job);
      if (this.tasks.length === 1) this.watch();
    });
  }

  async close(): Promise<void> {
    this.isClosed = true;
    await this.worker?.terminate();
  }

  private start(): Worker {
    const worker = new Worker(script, {
      resourceLimits: { maxOldGenerationSizeMb: this.options.memoryMegabytes },
      // The libraries that read PDF warn about every oddity of a file on the console.
      stdout: true,
      stderr: true,
    });
    worker.stdout.resume();
    worker.stderr.resume();
    worker.on('message', (outcome: Outcome) => this.give(outcome));
    worker.on('error', (error: Error & { code?: string }) =>
      error.code === 'ERR_WORKER_OUT_OF_MEMORY'
        ? this.abandon(
            'too-large',
            'Reading the file needed more memory than it may have and was stopped.',
          )
        : this.abandon(
            'unreadable',
            `The file could not be read: our reader failed on it (${error.message}).`,
          ),
    );
    worker.on('exit', () =>
      this.abandon('unreadable', 'The file could not be read: our reader ended on it.'),
    );
    return worker;
  }

  /** The bytes are handed over to the thread, so it gets a copy that nobody else holds. */
  private hand(job: Job): void {
    this.worker ??= this.start();
    this.worker.ref();
    const bytes = new Uint8Array(job.bytes);
    this.worker.postMessage({ ...job, bytes }, bytes.byteLength > 0 ? [bytes.buffer] : []);
  }

  /** Times the file that the thread is at. */
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

  private give(outcome: Outcome): void {
    clearTimeout(this.deadline);
    this.isUsed = true;
    const task = this.tasks.shift();
    if (this.tasks.length > 0) this.watch();
    else this.worker?.unref();
    task?.resolve(outcome);
  }

  /** Ends the thread. The files behind the one it was at are handed to a fresh one. */
  private abandon(reason: SourceFailure['reason'], message: string): void {
    clearTimeout(this.deadline);
    const { worker } = this;
    this.worker = null;
    worker?.removeAllListeners();
    worker?.on('error', () => undefined);
    void worker?.terminate();
    // It may have been broken by the file before: then this one is tried again by itself.
    const isTriedAgain = this.isUsed && !this.isClosed;
    this.isUsed = false;
    const failed = isTriedAgain ? [] : this.tasks.splice(0, this.isClosed ? Infinity : 1);
    for (const { resolve } of failed) resolve({ isRead: false, reason, message });
    for (const { job } of this.tasks) this.hand(job);
    if (this.tasks.length > 0) this.watch();
  }
}

/** Opens the readers: a few threads, each with a deadline and a bound on memory for every file. */
export async function openReaders(given: ReadersOptions = {}): Promise<Readers> {
  const options: Required<ReadersOptions> = {
    threads: given.threads ?? Math.max(1, Math.min(4, availableParallelism() - 1)),
    deadlineSeconds: given.deadlineSeconds ?? 60,
    memoryMegabytes: given.memoryMegabytes ?? 1024,
  };
  const threads = Array.from({ length: options.threads }, () => new ReadingThread(options));
  const queue = new PQueue({ concurrency: options.threads * ahead });

  async function run(job: Job): Promise<unknown> {
    const outcome = await queue.add(() => {
      const [idlest] = threads.toSorted((one, other) => one.load - other.load);
      if (!idlest) throw new Error('there is no thread to read with');
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
      await Promise.all(threads.map((thread) => thread.close()));
    },
  };
}
