import type { Logger } from '#shared/log.ts';
import { minute } from '#shared/text/durations.ts';

/** Milliseconds: the same fault is said again after so long. A disk that is full must not fill with it. */
const saidEvery = 10 * minute;

/** How a job has gone since the worker started. */
export interface JobCount {
  /** Times it was done, and of these, times it failed. */
  done: number;
  failed: number;
  /** Seconds that it has been at work now; null when it is not. */
  atWorkFor: number | null;
}

export interface Jobs {
  /**
   * Does a job, unless it is still at work from the last time, or the worker is closing. What goes wrong
   * is logged here, and is tried again when the job is next due.
   */
  run(name: string, work: () => Promise<unknown>): Promise<void>;
  counts(): Record<string, JobCount>;
  /** Lets none begin any more, and waits for those at work. */
  close(): Promise<void>;
}

interface Job {
  done: number;
  failed: number;
  /** On the monotonic clock. */
  beganAt: number | null;
  fault: { message: string; saidAt: number } | null;
}

export function openJobs(log: Logger): Jobs {
  const jobs = new Map<string, Job>();
  const atWork = new Set<Promise<void>>();
  let isClosing = false;

  const jobOf = (name: string): Job => {
    const job = jobs.get(name) ?? { done: 0, failed: 0, beganAt: null, fault: null };
    jobs.set(name, job);
    return job;
  };

  function say(name: string, job: Job, error: unknown): void {
    const { message } = error as Error;
    const now = performance.now();
    if (job.fault?.message === message && now - job.fault.saidAt < saidEvery) return;
    job.fault = { message, saidAt: now };
    log.error({ err: error }, `${name} failed`);
  }

  async function once(name: string, job: Job, work: () => Promise<unknown>): Promise<void> {
    job.beganAt = performance.now();
    try {
      await work();
      if (job.fault) log.info(`${name} works again`);
      job.fault = null;
    } catch (error) {
      job.failed += 1;
      say(name, job, error);
    } finally {
      job.done += 1;
      job.beganAt = null;
    }
  }

  return {
    async run(name, work) {
      const job = jobOf(name);
      if (isClosing || job.beganAt !== null) return;
      const doing = once(name, job, work);
      atWork.add(doing);
      await doing.finally(() => atWork.delete(doing));
    },
    counts: () =>
      Object.fromEntries(
        [...jobs].map(([name, { done, failed, beganAt }]) => [
          name,
          {
            done,
            failed,
            atWorkFor: beganAt === null ? null : Math.round((performance.now() - beganAt) / 1000),
          },
        ]),
      ),
    async close() {
      isClosing = true;
      await Promise.all(atWork);
    },
  };
}
