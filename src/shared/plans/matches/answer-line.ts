import { LockMode } from '@mikro-orm/core';
import { z } from 'zod';
import { personOf } from '#shared/database/person-of.ts';
import { type Actor, recordAudit } from '#shared/database/record-audit.ts';
import { answers, Match, MatchLine, PlanEntry } from '#shared/entities/index.ts';
import { Conflict, Invalid, NotFound } from '#shared/errors.ts';
import type { Services } from '#shared/services.ts';

/** What a form and the API ask of an answer; no answer takes back what was said. */
export const answerShape = z.object({
  answer: z
    .enum(answers, 'Say what it is: accepted, part, gap, new entry or not for us')
    .nullable(),
  entries: z.array(z.number().int().positive()).max(20, 'Choose at most 20 entries').default([]),
  reason: z.string().trim().max(2000, 'Keep it to 2,000 characters').default(''),
});
export type LineAnswer = z.infer<typeof answerShape>;

/** A match that may still be answered, held. @throws {NotFound} @throws {Conflict} */
export async function openMatchOf(em: Services['em'], matchId: number): Promise<Match> {
  const lock = { lockMode: LockMode.PESSIMISTIC_WRITE, refresh: true } as const;
  const match = await em.findOne(Match, matchId, lock);
  if (!match) throw new NotFound('match', matchId);
  if (match.state === 'finished')
    throw new Conflict('This table is finished: run it again to answer anew.');
  if (match.state !== 'open') throw new Conflict('This list has not been compared yet.');
  return match;
}

function check({ answer, entries, reason }: LineAnswer): void {
  if ((answer === 'accepted' || answer === 'part') && entries.length === 0)
    throw new Invalid('Choose the entry that answers it', 'entries');
  if (answer && answer !== 'accepted' && !reason) throw new Invalid('Say why', 'reason');
}

/**
 * Says what a line of somebody else's list is to us: answered by entries, in part, a gap, a new entry, or
 * not for us. What was said before can be taken back until the table is finished.
 *
 * @throws {NotFound} @throws {Invalid} @throws {Conflict}
 */
export async function answerLine(
  { em, clock }: Pick<Services, 'em' | 'clock'>,
  given: { matchId: number; lineId: number; by: Actor } & LineAnswer,
): Promise<MatchLine> {
  const at = clock();
  return em.transactional(async (em) => {
    const match = await openMatchOf(em, given.matchId);
    const line = await em.findOne(MatchLine, { id: given.lineId, match });
    if (!line) throw new NotFound('line', given.lineId);
    check(given);
    const known = await em.count(PlanEntry, {
      id: { $in: given.entries },
      ...(match.plan && { plan: match.plan }),
    });
    if (known !== new Set(given.entries).size)
      throw new Invalid('There is no such entry', 'entries');
    const before = {
      answer: line.answer ?? null,
      entries: line.entries,
      reason: line.reason ?? null,
    };
    const isGiven = given.answer !== null;
    const said = { answer: given.answer, entries: [...new Set(given.entries)] };
    const nothing = { answer: null, entries: [], reason: null, answeredBy: null, answeredAt: null };
    const reasoned = { ...said, reason: given.reason || null };
    const signed = { ...reasoned, answeredBy: personOf(em, given.by), answeredAt: at };
    em.assign(line, { ...(isGiven ? signed : nothing), isCarried: false });
    const { answer, entries, reason } = line;
    recordAudit(em, {
      by: given.by,
      at,
      action: isGiven ? 'match.answered' : 'match.answer-taken-back',
      subject: { type: 'match', id: match.id },
      before,
      after: { line: line.number, answer, entries, reason: reason ?? null },
    });
    return line;
  });
}
