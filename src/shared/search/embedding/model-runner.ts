import { type ChildProcess, fork } from 'node:child_process';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { EmbedderFailure } from './embedder.ts';
import type { FromModel, ToRead } from './model-process.ts';

/** Where the model, its runtime and the process that loads them lie. */
const ownFolder = fileURLToPath(new URL('.', import.meta.url));

/** A text on which the process ended twice is refused: it may be what ends it. */
const mostTries = 2;

export interface RunnerOptions {
  /** Milliseconds without work after which the process ends, and its memory is free. */
  idle: number;
  /** Whether it gives way to whatever else the machine does. */
  isInBackground: boolean;
  /** Where its files lie; tests damage a copy. */
  folder?: string;
  /** More that its Node is given; tests set traps by it. */
  execArgv?: string[];
}

interface Task {
  text: string;
  tries: number;
  resolve(vector: Float32Array): void;
  reject(failure: EmbedderFailure): void;
}

/** The model's process: started with the first work, ended when there has been none for a while. */
export interface ModelRunner {
  /** Whether it has started: then a text takes as long as it takes. */
  isReady(): boolean;
  /** Starts it, so that it is ready for work that is about to come. */
  warm(): void;
  /** @throws {EmbedderFailure} */
  read(text: string): Promise<Float32Array>;
  /** The process while there is one. */
  pid(): number | null;
  close(): Promise<void>;
}

/** Nothing of ours is in its environment; Windows starts no process without these. */
const environment = () =>
  Object.fromEntries(
    ['SystemRoot', 'TEMP', 'TMPDIR'].flatMap((name) =>
      process.env[name] === undefined ? [] : [[name, process.env[name]]],
    ),
  );

function startProcess(options: RunnerOptions): ChildProcess {
  const { isInBackground, folder = ownFolder, execArgv = [] } = options;
  return fork(path.join(folder, 'model-process.ts'), isInBackground ? ['--in-background'] : [], {
    serialization: 'advanced',
    env: environment(),
    // It may read this folder. It may not write, start anything, or open a connection.
    execArgv: ['--permission', `--allow-fs-read=${folder}`, '--no-warnings', ...execArgv],
    stdio: ['ignore', 'ignore', 'ignore', 'ipc'],
  });
}

/** Ends what was started, and waits until it is gone. */
async function endProcess(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  child.ref();
  const isOver = new Promise((resolve) => child.once('exit', resolve));
  child.kill('SIGKILL');
  await isOver;
}

class Runner implements ModelRunner {
  private readonly options: RunnerOptions;
  private child: ChildProcess | null = null;
  private isStarted = false;
  /** What it is to read; it is at the first. */
  private tasks: Task[] = [];
  private idleTimer: NodeJS.Timeout | undefined;
  private isClosed = false;

  constructor(options: RunnerOptions) {
    this.options = options;
  }

  isReady(): boolean {
    return this.isStarted;
  }

  pid(): number | null {
    return this.child?.pid ?? null;
  }

  warm(): void {
    if (this.isClosed) return;
    this.start();
    if (this.tasks.length === 0) this.rest();
  }

  read(text: string): Promise<Float32Array> {
    return new Promise((resolve, reject) => {
      if (this.isClosed) {
        reject(new EmbedderFailure('The language model has been closed.'));
        return;
      }
      this.tasks.push({ text, tries: 0, resolve, reject });
      if (this.tasks.length === 1) this.begin();
    });
  }

  async close(): Promise<void> {
    this.isClosed = true;
    await this.stop();
    this.failAll('The language model has been closed.');
  }

  private start(): ChildProcess {
    if (this.child) return this.child;
    const child = startProcess(this.options);
    this.child = child;
    child.on('message', (message) => this.hear(message as FromModel));
    child.on('error', (error) => this.lose(`could not be started (${error.message})`));
    child.on('exit', () => this.lose('ended'));
    return child;
  }

  /** Hands the first text over, as soon as there is a process that is ready for it. */
  private begin(): void {
    clearTimeout(this.idleTimer);
    const child = this.start();
    child.ref();
    child.channel?.ref();
    const [task] = this.tasks;
    if (!task || !this.isStarted) return;
    task.tries += 1;
    child.send({ text: task.text } satisfies ToRead, () => undefined);
  }

  private hear(message: FromModel): void {
    if (message.kind === 'unfit') {
      void this.stop();
      this.failAll(`The language model cannot be used: ${message.message}`);
      return;
    }
    if (message.kind === 'ready') this.isStarted = true;
    else this.settle(message);
    if (this.tasks.length > 0) this.begin();
    else this.rest();
  }

  private settle(message: Extract<FromModel, { kind: 'vector' | 'failed' }>): void {
    const task = this.tasks.shift();
    if (message.kind === 'vector') task?.resolve(message.vector);
    else
      task?.reject(
        new EmbedderFailure(`The language model failed on a text: ${message.message}`, {
          isOfTexts: true,
        }),
      );
  }

  /** Nothing keeps this program alive for its sake; in a while it ends. */
  private rest(): void {
    clearTimeout(this.idleTimer);
    this.child?.unref();
    this.child?.channel?.unref();
    this.idleTimer = setTimeout(() => void this.stop(), this.options.idle).unref();
  }

  /** It ended by itself, or was killed: the text that it was at is tried once more. */
  private lose(how: string): void {
    const wasStarted = this.isStarted;
    this.forget();
    const [task] = this.tasks;
    if (!wasStarted) this.failAll(`The language model’s process ${how} while it started.`);
    else if (task && task.tries >= mostTries) {
      this.tasks.shift();
      task.reject(
        new EmbedderFailure(`The language model’s process ${how} over a text, twice.`, {
          isOfTexts: true,
        }),
      );
    }
    if (this.tasks.length > 0) this.begin();
  }

  private forget(): void {
    clearTimeout(this.idleTimer);
    this.child?.removeAllListeners();
    this.child?.on('error', () => undefined);
    this.child = null;
    this.isStarted = false;
  }

  private async stop(): Promise<void> {
    const { child } = this;
    this.forget();
    if (child) await endProcess(child);
  }

  private failAll(message: string): void {
    for (const { reject } of this.tasks.splice(0)) reject(new EmbedderFailure(message));
  }
}

export const openModelRunner = (options: RunnerOptions): ModelRunner => new Runner(options);
