import { StateValue } from '#shared/entities/index.ts';
import type { EntityManager } from './open-database.ts';

/**
 * What still lies in files after rows are gone: free pages, the write-ahead log, old segments of an
 * index. An erasure asks for a sweep in its own transaction; the worker sweeps each place and notes
 * which asking it has answered, so that a crash or a busy file only makes it later.
 */
const askedName = 'erased.sweep-asked';
const sweptName = (place: SweptPlace) => `erased.swept-${place}`;

export type SweptPlace = 'database' | 'index';

/** Asks for a sweep, in the transaction that erases. */
export async function askForSweep(
  em: EntityManager,
  { publicationId, at }: { publicationId: number; at: Date },
): Promise<void> {
  await em.upsert(
    StateValue,
    { name: askedName, value: { asked: `${at.toISOString()} ${publicationId}` }, changedAt: at },
    { onConflictFields: ['name'], onConflictMergeFields: ['value', 'changedAt'] },
  );
}

/** The asking that a place has not answered yet; null when it has nothing to sweep. */
export async function sweepAsked(em: EntityManager, place: SweptPlace): Promise<string | null> {
  const asked = await em.findOne(StateValue, { name: askedName }, { refresh: true });
  const swept = await em.findOne(StateValue, { name: sweptName(place) }, { refresh: true });
  const [last, answered] = [asked, swept].map((row) => (row?.value as { asked: string })?.asked);
  return last && last !== answered ? last : null;
}

/** Notes that a place was swept since that asking. */
export async function noteSwept(
  em: EntityManager,
  given: { place: SweptPlace; asked: string; at: Date },
): Promise<void> {
  await em.upsert(
    StateValue,
    { name: sweptName(given.place), value: { asked: given.asked }, changedAt: given.at },
    { onConflictFields: ['name'], onConflictMergeFields: ['value', 'changedAt'] },
  );
}
