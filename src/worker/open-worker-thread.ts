import { once } from 'node:events';
import { Worker as Thread } from 'node:worker_threads';
import type { ThreadData } from './worker-thread.ts';

const script = new URL('./worker-thread.ts', import.meta.url);

/**
 * Starts a worker on its clock in a thread of this process, with services of its own, as another
 * process would have. A fault in it ends the process as it would without the thread: whoever runs
 * Skylark starts it again, and leases and the outbox make up for the rest.
 *
 * @throws {Error} what kept it from starting
 */
export async function openWorkerThread(data: ThreadData): Promise<{ close(): Promise<void> }> {
  const thread = new Thread(script, { workerData: data });
  await once(thread, 'message');
  let isClosing = false;
  thread.on('error', (error) => {
    throw error;
  });
  thread.on('exit', () => {
    if (!isClosing) throw new Error('The worker ended.');
  });
  return {
    async close() {
      isClosing = true;
      const isOver = once(thread, 'exit');
      thread.postMessage('close');
      await isOver;
    },
  };
}
