import type { EntityManager } from '#shared/database/open-database.ts';
import { Meeting } from '#shared/entities/index.ts';
import { londonDay, londonInstant } from '#shared/london.ts';

/**
 * The last day before today on which the group met, and the instant from which "since the last meeting"
 * counts: the beginning of that day, so that nothing of it falls between two. Null where none is noted.
 */
export async function lastMeeting(
  em: EntityManager,
  at: Date,
): Promise<{ heldOn: string; name: string | null; from: Date } | null> {
  const [last] = await em.find(
    Meeting,
    { heldOn: { $lt: londonDay(at) } },
    { orderBy: { heldOn: 'desc' }, limit: 1 },
  );
  return last
    ? { heldOn: last.heldOn, name: last.name ?? null, from: londonInstant(last.heldOn) }
    : null;
}
