import os from 'node:os';
import { StateValue } from '#shared/entities/index.ts';
import type { Services } from '#shared/services.ts';
import { type Heartbeat, heartbeatName } from '#shared/sources/worker-health.ts';
import type { JobCount } from '../run-job.ts';

/** Says in the library that a worker is at work, and how its jobs go. */
export async function keepHeartbeat(
  { em, clock }: Pick<Services, 'em' | 'clock'>,
  jobs: Record<string, JobCount>,
): Promise<void> {
  const value: Heartbeat = { host: os.hostname(), jobs };
  await em.fork().upsert(StateValue, { name: heartbeatName, value, changedAt: clock() });
}
