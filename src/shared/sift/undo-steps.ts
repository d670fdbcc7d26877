import { giveVerdict } from '#shared/database/keep-as-used.ts';
import type { EntityManager } from '#shared/database/open-database.ts';
import { personOf } from '#shared/database/person-of.ts';
import type { Actor } from '#shared/database/record-audit.ts';
import { changedMeanwhile } from '#shared/database/seen.ts';
import {
  Assessment,
  Assignment,
  Deferral,
  Link,
  type Publication,
  PublicationConcept,
  SiftStep,
  type StepRecord,
  Suggestion,
  User,
} from '#shared/entities/index.ts';
import { Conflict, NotFound } from '#shared/errors.ts';
import { instantInWords, inWords } from '#shared/london.ts';
import type { Services } from '#shared/services.ts';
import { quoted } from '#shared/text/in-words.ts';
import { changePublication } from '../database/change-publication.ts';
import { readLedger } from '../digests/ledger.ts';
import { removeLink } from '../plans/links/change-link.ts';

type Work = Pick<Services, 'em' | 'clock'>;

/** What of a publication is compared, by what a step changed of it. */
const comparedFields: Partial<Record<keyof StepRecord, string[]>> = {
  verdict: ['status', 'setAsideReason', 'setAsideNote'],
  facts: ['publishedOn', 'type', 'region'],
  meaning: ['assessment'],
  deferral: ['later'],
  assignment: ['assignedTo'],
};

const fieldsOf = (was: StepRecord) =>
  Object.entries(comparedFields).flatMap(([part, fields]) => (part in was ? fields : []));

const userOr = (em: EntityManager, id: number | null) =>
  id === null ? null : em.getReference(User, id);

async function putMeaningBack(em: EntityManager, publication: Publication, was: StepRecord) {
  if (was.meaning === undefined) return;
  const row = await em.findOne(Assessment, { publication });
  if (!row) return;
  if (was.meaning === null) {
    em.remove(row);
    return;
  }
  row.meaning = was.meaning.meaning;
  row.assessedBy = userOr(em, was.meaning.by);
  row.assessedAt = new Date(was.meaning.at);
}

async function putDeferralBack(em: EntityManager, publication: Publication, was: StepRecord) {
  if (was.deferral === undefined) return;
  const row = await em.findOne(Deferral, { publication });
  if (was.deferral === null) {
    if (row) em.remove(row);
    return;
  }
  const { week, why, by, at } = was.deferral;
  const stood = { week, why, by: userOr(em, by), at: new Date(at) };
  if (row) Object.assign(row, stood);
  else em.create(Deferral, { publication, ...stood });
}

async function putAssignmentBack(em: EntityManager, publication: Publication, was: StepRecord) {
  if (was.assignment === undefined) return;
  const row = await em.findOne(Assignment, { publication });
  if (was.assignment === null) {
    if (row) em.remove(row);
    return;
  }
  const { to, by, at, note, answer, answeredAt } = was.assignment;
  const stood = {
    ...{ to: em.getReference(User, to), by: userOr(em, by), at: new Date(at), note, answer },
    answeredAt: answeredAt === null ? null : new Date(answeredAt),
  };
  if (row) Object.assign(row, stood);
  else em.create(Assignment, { publication, ...stood });
}

/** Themes that it gave are taken away again, and what it accepted is suggested as before. */
async function takeThemesAway(em: EntityManager, publication: Publication, was: StepRecord) {
  const given = { publication, concept: { $in: was.conceptIds } };
  for (const row of await em.find(PublicationConcept, given)) em.remove(row);
  const accepted = { id: { $in: was.suggestionIds }, publication, state: 'accepted' as const };
  for (const suggestion of await em.find(Suggestion, accepted))
    Object.assign(suggestion, { state: 'open', decidedBy: null, decidedAt: null });
}

async function putBack(em: EntityManager, publication: Publication, was: StepRecord) {
  if (was.verdict) giveVerdict(em, publication, was.verdict);
  if (was.keptWas !== undefined) publication.keptWas = was.keptWas;
  if (was.facts) Object.assign(publication, was.facts);
  await putMeaningBack(em, publication, was);
  await putDeferralBack(em, publication, was);
  await putAssignmentBack(em, publication, was);
  await takeThemesAway(em, publication, was);
}

/** What went out with a digest stands: the record says what partners were told. */
async function refuseSent(em: EntityManager, publicationId: number, since: Date): Promise<void> {
  const went = (await readLedger(em, publicationId)).get(publicationId) ?? [];
  const last = went.findLast(({ frozenAt }) => frozenAt >= since);
  if (!last) return;
  throw new Conflict(
    `It went out with the digest for the week to ${inWords(last.endsOn)}, so this is not undone any more. Judge it again on its own page.`,
  );
}

/** What somebody changed after it stands, and is taken back first, by whoever did it. */
async function refuseChanged(em: EntityManager, { id, title }: Publication, step: SiftStep) {
  const seen = { of: ['publication'] as const, tags: [step.seenAfter], fields: fieldsOf(step.was) };
  const changed = await changedMeanwhile(em, id, seen);
  if (!changed) return;
  const { by } = changed.meanwhile;
  const when = by ? ` by ${by.name} on ${instantInWords(by.at)}` : '';
  throw new Conflict(
    `${quoted(title)} was changed since${when}, so this was not undone. Judge it again on its own page.`,
  );
}

async function undoStep({ em, clock }: Work, step: SiftStep, by: Actor): Promise<void> {
  const { was } = step;
  const publicationId = step.publication.id;
  await changePublication({ em, clock }, { publicationId, by }, async (em, publication) => {
    await refuseSent(em, publicationId, step.at);
    await refuseChanged(em, publication, step);
    const before = { status: publication.status };
    await putBack(em, publication, was);
    return {
      action: 'publication.sift-undone',
      before,
      after: { status: publication.status },
    };
  });
  const links = await em.find(Link, { id: { $in: was.linkIds }, removedAt: null });
  for (const { id } of links)
    await removeLink({ em, clock }, { linkId: id, reason: 'Undone in the sift.', by });
  step.undoneAt = clock();
  step.undoneBy = personOf(em, by);
}

/**
 * Takes back what was decided together in the sift, exactly: verdict, facts, themes, meaning, link. All
 * of it, or nothing: not what was changed since, and not what went out with a digest.
 *
 * @throws {NotFound} @throws {Conflict} when it was undone, sent, or changed since
 */
export async function undoSteps(
  { em, clock }: Work,
  { batch, by }: { batch: string; by: Actor },
): Promise<{ publicationIds: number[] }> {
  const at = clock();
  return em.transactional(async (em) => {
    const steps = await em.find(SiftStep, { batch }, { orderBy: { publication: 'asc' } });
    if (steps.length === 0) throw new NotFound('step of the sift', batch);
    if (steps.some(({ undoneAt }) => undoneAt)) throw new Conflict('It was undone already.');
    for (const step of steps) await undoStep({ em, clock: () => at }, step, by);
    return { publicationIds: steps.map(({ publication }) => publication.id) };
  });
}
