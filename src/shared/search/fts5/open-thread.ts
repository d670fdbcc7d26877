import { Worker } from 'node:worker_threads';
import type { IndexThreadData, Task, ThreadReply } from './index-thread.ts';

const script = new URL('./index-thread.ts', import.meta.url);

/** A thread that does one task after the other. */
export interface IndexThread {
  /** Tasks given and not yet answered. */
  readonly waiting: number;
  /** Whether it has ended, and cannot be given anything any more. */
  readonly isDead: boolean;
  run<T>(task: Task): Promise<T>;
  close(): Promise<void>;
}

interface Waiting {
  resolve(value: unknown): void;
  reject(error: Error): void;
}

/** Starts a thread and waits until it has opened the file. */
export async function openThread(data: IndexThreadData): Promise<IndexThread> {
  const worker = new Worker(script, { workerData: data });
  const waiting: Waiting[] = [];
  let isDead = false;
  const die = (error: Error) => {
    isDead = true;
    for (const one of waiting.splice(0)) one.reject(error);
  };
  const ready = new Promise<unknown>((resolve, reject) => {
    waiting.push({ resolve, reject });
  });
  worker.on('message', (reply: ThreadReply) => {
    const one = waiting.shift();
    if (waiting.length === 0) worker.unref();
    if ('error' in reply)
      one?.reject(Object.assign(new Error(reply.error), { errcode: reply.code }));
    else one?.resolve(reply.result);
  });
  worker.on('error', die);
  worker.on('exit', () => die(new Error('the index thread ended')));
  await ready;

  return {
    get waiting() {
      return waiting.length;
    },
    get isDead() {
      return isDead;
    },
    run<T>(task: Task): Promise<T> {
      if (isDead) return Promise.reject(new Error('the index thread ended'));
      worker.ref();
      return new Promise<T>((resolve, reject) => {
        waiting.push({ resolve: resolve as (value: unknown) => void, reject });
        worker.postMessage(task);
      });
    },
    async close() {
      await worker.terminate();
    },
  };
}
