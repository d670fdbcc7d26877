import { Candidate, type Publication } from '#shared/entities/index.ts';
import { type FailureReason, SourceFailure } from '#shared/errors.ts';
import type { Services } from '#shared/services.ts';
import type { ConceptTerms } from '#shared/text/vocabulary.ts';
import { candidateDueAfterFailure } from '../claiming/rhythm.ts';
import { hasNoAddress, type Retrieved, type Tools } from '../connectors/connector.ts';
import { connectorFor } from '../connectors/connectors.ts';
import { retrievePage } from '../obtaining/retrieve-page.ts';
import { findByIdentity, isKnown, offeredIdentities } from '../record/identify.ts';
import type { Recording } from '../record/record-batch.ts';
import { recordPublication } from '../record/record-publication.ts';
import { areApart } from '../record/tell-apart.ts';
import { isNobodysOffer, letGo, postponed, refuseEmpty, tellAdded } from './added-by-hand.ts';
import { isUpload, retrieveUpload } from './retrieve-upload.ts';

type Work = Pick<Services, 'em' | 'clock' | 'chance' | 'log'>;

/** Faults that pass by themselves: worth a few tries before the publication is recorded unread. */
const passing: ReadonlySet<FailureReason> = new Set([
  'server-error',
  'unreachable',
  'too-slow',
  'interrupted',
  'too-many-requests',
]);
const triesBeforeRecording = 3;

const unlinked =
  'The source gives no address at which it could be read. It is recorded from what the source said.';

async function retrieve(work: Work, candidate: Candidate, tools: Tools): Promise<Retrieved> {
  const source = candidate.source;
  if (isUpload(candidate.offer.url)) return retrieveUpload(work, candidate.offer, tools);
  const connector = source.kind === 'manual' ? null : connectorFor(source.kind);
  return connector?.retrieve
    ? connector.retrieve(source, candidate.offer, tools)
    : retrievePage(candidate.offer, tools);
}

/** The publication that is known by what the source says of it. */
async function findOffered(em: Services['em'], candidate: Candidate): Promise<Publication | null> {
  const identities = offeredIdentities(candidate);
  const found = (await isKnown(em, identities)) ? await findByIdentity(em, identities) : null;
  if (!found) return null;
  // What the same source offers as another thing is not known by it.
  const { source } = candidate;
  const others = await em.find(Candidate, { publication: found, source });
  return others.some((other) => areApart(candidate, other)) ? null : found;
}

/**
 * A candidate of a publication that another candidate reads: nothing needs fetching. If it is
 * offered anew, the reader reads again.
 */
async function isReadElsewhere(
  em: Services['em'],
  candidate: Candidate,
  at: Date,
): Promise<boolean> {
  const publication = candidate.publication ?? (await findOffered(em, candidate));
  if (!publication?.readAt || publication.readFromId === candidate.id) return false;
  if (candidate.publication) await readAgain(em, publication, at);
  return true;
}

/** Sends the candidate that a publication is read from round again. */
async function readAgain(em: Services['em'], publication: Publication, at: Date): Promise<void> {
  await em.nativeUpdate(
    Candidate,
    { id: publication.readFromId ?? 0, state: 'recorded' },
    { state: 'pending', attempts: 0, nextAttemptAt: at },
  );
}

async function postpone(
  em: Services['em'],
  candidate: Candidate,
  failure: SourceFailure,
  retry: { at: Date; attempts: number },
) {
  await em.nativeUpdate(
    Candidate,
    { id: candidate.id },
    {
      reason: failure.message,
      nextAttemptAt: retry.at,
      attempts: retry.attempts,
      leasedBy: null,
      leaseUntil: null,
    },
  );
}

/**
 * Retrieves one leased candidate and records what came of it. A fault that may pass is tried
 * again first; any other is recorded with what the source said, and tried again later. Of what a person
 * gave nobody has said anything: it makes no publication then, and whoever asked is told.
 *
 * @param candidate with its source and publication
 * @param record a recorder shared with other retrievals; by itself if left out
 * @returns why there is no publication of it, where there is none
 */
export async function retrieveCandidate(
  work: Work,
  candidate: Candidate,
  tools: Tools,
  vocabulary: ConceptTerms[],
  record: (given: Recording) => Promise<unknown> = (given) => recordPublication(work, given),
): Promise<SourceFailure | null> {
  const em = work.em.fork();
  const recording = {
    candidateId: candidate.id,
    vocabulary,
    retrieved: null,
    problem: null,
    isGone: false,
    retry: null,
  };

  if (hasNoAddress(candidate.offer.url)) {
    await record({ ...recording, problem: unlinked });
    return null;
  }
  if (await isReadElsewhere(em, candidate, work.clock())) {
    await record(recording);
    await tellAdded(em, candidate);
    return null;
  }
  const attempts = candidate.attempts + 1;
  try {
    const retrieved = await retrieve(work, candidate, tools);
    if (isNobodysOffer(candidate)) refuseEmpty(retrieved);
    await record({ ...recording, retrieved });
    await tellAdded(em, candidate);
    return null;
  } catch (error) {
    if (!(error instanceof SourceFailure)) throw error;
    const due = candidateDueAfterFailure(
      work.clock(),
      attempts,
      error.retryAfterSeconds,
      work.chance(),
    );
    const mayPass = passing.has(error.reason) && attempts < triesBeforeRecording;
    if (mayPass) {
      await postpone(em, candidate, error, { at: due, attempts });
      return candidate.publication ? null : postponed(error, due);
    }
    if (isNobodysOffer(candidate)) {
      await letGo(em, candidate, error);
      return error;
    }
    await record({
      ...recording,
      problem: error.message,
      isGone: error.reason === 'not-found',
      instead: error.instead,
      retry: { at: due, attempts },
    });
    return null;
  }
}

/** A fault of ours, not of the outside world: the publication is tried again later, and says so. */
export async function postponeAfterFault(
  { em, clock, chance }: Pick<Services, 'em' | 'clock' | 'chance'>,
  candidateId: number,
): Promise<void> {
  const fork = em.fork();
  const candidate = await fork.findOne(Candidate, candidateId);
  if (!candidate) return;
  candidate.reason = 'Something went wrong here while it was read. It is tried again.';
  candidate.attempts += 1;
  candidate.nextAttemptAt = candidateDueAfterFailure(clock(), candidate.attempts, null, chance());
  candidate.leasedBy = null;
  candidate.leaseUntil = null;
  await fork.flush();
}
