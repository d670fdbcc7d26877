import { LockMode, UniqueConstraintViolationException } from '@mikro-orm/core';
import { announceToIndex } from '#shared/database/announce-to-index.ts';
import {
  Candidate,
  Link,
  type Offer,
  Publication,
  Sighting,
  Upload,
} from '#shared/entities/index.ts';
import { londonDay } from '#shared/london.ts';
import { givenByPerson } from '#shared/publications/correct-facts.ts';
import { offerWithoutText } from '#shared/publications/offer-without-text.ts';
import type { Services } from '#shared/services.ts';
import { canonicalAddress } from '#shared/text/address.ts';
import type { ConceptTerms } from '#shared/text/vocabulary.ts';
import type { Retrieved } from '../connectors/connector.ts';
import { suggestConcepts } from '../suggest/suggest-concepts.ts';
import { type Contents, contentsOf } from './contents.ts';
import { describesAbuse } from './distress.ts';
import { regionOf, typeOf } from './facts.ts';
import { findByIdentity, identitiesOf, keepIdentities, RecordedMeanwhile } from './identify.ts';
import { keepVersion, lastVersion } from './keep-version.ts';

type Work = Pick<Services, 'em' | 'clock'>;

export interface Recording {
  candidateId: number;
  /** Null when nothing could be had: the publication is recorded from what the source said. */
  retrieved: Retrieved | null;
  /** Why nothing could be had, as a sentence. */
  problem: string | null;
  /** The address answered that there is nothing (404, 410). */
  isGone: boolean;
  /** When to try again; null when all is well. */
  retryAt: Date | null;
  vocabulary: ConceptTerms[];
}

/** Publications that a plan relies on are read again weekly, others monthly. Days. */
const recheckLinked = 7;
const recheckOthers = 30;

function create(em: Services['em'], candidate: Candidate, given: Recording, at: Date): Publication {
  const { offer, source: reference } = candidate;
  const source = reference;
  const { retrieved } = given;
  const publishedOn = offer.publishedOn ?? retrieved?.publishedOn ?? londonDay(at);
  return em.create(Publication, {
    title: titleOf(candidate, retrieved),
    url:
      retrieved?.canonicalUrl ?? retrieved?.url ?? (/^https?:/.test(offer.url) ? offer.url : null),
    publisher: offer.publisher ?? retrieved?.publisher ?? source.publisher,
    publishedOn,
    publishedOnBasis: offer.publishedOn
      ? 'source'
      : retrieved?.publishedOn
        ? 'document'
        : 'first-seen',
    summary: offer.summary ?? retrieved?.summary ?? null,
    source,
    firstSeenAt: candidate.firstOfferedAt,
    readFromId: candidate.id,
    isBacklog: candidate.scan?.isFirst === true && !source.includesFirstScan,
  });
}

const titleOf = (candidate: Candidate, retrieved: Retrieved | null) =>
  (candidate.offer.title || retrieved?.title || candidate.offer.url).slice(0, 1000);

/** Whether it is no longer where it was: not at the address offered, nor at one that led to. */
function hasMoved({ url }: Publication, offer: Offer, retrieved: Retrieved): boolean {
  if (!url) return false;
  const known = [offer.url, retrieved.url, retrieved.canonicalUrl].flatMap((one) => one ?? []);
  return !known.some((one) => canonicalAddress(one) === canonicalAddress(url));
}

/** What the source changed follows it; what a person corrected stays. */
function refresh(
  publication: Publication,
  candidate: Candidate,
  given: Recording,
  before: string | null,
) {
  const { offer } = candidate;
  const { retrieved } = given;
  const title = titleOf(candidate, retrieved);
  if (before === null || publication.title === before) publication.title = title;
  publication.summary = offer.summary ?? retrieved?.summary ?? publication.summary ?? null;
  if (retrieved && hasMoved(publication, offer, retrieved)) {
    publication.url = retrieved.canonicalUrl ?? retrieved.url ?? publication.url ?? null;
  }
  if (publication.publishedOnBasis !== 'person') {
    if (offer.publishedOn && publication.publishedOnBasis === 'first-seen') {
      publication.publishedOn = offer.publishedOn;
      publication.publishedOnBasis = 'source';
    } else if (retrieved?.publishedOn && publication.publishedOnBasis === 'first-seen') {
      publication.publishedOn = retrieved.publishedOn;
      publication.publishedOnBasis = 'document';
    }
  }
  if (retrieved?.withdrawn) {
    publication.withdrawnAt = retrieved.withdrawn.at ?? publication.withdrawnAt ?? new Date();
    publication.withdrawnNote = retrieved.withdrawn.note;
  }
}

function giveFacts(publication: Publication, candidate: Candidate, given: Recording): void {
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

async function keepSighting(
  em: Services['em'],
  publication: Publication,
  candidate: Candidate,
  at: Date,
) {
  const url = candidate.offer.url.slice(0, 2000);
  const source = candidate.source;
  const known = publication.id ? await em.findOne(Sighting, { publication, source, url }) : null;
  if (known) return;
  em.create(Sighting, { publication, source, url, title: candidate.offer.title, seenAt: at });
}

function settle(candidate: Candidate, publication: Publication, given: Recording): void {
  candidate.publication = publication;
  candidate.state = given.retryAt ? 'unread' : 'recorded';
  candidate.reason = given.problem;
  candidate.nextAttemptAt = given.retryAt;
  candidate.attempts = given.retryAt ? candidate.attempts : 0;
  candidate.leasedBy = null;
  candidate.leaseUntil = null;
}

/** The publication as it stands now, and as nobody changes it before we are done: not erased meanwhile. */
async function held(em: Services['em'], known: Publication | null): Promise<Publication | null> {
  if (!known) return null;
  const lockMode = LockMode.PESSIMISTIC_WRITE;
  return em.findOne(Publication, known.id, { lockMode, refresh: true });
}

async function record(work: Work, given: Recording): Promise<number> {
  const at = work.clock();
  return work.em.fork().transactional(async (em) => {
    const candidate = await em.findOneOrFail(Candidate, given.candidateId, {
      populate: ['source', 'scan', 'publication'],
    });
    const contents: Contents = contentsOf(candidate, given.retrieved);
    const identities = identitiesOf(candidate, given.retrieved, contents.text);
    const known = await held(em, candidate.publication ?? (await findByIdentity(em, identities)));
    const publication = known ?? create(em, candidate, given, at);
    if (publication.takedown === 'erased') {
      candidate.offer = offerWithoutText(candidate.offer, publication.title);
    }

    // Another sighting of what was read already adds an address, not a version.
    const isReader = publication.readFromId === candidate.id || !publication.readAt;
    if (!known || isReader) {
      publication.readFromId = candidate.id;
      await readInto(em, publication, candidate, given, contents, at);
    }
    await keepSighting(em, publication, candidate, at);
    await keepIdentities(em, publication, identities, !known);
    settle(candidate, publication, given);
    if (candidate.offer.url.startsWith('upload:') && given.retrieved) {
      await em.nativeDelete(Upload, { hash: candidate.offer.url.slice('upload:'.length) });
    }
    await em.flush();
    return publication.id;
  });
}

/** What the index shows or filters by, besides the text. */
const indexed = ({ title, summary, publisher, publishedOn, type, region }: Publication) =>
  JSON.stringify([title, summary, publisher, publishedOn, type, region]);

async function readInto(
  em: Services['em'],
  publication: Publication,
  candidate: Candidate,
  given: Recording,
  contents: Contents,
  at: Date,
): Promise<void> {
  // What was erased is not read again: its address and hashes are known, and that is all.
  if (publication.takedown === 'erased') return;
  const last = await lastVersion(em, publication);
  // A page that cannot be had for the moment does not take away the text that was read before.
  if (!given.retrieved && last && publication.contentHash) {
    if (given.isGone) publication.goneAt ??= at;
    return;
  }
  const before = indexed(publication);
  refresh(publication, candidate, given, last?.title ?? null);
  giveFacts(publication, candidate, given);
  const hasNewVersion = await keepVersion(em, publication, candidate, {
    ...given,
    last,
    contents,
    at,
  });
  publication.textProblem = given.problem ?? contents.problem;
  publication.language = contents.language ?? publication.language ?? null;
  publication.readAt = given.retrieved ? at : (publication.readAt ?? null);
  const isLinked =
    (await em.count(Link, { publication: publication.id ?? 0, removedAt: null })) > 0;
  const days = isLinked ? recheckLinked : recheckOthers;
  publication.recheckAt = new Date(at.getTime() + days * 86_400_000);
  publication.goneAt = null;
  publication.showsGoneText = false;
  if (hasNewVersion) {
    publication.describesAbuse ||= describesAbuse(publication.title, contents.text);
    await em.flush();
    await suggestConcepts(em, publication, contents, given.vocabulary, at);
  }
  if (hasNewVersion || before !== indexed(publication)) {
    await em.flush();
    announceToIndex(em, publication, at);
  }
}

/**
 * Records what was retrieved of a candidate: publication, documents, passages, version,
 * suggestions and outbox row in one transaction. The same thing from five places becomes one
 * publication with five sightings.
 *
 * @returns the publication's id
 */
export async function recordPublication(work: Work, given: Recording): Promise<number> {
  for (let attempt = 1; ; attempt += 1) {
    try {
      return await record(work, given);
    } catch (error) {
      // Somebody else recorded the same thing between our look and our write: now it is found.
      const isRace =
        error instanceof UniqueConstraintViolationException || error instanceof RecordedMeanwhile;
      if (!isRace || attempt === 5) throw error;
    }
  }
}
