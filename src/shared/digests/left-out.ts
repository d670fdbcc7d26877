import { type LeftOutKind, Version } from '#shared/entities/index.ts';
import {
  addDays,
  inWordsWithoutYear,
  londonDay,
  londonInstant,
  type Week,
} from '#shared/london.ts';
import type { Services } from '#shared/services.ts';
import type { Placing } from './placings.ts';

/** A kept publication that is not in the digest, and why not. */
export interface LeftOut {
  publicationId: number;
  title: string;
  kind: LeftOutKind | null;
  reason: string;
}

/** A standing as it is told; `otherwise` where it has no reason of its own. */
export const namedAs =
  (fallback: string) =>
  ({ publicationId, title, kind, reason }: Placing): LeftOut => ({
    publicationId,
    title,
    kind,
    reason: reason ?? fallback,
  });

/** A change of what went out is told for this many days before the week. */
const changesToldFor = 28;

/** What went out, and why somebody may want it to go once more. */
export async function wentBeforeOf(
  em: Services['em'],
  went: Placing[],
  week: Week,
): Promise<LeftOut[]> {
  const changes = await em.find(
    Version,
    {
      publication: { $in: went.map(({ publicationId }) => publicationId) },
      number: { $gt: 1 },
      readAt: { $gte: londonInstant(addDays(week.startsOn, -changesToldFor)) },
    },
    { fields: ['publication', 'readAt'], orderBy: { readAt: 'asc' }, disableIdentityMap: true },
  );
  const changedAt = new Map(changes.map(({ publication, readAt }) => [publication.id, readAt]));
  return went.flatMap(({ publicationId, title, reason, keptAt, week: place, went }) => {
    const frozenAt = went.at(-1)?.frozenAt ?? keptAt;
    const changed = changedAt.get(publicationId);
    const since = [
      ...(keptAt > frozenAt && place === week.week
        ? [`It was kept anew on ${inWordsWithoutYear(londonDay(keptAt))}.`]
        : []),
      ...(changed && changed > frozenAt
        ? [`It changed on ${inWordsWithoutYear(londonDay(changed))}.`]
        : []),
    ];
    if (since.length === 0) return [];
    return [{ publicationId, title, kind: null, reason: [reason, ...since].join(' ') }];
  });
}
