import { PlanEntry, Publication, Suggestion } from '#shared/entities/index.ts';
import { buildIndexDocuments } from '#shared/library/build-index-document.ts';
import { showPublication } from '#shared/publications/show-publication.ts';
import { entryText } from '#shared/search/embedding/meaning-texts.ts';
import type { Figure } from '../figures.ts';
import { withCache } from './cached-vectors.ts';
import { type Gold, type Labelled, readGold } from './gold.ts';
import { openPlanLibrary, type PlanLibrary } from './plan-library.ts';
import { type Shown, score } from './scoring.ts';
import { byMeaning, byThemes, byWords, type VoiceEntry, type VoiceItem } from './single-voices.ts';

interface Item extends Labelled {
  title: string;
  publicationId: number;
}

const aims = { recall5: 'at least 0.88', precision: 'at least 0.5', noneAuc: 'at least 0.80' };

/** The labelled publications, as the worker recorded them. @throws {Error} where one is not there */
async function itemsOf(gold: Gold, { services }: PlanLibrary): Promise<Item[]> {
  const rows = await services.orm.em.fork().find(Publication, {}, { fields: ['id', 'title'] });
  const ids = new Map(rows.map(({ id, title }) => [title, id]));
  return [...gold.demonstration, ...gold.publications].map((item) => {
    const publicationId = ids.get(item.title);
    if (!publicationId) throw new Error(`“${item.title}” was not recorded.`);
    return { ...item, publicationId };
  });
}

/** What the publication's page shows, in its order. */
async function shownBy({ services }: PlanLibrary, item: Item): Promise<Shown> {
  const { suggestions } = await showPublication(services.fork(), item.publicationId);
  const entries = suggestions.filter(({ entry }) => entry);
  return {
    item,
    refs: entries.map(({ entry }) => entry?.ref ?? ''),
    best: entries[0]?.score ?? 0,
  };
}

/** The same publications as single voices know them. */
async function voicesOf({ services }: PlanLibrary, items: Item[]) {
  const em = services.orm.em.fork();
  const rows = await em.find(PlanEntry, {}, { orderBy: { position: 'asc' } });
  const entries = rows.map(
    (entry): VoiceEntry => ({ ref: entry.ref, text: entryText(entry), themes: entry.themes }),
  );
  const documents = await buildIndexDocuments(
    em,
    items.map(({ publicationId }) => publicationId),
  );
  const byId = new Map(documents.map((document) => [document.id, document]));
  const suggested = await em.find(Suggestion, { entry: null, strength: 'strong' });
  const asked = items.map((item): VoiceItem => {
    const { title = '', summary = '', passages = [] } = byId.get(item.publicationId) ?? {};
    const head = [title, summary].filter(Boolean).join('\n');
    const texts = passages.map(({ text }) => text);
    const own = suggested.filter(({ publication }) => publication.id === item.publicationId);
    return {
      item,
      text: [head, ...texts].join('\n'),
      parts: [head, ...texts.slice(0, 40)],
      themes: new Set(own.flatMap(({ concept }) => concept?.id ?? [])),
    };
  });
  return { entries, asked };
}

/** Milliseconds of processor time to suggest for one new publication, vectors apart. */
async function cpuOf({ services, worker }: PlanLibrary, items: Item[]): Promise<Figure> {
  const [first] = items;
  await services.orm.em
    .fork()
    .nativeUpdate(Publication, { id: first?.publicationId ?? 0 }, { linksSuggestedFor: -1 });
  const before = process.cpuUsage();
  await worker.suggest();
  const { user, system } = process.cpuUsage(before);
  return { name: 'cpu', value: Math.round((user + system) / 1000), unit: 'ms', aim: 'at most 200' };
}

/** Which entries the product suggests for publications, against labels made independently. */
export async function suggestions(): Promise<Figure[]> {
  const gold = readGold();
  if (!gold) return [];
  const library = await openPlanLibrary(gold);
  const { services, worker } = library;
  await worker.readMeanings();
  await worker.suggest();
  const items = await itemsOf(gold, library);
  const shown: Shown[] = [];
  for (const item of items) shown.push(await shownBy(library, item));
  const { entries, asked } = await voicesOf(library, items);
  const embedder = services.embedder && withCache(services.embedder);
  const figures = [
    ...score(shown, '', aims),
    ...score(byWords(entries, asked), 'words'),
    ...(embedder ? score(await byMeaning(entries, asked, embedder), 'meaning') : []),
    ...score(byThemes(entries, asked), 'themes'),
    await cpuOf(library, items),
  ];
  embedder?.keep();
  await library.close();
  return figures;
}
