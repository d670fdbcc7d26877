import type { Candidate, Offer, Publication } from '#shared/entities/index.ts';
import { givenByPerson } from '#shared/publications/correct-facts.ts';
import { canonicalAddress } from '#shared/text/address.ts';
import { lineOfText } from '#shared/text/line-of-text.ts';
import { titleOfAddress } from '#shared/text/title-of-address.ts';
import type { ConceptTerms } from '#shared/text/vocabulary.ts';
import type { Retrieved } from '../connectors/connector.ts';
import { dayPublished } from './day-published.ts';
import { regionOf, typeOf } from './facts.ts';

interface Given {
  retrieved: Retrieved | null;
  vocabulary: ConceptTerms[];
  /** The title that the last version had; null before the first. */
  lastTitle: string | null;
  at: Date;
}

/** The title as the source gives it, else as the page does; words of an address are no title. */
export function titleOf({ offer }: Pick<Candidate, 'offer'>, retrieved: Retrieved | null): string {
  const isFromAddress = offer.title === offer.url || offer.title === titleOfAddress(offer.url);
  const said = isFromAddress ? retrieved?.title : null;
  return lineOfText(said || offer.title || retrieved?.title || offer.url).slice(0, 1000);
}

/** Whether it is no longer where it was: not at the address offered, nor at one that led to. */
function hasMoved({ url }: Publication, offer: Offer, retrieved: Retrieved): boolean {
  if (!url) return false;
  const known = [offer.url, retrieved.url, retrieved.canonicalUrl].flatMap((one) => one ?? []);
  return !known.some((one) => canonicalAddress(one) === canonicalAddress(url));
}

/**
 * The day as it is said now. A page's own date is guessed at, so that of the first reading stands;
 * an interface that knows the publisher's id knows the date too.
 */
function followDate(publication: Publication, offer: Offer, retrieved: Retrieved | null): void {
  const { publishedOnBasis: basis } = publication;
  if (basis === 'person') return;
  const said = basis === 'first-seen' ? offer.publishedOn : dayPublished(offer);
  const isSure = basis === 'first-seen' || (retrieved?.identifiers.length ?? 0) > 0;
  if (said) {
    publication.publishedOn = said;
    publication.publishedOnBasis = 'source';
  } else if (basis !== 'source' && isSure && retrieved?.publishedOn) {
    publication.publishedOn = retrieved.publishedOn;
    publication.publishedOnBasis = 'document';
  }
}

function followPublisher(
  publication: Publication,
  offer: Offer,
  retrieved: Retrieved | null,
): void {
  const said = offer.publisher ?? retrieved?.publisher;
  if (!said || publication.publisherBasis === 'person') return;
  publication.publisher = said;
  publication.publisherBasis = offer.publisher ? 'source' : 'document';
}

/** Withdrawal as the publisher's interface tells it; what fell off a list stays withdrawn. */
function followWithdrawal(publication: Publication, retrieved: Retrieved, at: Date): void {
  if (retrieved.withdrawn) {
    publication.withdrawnAt = retrieved.withdrawn.at ?? publication.withdrawnAt ?? at;
    publication.withdrawnNote = retrieved.withdrawn.note;
  } else if (publication.withdrawnAt && retrieved.tellsWithdrawal) {
    publication.withdrawnAt = null;
    publication.withdrawnNote = null;
  }
}

function followFacts(publication: Publication, candidate: Candidate, given: Given): void {
  const { offer } = candidate;
  if (publication.typeBasis !== givenByPerson) {
    const fact = typeOf(
      {
        title: publication.title,
        documentType: given.retrieved?.documentType ?? offer.documentType,
        categories: offer.categories,
      },
      given.vocabulary,
    );
    publication.type = fact?.value ?? null;
    publication.typeBasis = fact?.basis ?? null;
  }
  if (publication.regionBasis !== givenByPerson) {
    const fact = regionOf(
      {
        title: publication.title,
        publisher: publication.publisher,
        sourceRegion: candidate.source.region ?? null,
      },
      given.vocabulary,
    );
    // What the publication itself says goes before what its publisher's name lets one guess.
    const said = given.retrieved?.region;
    publication.region = said?.concept ?? fact?.value ?? null;
    publication.regionBasis = said?.basis ?? fact?.basis ?? null;
  }
}

/** What the source changed follows it; what a person corrected stays. */
export function followSource(publication: Publication, candidate: Candidate, given: Given): void {
  const { offer } = candidate;
  const { retrieved, lastTitle } = given;
  if (lastTitle === null || publication.title === lastTitle) {
    publication.title = titleOf(candidate, retrieved);
  }
  publication.summary = offer.summary ?? retrieved?.summary ?? publication.summary ?? null;
  followDate(publication, offer, retrieved);
  followPublisher(publication, offer, retrieved);
  if (retrieved) {
    if (hasMoved(publication, offer, retrieved)) {
      publication.url = retrieved.canonicalUrl ?? retrieved.url ?? publication.url ?? null;
    }
    followWithdrawal(publication, retrieved, given.at);
  }
  followFacts(publication, candidate, given);
}
