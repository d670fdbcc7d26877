import { readVocabulary } from '#shared/database/load-vocabulary.ts';
import type { Actor } from '#shared/database/record-audit.ts';
import { type Answer, MatchLine, PlanEntry, WorkRequest } from '#shared/entities/index.ts';
import { answerLine } from '#shared/plans/matches/answer-line.ts';
import { compareMatch } from '#shared/plans/matches/compare-match.ts';
import { finishMatch } from '#shared/plans/matches/finish-match.ts';
import { matchScheme, openMatch } from '#shared/plans/matches/open-match.ts';
import type { OpenServices } from '#shared/services.ts';

/** The recommendations of a fictional neighbour, as its scrutiny committee published them. */
const list = `
Recommendations of the Harrowfen scrutiny review (fictional)

1. The Safeguarding Partnership should:
(a) keep a concern line open through which anyone can pass on worries without giving a name;
(b) publish each year a summary of the problem profile that identifies no one.
2. Train staff in hotels, takeaways and late-night venues to notice exploitation and report it.
3. Every school, college and alternative provider should name a trained exploitation lead.
4. Hold return home interviews within 72 hours and act on the reasons for declining.
5. The Council should lend bicycles to young people who miss the last bus.
`;

/** What Northmere said of each line, in the order of the list. */
const said: { answer: Answer; refs: string[]; reason: string }[] = [
  {
    answer: 'accepted',
    refs: ['ILL-08'],
    reason: 'The line opens in June; contacts are answered by day already.',
  },
  { answer: 'accepted', refs: ['ILL-18'], reason: '' },
  {
    answer: 'part',
    refs: ['ILL-16'],
    reason: 'Hotels and takeaways are trained; late-night venues follow this winter.',
  },
  { answer: 'accepted', refs: ['ILL-21'], reason: '' },
  {
    answer: 'part',
    refs: ['ILL-26'],
    reason: 'Reasons for declining are recorded, but not yet acted on.',
  },
  { answer: 'gap', refs: [], reason: 'Nothing in the plan is about the way home at night.' },
];

/** A list of a neighbour that was compared, answered and finished last week. */
export async function answerNeighbour(services: OpenServices, by: Actor): Promise<void> {
  const given = { title: 'Harrowfen scrutiny review', text: list, planId: null, by };
  const matchId = await openMatch(services.fork(), given);
  const em = services.orm.em.fork();
  // It is compared here and now, by words: nobody waits for the model when a demonstration starts.
  await em.nativeUpdate(
    WorkRequest,
    { url: `${matchScheme}${matchId}` },
    { state: 'done', finishedAt: services.clock() },
  );
  const vocabulary = await readVocabulary(services.orm.em.fork());
  await compareMatch({ ...services.fork(), embedder: null }, { matchId, vocabulary });
  const lines = await em.find(MatchLine, { match: matchId }, { orderBy: { position: 'asc' } });
  for (const [at, line] of lines.entries()) {
    const { answer, refs, reason } = said[at] ?? { answer: null, refs: [], reason: '' };
    const entries = await em.find(PlanEntry, { ref: { $in: refs } });
    const ids = entries.map(({ id }) => id);
    const lineId = line.id;
    await answerLine(services.fork(), { matchId, lineId, answer, entries: ids, reason, by });
  }
  await finishMatch(services.fork(), { matchId, by });
}
