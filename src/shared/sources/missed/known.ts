import type { Mention, MentionWay, Publication } from '#shared/entities/index.ts';

/** What was set aside when it reached the group. */
export interface SetAside {
  reason: string;
  /** ISO 8601. */
  at: string;
}

/** Something that reached the group by another way, as it is compared; null as id: not noted yet. */
export interface Known {
  id: number | null;
  way: MentionWay;
  title: string | null;
  url: string | null;
  publisher: string | null;
  publishedOn: string | null;
  origin: string | null;
  reachedAt: Date;
  publicationId: number | null;
  /** A person said which publication it is, or that it is none. */
  isDecided: boolean;
  wasSetAside: SetAside | null;
  isLeftOut: boolean;
}

/** Reasons for which a person sets aside what the group has by another copy: that is no miss. */
const hadOtherwise = new Set<string>(['duplicate', 'superseded']);

/** That it stood set aside at that instant, and not for being had otherwise; null if it did not. */
export function setAsideAt(publication: Publication, at: Date): SetAside | null {
  const { status, setAsideReason, siftedAt } = publication;
  if (status !== 'set-aside' || !setAsideReason || hadOtherwise.has(setAsideReason)) return null;
  if (!siftedAt || siftedAt > at) return null;
  return { reason: setAsideReason, at: siftedAt.toISOString() };
}

/** @param mention with its candidate loaded */
export const knownOf = (mention: Mention): Known => ({
  id: mention.id,
  way: mention.way,
  title: mention.title ?? null,
  url: mention.url ?? null,
  publisher: mention.publisher ?? null,
  publishedOn: mention.publishedOn ?? null,
  origin: mention.origin ?? null,
  reachedAt: mention.reachedAt,
  publicationId: mention.publication?.id ?? mention.candidate?.publication?.id ?? null,
  isDecided: !!mention.decidedAt,
  wasSetAside: mention.wasSetAside ?? null,
  isLeftOut: !!mention.leftOutAt,
});
