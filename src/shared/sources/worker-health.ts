import { StateValue } from '#shared/entities/index.ts';
import { instantInWords } from '#shared/london.ts';
import type { Services } from '#shared/services.ts';
import { minute } from '#shared/text/durations.ts';

/** Under this name a worker says that it is at work. */
export const heartbeatName = 'worker.heartbeat';

/** What it says; the row has the time. */
export interface Heartbeat {
  /** The machine whose clock the time is of. */
  host: string;
  jobs: Record<string, { done: number; failed: number; atWorkFor: number | null }>;
}

/** Milliseconds without a heartbeat after which nobody may rely on a worker. */
export const standsStillAfter = minute;
/** Seconds after which a job that does not end is told: a first scan of many slow sites takes an hour or two. */
const longJob = 4 * 3600;

export interface WorkerHealth {
  isWell: boolean;
  /** Null when no worker ever was at work. */
  lastTickAt: Date | null;
  /** A sentence or two, with what to do where it is not well. */
  words: string;
}

const meanwhile = 'Meanwhile nothing is scanned, read or sent.';
const remedy =
  'Look whether it runs (npm start, or npm run worker beside the server), and at what its log says.';

function healthAt(at: Date, row: StateValue | null): WorkerHealth {
  if (!row) {
    return {
      isWell: false,
      lastTickAt: null,
      words: `No worker has been at work on this library yet: nothing is scanned, read or sent. ${remedy}`,
    };
  }
  const lastTickAt = row.changedAt;
  const age = at.getTime() - lastTickAt.getTime();
  const not = (words: string): WorkerHealth => ({ isWell: false, lastTickAt, words });
  if (age < -standsStillAfter) {
    return not(
      `The worker’s last tick was at ${instantInWords(lastTickAt)}, which is still to come: a clock was set back, or two machines tell different times. ${meanwhile} Set the clock right, and ${remedy.charAt(0).toLowerCase()}${remedy.slice(1)}`,
    );
  }
  if (age > standsStillAfter) {
    return not(
      `The worker has not ticked since ${instantInWords(lastTickAt)}. ${meanwhile} ${remedy}`,
    );
  }
  const { jobs } = row.value as Heartbeat;
  const long = Object.entries(jobs).find(([, { atWorkFor }]) => (atWorkFor ?? 0) > longJob);
  if (long) {
    const hours = Math.round((long[1].atWorkFor ?? 0) / 3600);
    return not(
      `The worker has been at “${long[0]}” for ${hours} hours without an end. Look at what its log says, and start it again.`,
    );
  }
  return { isWell: true, lastTickAt, words: 'The worker ticks.' };
}

/** Whether a worker is at work on this library, as far as the library itself can tell. */
export async function showWorkerHealth({
  em,
  clock,
}: Pick<Services, 'em' | 'clock'>): Promise<WorkerHealth> {
  return healthAt(clock(), await em.fork().findOne(StateValue, { name: heartbeatName }));
}
