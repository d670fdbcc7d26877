/** A worker in a thread of its own: what it reads and records keeps no page waiting. */
import { parentPort, workerData } from 'node:worker_threads';
import type { Config } from '#shared/config.ts';
import { logWhatIsSaid } from '#shared/log.ts';
import { openServices } from '#shared/services.ts';
import { openWorker } from './open-worker.ts';

export interface ThreadData {
  config: Config;
  baseUrl: string;
}

const { config, baseUrl } = workerData as ThreadData;
const services = await openServices(config);
logWhatIsSaid(services.log);
const worker = await openWorker(services, { baseUrl: () => baseUrl });

parentPort?.once('message', async () => {
  await worker.close();
  await services.close();
  parentPort?.close();
});
await worker.start();
parentPort?.postMessage('started');
