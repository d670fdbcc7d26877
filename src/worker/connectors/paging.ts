import type { Offer, Source } from '#shared/entities/index.ts';

/** Pages of an API asked for in one visit. */
export const mostPages = 10;

const dayBefore = (at: Date, days: number) =>
  new Date(at.getTime() - days * 86_400_000).toISOString().slice(0, 10);

/**
 * Whether offers sorted newest first have come down to what the last visit must have seen.
 *
 * @param overlapDays things are often listed days after the date they bear
 */
export function hasReachedKnown(source: Source, offers: Offer[], overlapDays: number): boolean {
  if (!source.lastSucceededAt) return false;
  const day = (offers.at(-1)?.updatedAt ?? offers.at(-1)?.publishedOn)?.slice(0, 10);
  return !!day && day < dayBefore(source.lastSucceededAt, overlapDays);
}

/** What a person should know when there was more than one visit takes; nothing if all was taken. */
export const takenOf = (taken: number, total: number): string[] =>
  taken < total
    ? [`The newest ${taken} of ${total} were taken. A narrower question would reach all of them.`]
    : [];
