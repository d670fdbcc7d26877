import os from 'node:os';
import type { EntityName } from '@mikro-orm/core';
import {
  AlertMessage,
  Candidate,
  Delivery,
  Letter,
  Publication,
  Source,
  StateValue,
  WorkRequest,
} from '#shared/entities/index.ts';
import type { Services } from '#shared/services.ts';
import { type Heartbeat, heartbeatName } from '#shared/sources/worker-health.ts';
import { day, hour, minute } from '#shared/text/durations.ts';

type Work = Pick<Services, 'em' | 'clock' | 'log'>;

interface Wait {
  entity: EntityName<object>;
  field: string;
  /** The longest that is ever set, in milliseconds: what lies further ahead was set by a wrong clock. */
  longest: number;
  /** Somebody may be at it: it runs out, rather than being due at once. */
  isLease?: true;
}

/** Every time that the worker waits for. */
const waits: readonly Wait[] = [
  { entity: Source, field: 'nextScanAt', longest: 8 * day },
  { entity: Source, field: 'leaseUntil', longest: 15 * minute, isLease: true },
  { entity: Candidate, field: 'nextAttemptAt', longest: 8 * day },
  { entity: Candidate, field: 'leaseUntil', longest: 15 * minute, isLease: true },
  { entity: Publication, field: 'recheckAt', longest: 31 * day },
  { entity: WorkRequest, field: 'leaseUntil', longest: 15 * minute, isLease: true },
  { entity: Delivery, field: 'nextAttemptAt', longest: 8 * day },
  { entity: Delivery, field: 'leaseUntil', longest: 30 * minute, isLease: true },
  { entity: Letter, field: 'nextAttemptAt', longest: 8 * day },
  { entity: Letter, field: 'leaseUntil', longest: 30 * minute, isLease: true },
  { entity: AlertMessage, field: 'nextAttemptAt', longest: 8 * day },
  { entity: AlertMessage, field: 'leaseUntil', longest: 30 * minute, isLease: true },
];

/** A clock that is further behind the last heartbeat was set back; other machines' may differ. */
const ownStep = minute;
const othersStep = hour;

/** Rows mended at a time. */
const batch = 500;

/**
 * How far the clock was set back since the last heartbeat, in milliseconds; 0 when it was not, or when
 * another worker has seen to it.
 */
async function stepBack({ em, clock }: Work): Promise<number> {
  const fork = em.fork();
  const at = clock();
  const row = await fork.findOne(StateValue, { name: heartbeatName });
  if (!row) return 0;
  const step = row.changedAt.getTime() - at.getTime();
  const isOwn = (row.value as Heartbeat).host === os.hostname();
  if (step < (isOwn ? ownStep : othersStep)) return 0;
  const seen = { name: heartbeatName, changedAt: row.changedAt };
  return (await fork.nativeUpdate(StateValue, seen, { changedAt: at })) === 1 ? step : 0;
}

/** When a wait is over that was set for `until`, by a clock that was ahead by `step`. */
function mended({ longest, isLease }: Wait, until: number, step: number, at: number): Date {
  if (step === 0) return new Date(isLease ? at + longest : at);
  return new Date(Math.max(at, Math.min(until - step, at + longest)));
}

async function mend({ em, clock }: Work, wait: Wait, step: number): Promise<number> {
  const { entity, field, longest } = wait;
  const at = clock().getTime();
  const tooFar = new Date(step > 0 ? at : at + longest);
  let count = 0;
  for (let last = 0; ; ) {
    const rows: { id: number; until: number | string | Date }[] = await em
      .fork()
      .createQueryBuilder(entity as EntityName<{ id: number }>, 'row')
      .select(['id', `${field} as until`] as never)
      .where({ id: { $gt: last }, [field]: { $gt: tooFar } } as never)
      .orderBy({ id: 'asc' })
      .limit(batch)
      .execute('all', false);
    for (const { id, until } of rows) {
      const value = mended(wait, new Date(until).getTime(), step, at);
      await em.fork().nativeUpdate(entity, { id } as object, { [field]: value } as object);
    }
    count += rows.length;
    last = rows.at(-1)?.id ?? 0;
    if (rows.length < batch) return count;
  }
}

async function mendAll(work: Work, step: number): Promise<void> {
  let count = 0;
  for (const wait of waits) count += await mend(work, wait, step);
  if (step === 0 && count === 0) return;
  work.log.warn(
    { minutes: Math.round(step / minute), times: count },
    'The clock was set back: what waits for a time was brought nearer.',
  );
}

/**
 * Makes up for a clock that was set back since the last heartbeat: what was to come in an hour still
 * comes in an hour, not in an hour and the step.
 */
export async function followClock(work: Work): Promise<void> {
  const step = await stepBack(work);
  if (step > 0) await mendAll(work, step);
}

/**
 * Finds what waits for a time further ahead than is ever set, and makes it due: a clock was wrong when no
 * heartbeat could tell by how much.
 */
export const mendTimes = (work: Work): Promise<void> => mendAll(work, 0);
