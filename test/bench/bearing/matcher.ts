import { PlanEntry, WorkRequest } from '#shared/entities/index.ts';
import { openMatch } from '#shared/plans/matches/open-match.ts';
import { showMatch } from '#shared/plans/matches/show-match.ts';
import { entryText } from '#shared/search/embedding/meaning-texts.ts';
import { type Figure, rounded } from '../figures.ts';
import { withCache } from './cached-vectors.ts';
import { type Gold, readGold } from './gold.ts';
import { openPlan, type PlanLibrary } from './plan-library.ts';
import { type Shown, score } from './scoring.ts';
import { byMeaning, byThemes, byWords, type VoiceEntry, type VoiceItem } from './single-voices.ts';

const by = { userId: null, name: 'bench' };
const aims = { recall5: 'at least 0.85', noneAuc: 'at least 0.80' };

/** A list as it is pasted, through the worker's own path. */
async function compared({ services, worker }: PlanLibrary, texts: string[]) {
  const text = texts.map((line, at) => `${at + 1}.\t${line}`).join('\n');
  const given = { title: 'A list', text, planId: null, by };
  const matchId = await openMatch(services.fork(), given);
  await worker.requests();
  const failed = await services.orm.em.fork().findOne(WorkRequest, { state: 'failed' });
  if (failed) throw new Error(failed.reason ?? 'The list could not be compared.');
  return showMatch(services.fork(), matchId);
}

/** What the page shows for each line. @throws {Error} where a line was read as something else */
async function shownBy(library: PlanLibrary, list: Gold['lists'][number]): Promise<Shown[]> {
  const { lines } = await compared(
    library,
    list.lines.map(({ text }) => text),
  );
  if (lines.length !== list.lines.length)
    throw new Error(`${list.id}: ${lines.length} lines of ${list.lines.length}`);
  return list.lines.map((item, at) => {
    const suggested = lines[at]?.suggested ?? [];
    return {
      item,
      refs: suggested.map(({ entry }) => entry.ref),
      best: suggested[0]?.score ?? 0,
    };
  });
}

/** Seconds from a pasted list of 47 lines to the table, when the model is ready. */
async function secondsFor47(library: PlanLibrary, gold: Gold): Promise<Figure> {
  const all = gold.lists.flatMap(({ lines }) => lines.map(({ text }) => text));
  const begin = performance.now();
  await compared(library, all.slice(0, 47));
  const value = rounded((performance.now() - begin) / 1000, 1);
  return { name: 'seconds', value, unit: 's for 47 lines, warm', aim: 'at most 5' };
}

/** Which entries the product shows for lines of other people's lists, against labels made independently. */
export async function matcher(): Promise<Figure[]> {
  const gold = readGold();
  if (!gold) return [];
  const library = await openPlan();
  const { services } = library;
  const shown: Shown[] = [];
  for (const list of gold.lists) shown.push(...(await shownBy(library, list)));
  const rows = await services.orm.em.fork().find(PlanEntry, {}, { orderBy: { position: 'asc' } });
  const entries = rows.map(
    (entry): VoiceEntry => ({ ref: entry.ref, text: entryText(entry), themes: entry.themes }),
  );
  const items = gold.lists.flatMap(({ lines }) =>
    lines.map(
      (item): VoiceItem => ({
        item,
        text: item.text,
        parts: [item.text],
        themes: library.themesOf(item.text),
      }),
    ),
  );
  const embedder = services.embedder && withCache(services.embedder);
  const figures = [
    ...score(shown, '', aims),
    ...score(byWords(entries, items), 'words'),
    ...(embedder ? score(await byMeaning(entries, items, embedder), 'meaning') : []),
    ...score(byThemes(entries, items), 'themes'),
    await secondsFor47(library, gold),
  ];
  embedder?.keep();
  await library.close();
  return figures;
}
