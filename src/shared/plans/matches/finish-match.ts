import { personOf } from '#shared/database/person-of.ts';
import { type Actor, recordAudit } from '#shared/database/record-audit.ts';
import { Match, MatchLine } from '#shared/entities/index.ts';
import { Conflict, NotFound } from '#shared/errors.ts';
import type { Services } from '#shared/services.ts';
import { openMatchOf } from './answer-line.ts';
import { entriesOfMatch } from './entries-of-match.ts';
import { askToCompare } from './open-match.ts';

/**
 * Freezes a table: what was said of each line, and how the entries stood on this day. Lines that nobody
 * answered stay so, and the table says it.
 *
 * @throws {NotFound} @throws {Conflict}
 */
export async function finishMatch(
  { em, clock }: Pick<Services, 'em' | 'clock'>,
  { matchId, by }: { matchId: number; by: Actor },
): Promise<void> {
  const at = clock();
  await em.transactional(async (em) => {
    const match = await openMatchOf(em, matchId);
    const lines = await em.find(MatchLine, { match });
    const entries = await entriesOfMatch(em, lines);
    for (const line of lines) {
      const named = [...line.entries, ...line.suggested.map(({ entryId }) => entryId)];
      line.atThatTime = [...new Set(named)].flatMap((id) => entries.get(id) ?? []);
    }
    match.state = 'finished';
    match.finishedAt = at;
    match.finishedBy = personOf(em, by);
    recordAudit(em, {
      by,
      at,
      action: 'match.finished',
      subject: { type: 'match', id: match.id },
      after: {
        lines: lines.length,
        unanswered: lines.filter(({ answer }) => !answer).length,
      },
    });
  });
}

/**
 * Compares a finished list with the plans as they are now. What was said of each line is taken over, to be
 * looked at again; the page says what changed.
 *
 * @returns the id of the new one
 * @throws {NotFound} @throws {Conflict} when it is not finished
 */
export async function runAgain(
  { em, clock }: Pick<Services, 'em' | 'clock'>,
  { matchId, by }: { matchId: number; by: Actor },
): Promise<number> {
  const at = clock();
  return em.transactional(async (em) => {
    const earlier = await em.findOne(Match, matchId);
    if (!earlier) throw new NotFound('match', matchId);
    if (earlier.state !== 'finished')
      throw new Conflict('Finish this table first: then it can be run again.');
    const match = em.create(Match, {
      title: earlier.title,
      plan: earlier.plan,
      state: 'reading',
      earlierId: earlier.id,
      createdBy: personOf(em, by),
      createdAt: at,
    });
    const lines = await em.find(MatchLine, { match: earlier }, { orderBy: { position: 'asc' } });
    for (const line of lines) {
      const { position, number, text, answer, entries, reason, answeredBy, answeredAt } = line;
      em.create(MatchLine, {
        match,
        position,
        number,
        text,
        answer,
        entries,
        reason,
        answeredBy,
        answeredAt,
        isCarried: !!answer,
      });
    }
    await em.flush();
    askToCompare(em, match, by, at);
    recordAudit(em, {
      by,
      at,
      action: 'match.opened',
      subject: { type: 'match', id: match.id },
      after: { title: match.title, again: earlier.id },
    });
    return match.id;
  });
}
