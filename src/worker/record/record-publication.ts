import { LockMode, UniqueConstraintViolationException } from '@mikro-orm/core';
import { announceToIndex } from '#shared/database/announce-to-index.ts';
import { Candidate, Link, Publication, Sighting, Upload } from '#shared/entities/index.ts';
import { londonDay } from '#shared/london.ts';
import { offerWithoutText } from '#shared/publications/offer-without-text.ts';
import type { Services } from '#shared/services.ts';
import type { ConceptTerms } from '#shared/text/vocabulary.ts';
import type { Retrieved } from '../connectors/connector.ts';
import { suggestConcepts } from '../suggest/suggest-concepts.ts';
import { type Contents, contentsOf } from './contents.ts';
import { describeChanges, metadataOf } from './describe-changes.ts';
import { describesAbuse } from './distress.ts';
import { followSource, titleOf } from './follow-source.ts';
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
  if (!given.retrieved && last && publication.readAt) {
    if (given.isGone) publication.goneAt ??= at;
    return;
  }
  const before = indexed(publication);
  const known = metadataOf(publication);
  await followSource(em, publication, candidate, {
    ...given,
    lastTitle: last?.title ?? null,
    at,
  });
  const isNewText = await keepVersion(em, publication, candidate, {
    ...given,
    last,
    contents,
    changes: last ? describeChanges(known, metadataOf(publication), given.vocabulary) : [],
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
  if (isNewText) {
    publication.describesAbuse ||= describesAbuse(publication.title, contents.text);
    await em.flush();
    await suggestConcepts(em, publication, contents, given.vocabulary, at);
  }
  if (isNewText || before !== indexed(publication)) {
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
