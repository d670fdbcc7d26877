import { randomBytes } from 'node:crypto';
import { LockMode } from '@mikro-orm/core';
import { personOf } from '#shared/database/person-of.ts';
import type { Actor } from '#shared/database/record-audit.ts';
import { checkSeen, type Seen, seenTag } from '#shared/database/seen.ts';
import { nameOf, Publication, SiftStep } from '#shared/entities/index.ts';
import { Conflict, Invalid, NotFound } from '#shared/errors.ts';
import { instantInWords } from '#shared/london.ts';
import type { Services } from '#shared/services.ts';
import { counted, listed, quoted } from '#shared/text/in-words.ts';
import { setAsidePublications } from '../judging/set-aside-publications.ts';
import { assign } from './assign.ts';
import { keepWithAll } from './keep-with-all.ts';
import { putOff } from './put-off.ts';
import { recordOf, snapshotOf } from './snapshot.ts';
import { type Decision, doneWords } from './verdicts.ts';

type Work = Pick<Services, 'em' | 'clock'>;

/** What was decided together, and is undone together. */
export interface Decided {
  batch: string;
  publicationIds: number[];
}

/** Does to one publication what was decided: several verbs, one transaction. */
async function carryOut(
  work: Work,
  given: { publicationId: number; by: Actor },
  decision: Decision,
): Promise<void> {
  const { publicationId, by } = given;
  if (decision.verdict === 'kept') return keepWithAll(work, { ...decision, publicationId, by });
  if (decision.verdict === 'later') return putOff(work, { ...decision, publicationId, by });
  if (decision.verdict === 'assigned') return assign(work, { ...decision, publicationId, by });
  const { reason, note = null } = decision;
  return setAsidePublications(work, { publicationIds: [publicationId], reason, note, by });
}

/** Holds the row, without this unit of work keeping in mind how it was. */
async function held(em: Services['em'], id: number): Promise<Publication> {
  const own = em.fork({ clear: true, keepTransactionContext: true });
  const publication = await own.findOne(Publication, id, {
    lockMode: LockMode.PESSIMISTIC_WRITE,
    populate: ['siftedBy'],
  });
  if (!publication) throw new NotFound('publication', id);
  if (publication.mergedIntoId)
    throw new Conflict('It was merged into another publication: judge that one.');
  return publication;
}

/** One step: what is decided, with what undoes it. */
async function step(
  { em, clock }: Work,
  given: { publicationId: number; by: Actor; batch: string },
  decision: Decision,
): Promise<void> {
  const { publicationId, by, batch } = given;
  const before = await snapshotOf(em, publicationId);
  await carryOut({ em, clock }, given, decision);
  await em.flush();
  em.create(SiftStep, {
    batch,
    publication: publicationId,
    verdict: decision.verdict,
    by: personOf(em, by),
    at: clock(),
    was: recordOf(before, await snapshotOf(em, publicationId)),
    seenAfter: await seenTag(em, 'publication', publicationId),
  });
}

const newBatch = () => randomBytes(8).toString('hex');

/**
 * Decides of one publication in the sift, in one transaction: nothing of it is done, or all.
 *
 * @param given.seen what the person saw of it; left out, it is not checked
 * @throws {NotFound} @throws {Invalid} @throws {ChangedMeanwhile}
 */
export async function decideInSift(
  { em, clock }: Work,
  given: { publicationId: number; seen?: Seen | undefined; by: Actor; decision: Decision },
): Promise<Decided> {
  const { publicationId, seen, by, decision } = given;
  const at = clock();
  const batch = newBatch();
  await em.transactional(async (em) => {
    await held(em, publicationId);
    await checkSeen(em, publicationId, seen);
    await step({ em, clock: () => at }, { publicationId, by, batch }, decision);
  });
  return { batch, publicationIds: [publicationId] };
}

const judgedInWords = ({ title, status, siftedBy, siftedAt }: Publication) =>
  `${quoted(title)} was ${status === 'kept' ? 'kept' : 'set aside'}${siftedBy ? ` by ${nameOf(siftedBy)}` : ''}${siftedAt ? ` on ${instantInWords(siftedAt)}` : ''}`;

/** Named in a message at most. */
const mostNamed = 3;

/** Nothing is done of several where one of them was judged by somebody else meanwhile. */
function refuseJudged(judged: Publication[], all: number): void {
  if (judged.length === 0) return;
  const named = judged.slice(0, mostNamed).map(judgedInWords);
  const more = judged.length - named.length;
  throw new Invalid(
    `Nothing was done to any of the ${all}: ${listed([...named, ...(more > 0 ? [counted(more, 'more was', 'more were')] : [])])}, while you were choosing`,
    'publicationIds',
  );
}

/**
 * Decides the same of several publications that wait: of all, or of none.
 *
 * @throws {NotFound} when one is not there @throws {Invalid} when one was judged meanwhile
 */
export async function decideTogether(
  { em, clock }: Work,
  given: { publicationIds: number[]; by: Actor; decision: Decision },
): Promise<Decided> {
  const { by, decision } = given;
  const at = clock();
  const batch = newBatch();
  // In one order, so that two people who sift the same ones do not wait for each other for ever.
  const publicationIds = [...new Set(given.publicationIds)].sort((a, b) => a - b);
  await em.transactional(async (em) => {
    const rows: Publication[] = [];
    for (const id of publicationIds) rows.push(await held(em, id));
    refuseJudged(
      rows.filter(({ status }) => status !== 'new'),
      rows.length,
    );
    for (const publicationId of publicationIds)
      await step({ em, clock: () => at }, { publicationId, by, batch }, decision);
  });
  return { batch, publicationIds };
}

/** "Kept: 12 publications". */
export const decidedInWords = (verdict: Decision['verdict'], count: number): string =>
  `${doneWords[verdict]}: ${counted(count, 'publication')}`;
