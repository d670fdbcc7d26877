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

/** One thread that is handed one file at a time. */
class ReadingThread {
  private worker: Worker | null = null;
  private readonly options: Required<ReadersOptions>;

  constructor(options: Required<ReadersOptions>) {
    this.options = options;
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
    worker.unref();
    return worker;
  }

  /** Whether it has read other files before: what one leaves behind can break the next. */
  get isUsed(): boolean {
    return this.worker !== null;
  }

  run(job: Job): Promise<Outcome> {
    this.worker ??= this.start();
    const worker = this.worker;
    worker.ref();
    return new Promise((resolve) => {
      const give = (outcome: Outcome) => {
        clearTimeout(deadline);
        worker.removeAllListeners('message').removeAllListeners('error').removeAllListeners('exit');
        worker.unref();
        resolve(outcome);
      };
      const abandon = (reason: SourceFailure['reason'], message: string) => {
        this.worker = null;
        give({ isRead: false, isAbandoned: true, reason, message });
        worker.on('error', () => undefined);
        void worker.terminate();
      };
      const seconds = this.options.deadlineSeconds;
      const deadline = setTimeout(
        () =>
          abandon(
            'too-slow',
            `Reading the file took longer than ${seconds} seconds and was stopped.`,
          ),
        seconds * 1000,
      );
      worker.once('message', give);
      worker.once('error', (error: Error & { code?: string }) =>
        error.code === 'ERR_WORKER_OUT_OF_MEMORY'
          ? abandon(
              'too-large',
              'Reading the file needed more memory than it may have and was stopped.',
            )
          : abandon(
              'unreadable',
              `The file could not be read: our reader failed on it (${error.message}).`,
            ),
      );
      worker.once('exit', () =>
        abandon('unreadable', 'The file could not be read: our reader ended on it.'),
      );
      worker.postMessage(job, job.bytes.byteLength > 0 ? [job.bytes.buffer as ArrayBuffer] : []);
    });
  }

  async close(): Promise<void> {
    await this.worker?.terminate();
    this.worker = null;
  }
}

const isAbandoned = (outcome: Outcome) => !outcome.isRead && outcome.isAbandoned === true;

/** Opens the readers: a few threads, each with a deadline and a bound on memory for every file. */
export async function openReaders(given: ReadersOptions = {}): Promise<Readers> {
  const options: Required<ReadersOptions> = {
    threads: given.threads ?? Math.max(1, Math.min(4, availableParallelism() - 1)),
    deadlineSeconds: given.deadlineSeconds ?? 60,
    memoryMegabytes: given.memoryMegabytes ?? 1024,
  };
  const idle = Array.from({ length: options.threads }, () => new ReadingThread(options));
  const all = [...idle];
  const queue = new PQueue({ concurrency: options.threads });

  // The bytes are handed over to a thread, so it gets a copy that nobody else holds.
  async function run(job: Job): Promise<unknown> {
    const outcome = await queue.add(async () => {
      const thread = idle.pop();
      if (!thread) throw new Error('more jobs than threads');
      try {
        const { isUsed } = thread;
        const copy = () => ({ ...job, bytes: new Uint8Array(job.bytes) });
        const outcome = await thread.run(copy());
        // A thread that broke may have been broken by the file before: this one gets a fresh one.
        return isUsed && isAbandoned(outcome) ? await thread.run(copy()) : outcome;
      } finally {
        idle.push(thread);
      }
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
      await Promise.all(all.map((thread) => thread.close()));
    },
  };
}
