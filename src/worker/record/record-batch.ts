import { FlushMode, LockMode } from '@mikro-orm/core';
import { announcementOf } from '#shared/database/announce-to-index.ts';
import { NewRows } from '#shared/database/new-rows.ts';
import {
  Candidate,
  Identifier,
  OutboxRow,
  Publication,
  Sighting,
  Stray,
  Upload,
} from '#shared/entities/index.ts';
import type { Instead } from '#shared/errors.ts';
import { offerWithoutText } from '#shared/publications/offer-without-text.ts';
import type { Services } from '#shared/services.ts';
import type { ConceptTerms } from '#shared/text/vocabulary.ts';
import type { Retrieved } from '../connectors/connector.ts';
import { type Contents, contentsOf } from '../contents/contents.ts';
import { firstRecorded } from './first-recorded.ts';
import { type Identity, isSameIdentity, keepIdentities, mergedWith } from './identify.ts';
import { readInto } from './read-into.ts';
import {
  keepStraying,
  losersOf,
  marksOfWork,
  refuseStrays,
  settleStraying,
} from './settle-straying.ts';
import { keepPairs, type Stranded } from './strays.ts';
import { answerOf, judge, knownOf } from './tell-apart.ts';

export interface Recording {
  candidateId: number;
  /** Null when nothing could be had: the publication is recorded from what the source said. */
  retrieved: Retrieved | null;
  /** Why nothing could be had, as a sentence. */
  problem: string | null;
  /** The address answered that there is nothing (404, 410). */
  isGone: boolean;
  /** What was there instead of a publication, if something was. */
  instead?: Instead | null;
  /** When to try again, after how many attempts; null when all is well. */
  retry: { at: Date; attempts: number } | null;
  vocabulary: ConceptTerms[];
}

function create(em: Services['em'], candidate: Candidate, given: Recording, at: Date): Publication {
  const { source } = candidate;
  return em.create(Publication, {
    ...firstRecorded(candidate, given.retrieved, at),
    source,
    firstSeenAt: candidate.firstOfferedAt,
    readFromId: candidate.id,
    isBacklog: candidate.scan?.isFirst === true && !source.includesFirstScan,
  });
}

async function keepSighting(
  em: Services['em'],
  rows: NewRows,
  publication: Publication,
  { candidate, at }: { candidate: Candidate; at: Date },
) {
  const url = candidate.offer.url.slice(0, 2000);
  const source = candidate.source;
  const known = publication.id ? await em.findOne(Sighting, { publication, source, url }) : null;
  if (known) return;
  const { title } = candidate.offer;
  rows.add(Sighting, () => ({
    publication: publication.id,
    source: source.id,
    url,
    title,
    seenAt: at,
  }));
}

function settle(candidate: Candidate, publication: Publication, given: Recording): void {
  candidate.publication = publication;
  candidate.state = given.retry ? 'unread' : 'recorded';
  candidate.reason = given.problem;
  candidate.nextAttemptAt = given.retry?.at ?? null;
  candidate.attempts = given.retry?.attempts ?? 0;
  candidate.leasedBy = null;
  candidate.leaseUntil = null;
}

/** The publication as it stands now, and as nobody changes it before we are done: not erased meanwhile. */
async function held(em: Services['em'], known: Publication | null): Promise<Publication | null> {
  if (!known) return null;
  const lockMode = LockMode.PESSIMISTIC_WRITE;
  return em.findOne(Publication, known.id, { lockMode, refresh: true });
}

/** The surest of some identities that belongs to a publication; what a person merged is one. */
async function ownerOf(
  em: Services['em'],
  owners: Identifier[],
  identities: Identity[],
): Promise<Publication | null> {
  for (const identity of identities) {
    const match = owners.find((row) => isSameIdentity(row, identity));
    if (match) return mergedWith(em, match.publication);
  }
  return null;
}

/** What is left of an answer to be recorded, once it is known what is its own. */
interface SettledAnswer {
  given: Recording;
  candidate: Candidate;
  contents: Contents;
  identities: Identity[];
  marks: Identity[];
}

/** Who adds a file says what may be shown of it, but not of what a source published. */
function keepMayShow(publication: Publication, { offer, source }: Candidate): void {
  if (offer.mayShow && publication.source.id === source.id) publication.mayShow = offer.mayShow;
}

/** Records one candidate's publication, made or known, and tells the index. */
async function recordOne(
  em: Services['em'],
  rows: NewRows,
  { given, candidate, contents, identities, marks }: SettledAnswer,
  { found, owners, at }: { found: Publication | null; owners: Identifier[]; at: Date },
): Promise<Publication> {
  const known = await held(em, found);
  const publication = known ?? create(em, candidate, given, at);
  keepMayShow(publication, candidate);
  if (publication.takedown === 'erased') {
    candidate.offer = offerWithoutText(candidate.offer, publication.title);
  }

  // Another sighting of what was read already adds an address, not a version.
  const isReader = publication.readFromId === candidate.id || !publication.readAt;
  if (!known || isReader) {
    publication.readFromId = candidate.id;
    if (await readInto(em, rows, publication, { candidate, given, contents, at })) {
      rows.add(OutboxRow, announcementOf(publication, at));
      // What the page said before is no mark of it any more.
      if (known) await em.nativeDelete(Identifier, { publication, ...marksBefore(marks) });
    }
  }
  await keepSighting(em, rows, publication, { candidate, at });
  keepIdentities(
    rows,
    publication,
    isReader || !known ? [...identities, ...marks] : identities,
    owners,
  );
  settle(candidate, publication, given);
  if (candidate.offer.url.startsWith('upload:') && given.retrieved) {
    await em.nativeDelete(Upload, { hash: candidate.offer.url.slice('upload:'.length) });
  }
  return publication;
}

const marksBefore = (marks: Identity[]) => ({
  scheme: 'text',
  ...(marks.length > 0 ? { value: { $nin: marks.map(({ value }) => value) } } : {}),
});

/**
 * Records what was retrieved of several candidates in one transaction: publications, documents,
 * passages, versions, suggestions and outbox rows. The same thing from five places becomes one
 * publication with five sightings; a candidate of what another one of the batch is being recorded
 * as is left for a later batch, which finds it. What the answers say never outweighs what the offers
 * say: an address or text to which offers of different things lead identifies none of them.
 *
 * @param givens each of another candidate
 * @returns ids of publications by candidate; those left out are not recorded yet
 * @throws {UniqueConstraintViolationException} when somebody recorded the same thing meanwhile; then
 *   nothing of the batch is recorded
 */
export async function recordBatch(
  work: Pick<Services, 'em' | 'clock' | 'chance'>,
  givens: Recording[],
): Promise<Map<number, number>> {
  const at = work.clock();
  const fork = work.em.fork({ flushMode: FlushMode.COMMIT });
  return fork.transactional(async (em) => {
    const candidates = await em.find(
      Candidate,
      { id: { $in: givens.map(({ candidateId }) => candidateId) } },
      { populate: ['source', 'scan', 'publication'], strategy: 'select-in' },
    );
    const answers = givens.flatMap((given) => {
      const candidate = candidates.find(({ id }) => id === given.candidateId);
      if (!candidate) return [];
      const contents = contentsOf(candidate, given.retrieved);
      return [{ given, ...answerOf(candidate, given.retrieved, contents) }];
    });
    const known = await knownOf(em, answers);

    const rows = new NewRows();
    const stranded: Stranded[] = [];
    const taken = new Set<string>();
    const recorded = new Map<number, Publication>();
    for (const answer of answers) {
      const { candidate } = answer;
      const verdict = judge(answer, known);
      const found = candidate.publication ?? (await ownerOf(em, known.owners, verdict.identities));
      const losers = losersOf(answer, verdict, known);
      const marks = marksOfWork(answer, verdict, { found, losers });
      if (marks.some((mark) => taken.has(mark))) continue;
      for (const mark of marks) taken.add(mark);
      const straying = { answer, verdict, losers, known, at, chance: work.chance };
      const reading = await settleStraying(em, rows, straying);
      const publication = await recordOne(em, rows, reading, { found, owners: known.owners, at });
      recorded.set(candidate.id, publication);
      stranded.push(...(await keepStraying(em, rows, { ...straying, publication })));
    }
    await em.flush();
    await rows.insert(em);
    await keepPairs(em, stranded, at);
    await refuseStrays(em, rows.made(Identifier), {
      known,
      straying: new Set(rows.made(Stray).map(({ candidate }) => Number(candidate))),
    });
    return new Map([...recorded].map(([candidateId, { id }]) => [candidateId, id]));
  });
}
