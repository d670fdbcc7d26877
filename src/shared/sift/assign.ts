import { Assignment, nameOf, User } from '#shared/entities/index.ts';
import { Conflict, Forbidden, Invalid, NotFound } from '#shared/errors.ts';
import type { Services } from '#shared/services.ts';
import { type ByPerson, changePublication } from '../database/change-publication.ts';
import { personOf } from '../database/person-of.ts';
import { may, roleOf, rolesThatMay } from '../people/permissions.ts';
import { longestWhy } from './verdicts.ts';

type Work = Pick<Services, 'em' | 'clock'>;

const tidied = (text: string | null | undefined, field: string): string | null => {
  const tidy = text?.trim() || null;
  if (tidy && tidy.length > longestWhy)
    throw new Invalid(`Keep it to ${longestWhy} characters`, field);
  return tidy;
};

/** People who can be asked to look at something. */
export async function assignees({ em }: Pick<Services, 'em'>) {
  const users = await em.find(
    User,
    { isActive: true, role: { $in: rolesThatMay('read library') } },
    { orderBy: { email: 'asc' } },
  );
  return users.map((user) => ({ id: user.id, name: nameOf(user) ?? user.email }));
}

/**
 * Asks a person to look at a publication before it is judged; whoever was asked before is asked no more.
 *
 * @throws {NotFound} @throws {Invalid} when there is no such person, or they may not read the library
 */
export async function assign(
  services: Work,
  given: ByPerson & { to: number; note?: string | null | undefined },
): Promise<void> {
  const note = tidied(given.note, 'note');
  await changePublication(services, given, async (em, publication, at) => {
    const to = await em.findOne(User, { id: given.to, isActive: true });
    if (!to || !may({ role: roleOf(to.role) }, 'read library'))
      throw new Invalid('Choose a person who can sign in', 'to');
    const known = await em.findOne(Assignment, { publication });
    const row = known ?? em.create(Assignment, { publication, to, at });
    const asked = { to, by: personOf(em, given.by), at, note };
    Object.assign(row, { ...asked, answer: null, answeredAt: null });
    return { action: 'publication.assigned', after: { assignedTo: to.email }, reason: note };
  });
}

/**
 * Hands a publication back to those who judge, with what one makes of it. Only who was asked may, and
 * who may judge.
 *
 * @throws {NotFound} @throws {Conflict} when nobody was asked, or it was handed back @throws {Forbidden}
 */
export async function handBack(
  services: Work,
  given: ByPerson & { answer?: string | null | undefined; mayJudge: boolean },
): Promise<void> {
  const answer = tidied(given.answer, 'answer');
  await changePublication(services, given, async (em, publication, at) => {
    const row = await em.findOne(Assignment, { publication }, { populate: ['to'] });
    if (!row) throw new NotFound('assignment of publication', publication.id);
    if (row.to.id !== given.by.userId && !given.mayJudge)
      throw new Forbidden('It was assigned to somebody else.');
    if (row.answeredAt) throw new Conflict('It was handed back already.');
    row.answer = answer;
    row.answeredAt = at;
    return {
      action: 'publication.handed-back',
      before: { assignedTo: row.to.email },
      after: { assignedTo: null },
      reason: answer,
    };
  });
}
