import { loadConfig } from '#shared/config.ts';
import { meaningTexts } from '#shared/search/embedding/meaning-texts.ts';
import { openEmbedder } from '#shared/search/embedding/open-embedder.ts';
import { splitPassages } from '#worker/contents/split-passages.ts';
import { asDocument, type Ranker, skylarkOnFts5 } from './rankers.ts';

/** How much the first places of a list count over those behind them (Cormack et al. 2009). */
const k = 60;
const deepest = 100;

const { EMBEDDER_URL, EMBEDDER_MODEL, EMBEDDER_API_KEY } = process.env;

/** The embedder that `EMBEDDER_URL` names; null when it names none, and what needs it is left out. */
export const embedder = EMBEDDER_URL
  ? loadConfig({ EMBEDDER_URL, EMBEDDER_MODEL, EMBEDDER_API_KEY }).embedder
  : null;

const product = (one: Float32Array, other: Float32Array) =>
  one.reduce((sum, value, at) => sum + value * (other[at] ?? 0), 0);

/** Lists fused by reciprocal rank: best first. */
function fused(lists: string[][]): string[] {
  const scores = new Map<string, number>();
  for (const list of lists) {
    for (const [at, id] of list.entries()) scores.set(id, (scores.get(id) ?? 0) + 1 / (k + at + 1));
  }
  return [...scores].sort(([, one], [, other]) => other - one).map(([id]) => id);
}

/** Ranks by the nearest of a text's passages, as the product has them read. */
export async function meaningAlone(): Promise<Ranker> {
  if (!embedder) throw new Error('EMBEDDER_URL is not set');
  const { embed } = openEmbedder(embedder);
  const kept: { id: string; vector: Float32Array }[] = [];
  return {
    async put(texts) {
      const read = texts.flatMap((text) => {
        const passages = splitPassages([{ number: null, text: text.text, headings: [] }]);
        const document = asDocument(text, 1);
        return meaningTexts({
          ...document,
          passages: passages.map((passage) => ({ ...passage, documentId: 1 })),
        }).map((one) => ({ id: text.id, text: one.text }));
      });
      const vectors = await embed(read.map(({ text }) => text));
      for (const [at, vector] of vectors.entries()) kept.push({ id: read[at]?.id ?? '', vector });
    },
    async rank(words, limit) {
      const [asked] = await embed([words]);
      if (!asked) return [];
      const nearest = new Map<string, number>();
      for (const { id, vector } of kept)
        nearest.set(id, Math.max(nearest.get(id) ?? -1, product(asked, vector)));
      return [...nearest]
        .sort(([, one], [, other]) => other - one)
        .slice(0, limit)
        .map(([id]) => id);
    },
    async close() {},
  };
}

/** Words and meaning, fused: a measure only, the product never mixes them. */
export async function wordsAndMeaning(): Promise<Ranker> {
  const rankers = [await skylarkOnFts5(), await meaningAlone()];
  return {
    async put(texts) {
      for (const ranker of rankers) await ranker.put(texts);
    },
    async rank(words, limit) {
      const lists = await Promise.all(rankers.map((ranker) => ranker.rank(words, deepest)));
      return fused(lists).slice(0, limit);
    },
    async close() {
      for (const ranker of rankers) await ranker.close();
    },
  };
}
