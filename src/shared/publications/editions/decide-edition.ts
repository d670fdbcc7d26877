import { LockMode } from '@mikro-orm/core';
import type { EntityManager } from '#shared/database/open-database.ts';
import { personOf } from '#shared/database/person-of.ts';
import { type Actor, recordAudit } from '#shared/database/record-audit.ts';
import { PossibleEdition, type PossibleEditionState } from '#shared/entities/index.ts';
import { Conflict, NotFound } from '#shared/errors.ts';
import type { Services } from '#shared/services.ts';
import { clearSuperseded, setSuperseded } from './set-superseded.ts';

type Work = Pick<Services, 'em' | 'clock'>;

interface Decision {
  editionId: number;
  by: Actor;
}

/** Decides about one pair in a transaction that holds its row. */
async function deciding(
  { em, clock }: Work,
  given: Decision,
  from: PossibleEditionState[],
  decide: (work: Work, pair: PossibleEdition, at: Date) => Promise<void>,
): Promise<void> {
  const at = clock();
  await em.transactional(async (em) => {
    const pair = await em.findOne(PossibleEdition, given.editionId, {
      lockMode: LockMode.PESSIMISTIC_WRITE,
      refresh: true,
      populate: ['older'],
    });
    if (!pair) throw new NotFound('pair of editions', given.editionId);
    if (!from.includes(pair.state)) throw new Conflict('Somebody has decided about these two.');
    await decide({ em, clock }, pair, at);
  });
}

/** Says that one is the newer edition of the other. @throws {NotFound} @throws {Conflict} @throws {Invalid} */
export const acceptEdition = (work: Work, given: Decision): Promise<void> =>
  deciding(work, given, ['open'], async (work, { older, newer, basis }) =>
    setSuperseded(work, { publicationId: older.id, newerId: newer.id, basis, by: given.by }),
  );

function tell(
  em: EntityManager,
  pair: PossibleEdition,
  given: Decision,
  at: Date,
  isRefused: boolean,
) {
  recordAudit(em, {
    by: given.by,
    at,
    action: isRefused ? 'publication.edition-refused' : 'publication.edition-reopened',
    subject: { type: 'publication', id: pair.older.id },
    after: { newer: pair.newer.id },
  });
}

/** Says that it is not: they are not asked about again. @throws {NotFound} @throws {Conflict} */
export const refuseEdition = (work: Work, given: Decision): Promise<void> =>
  deciding(work, given, ['open'], async ({ em }, pair, at) => {
    pair.state = 'refused';
    pair.decidedBy = personOf(em, given.by);
    pair.decidedAt = at;
    pair.older.notSupersededBy = [...new Set([...pair.older.notSupersededBy, pair.newer.id])];
    tell(em, pair, given, at, true);
  });

/** Takes a decision back, also one that nobody was asked for: it waits for a person. */
export const undoEditionDecision = (work: Work, given: Decision): Promise<void> =>
  deciding(work, given, ['set', 'refused'], async (work, pair, at) => {
    const { older, newer } = pair;
    if (pair.state === 'set' && older.supersededById === newer.id)
      return clearSuperseded(work, { publicationId: older.id, by: given.by, asksAgain: true });
    Object.assign(pair, { state: 'open', decidedBy: null, decidedAt: null });
    older.notSupersededBy = older.notSupersededBy.filter((id) => id !== newer.id);
    tell(work.em, pair, given, at, false);
  });
