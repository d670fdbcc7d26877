import type { Candidate, Publication } from '#shared/entities/index.ts';
import { londonDay } from '#shared/london.ts';
import type { Retrieved } from '../connectors/connector.ts';
import { titleOf } from './follow-source.ts';

/**
 * What a publication is recorded as when it is first read: as the source says, else as the document
 * does, else as our own observation.
 *
 * @param at the instant of that reading
 */
export function firstRecorded(
  { offer, source }: Pick<Candidate, 'offer' | 'source'>,
  retrieved: Retrieved | null,
  at: Date,
) {
  const basis: Publication['publishedOnBasis'] = offer.publishedOn
    ? 'source'
    : retrieved?.publishedOn
      ? 'document'
      : 'first-seen';
  const publisher = offer.publisher ?? retrieved?.publisher ?? source.publisher;
  const saidByDocument = !offer.publisher && Boolean(retrieved?.publisher);
  const publisherBasis: Publication['publisherBasis'] = saidByDocument ? 'document' : 'source';
  return {
    title: titleOf({ offer }, retrieved),
    url:
      retrieved?.canonicalUrl ?? retrieved?.url ?? (/^https?:/.test(offer.url) ? offer.url : null),
    publisher,
    publisherBasis,
    publishedOn: offer.publishedOn ?? retrieved?.publishedOn ?? londonDay(at),
    publishedOnBasis: basis,
    summary: offer.summary ?? retrieved?.summary ?? null,
  };
}
