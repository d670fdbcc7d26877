import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { loadConfig } from '#shared/config.ts';
import type { Embedder } from '#shared/search/embedding/embedder.ts';
import {
  hashOfTexts,
  type MeaningText,
  meaningTexts,
  wholeText,
} from '#shared/search/embedding/meaning-texts.ts';
import { openEmbedder } from '#shared/search/embedding/open-embedder.ts';
import { openOwnEmbedder } from '#shared/search/embedding/open-own-embedder.ts';
import { searchWithMeaning } from '#shared/search/embedding/search-with-meaning.ts';
import type { SearchIndex } from '#shared/search/search-index.ts';
import { bytesOfVector, cosine, vectorOfBytes } from '#shared/text/vector-bytes.ts';
import { asDocument, openFts5, type Ranker, type Text } from './rankers.ts';

const { EMBEDDER, EMBEDDER_URL, EMBEDDER_MODEL, EMBEDDER_API_KEY } = process.env;

/** Of the machine's settings those of the embedder. */
export const environment = {
  EMBEDDER: EMBEDDER ?? 'on',
  EMBEDDER_URL,
  EMBEDDER_MODEL,
  EMBEDDER_API_KEY,
};

/** What the settings name: the model that comes with the product, the one at an address, or none. */
export const settings = loadConfig(environment).embedder;

/** Keeps vectors in the machine's temporary folder: a collection is read once, by each model. */
function remembering(embedder: Embedder): Embedder['embed'] {
  const name = createHash('sha256').update(embedder.model).digest('hex').slice(0, 12);
  const folder = path.join(os.tmpdir(), `skylark-bench-vectors-${name}`);
  mkdirSync(folder, { recursive: true });
  const fileOf = (text: string) =>
    path.join(folder, createHash('sha256').update(text).digest('hex'));
  /** Our own model has a process for who waits, and one for the background: here both read. */
  async function readAll(texts: string[]): Promise<void> {
    const left = [...new Set(texts)].filter((text) => !existsSync(fileOf(text)));
    const readSome = async (isAwaited: boolean) => {
      for (let text = left.shift(); text !== undefined; text = left.shift()) {
        const [fresh] = await embedder.embed([text], { isAwaited });
        if (fresh) writeFileSync(fileOf(text), bytesOfVector(fresh));
      }
    };
    await Promise.all([readSome(true), readSome(false)]);
  }
  return async (texts) => {
    await readAll(texts);
    return texts.map((text) => vectorOfBytes(readFileSync(fileOf(text))));
  };
}

/** The embedder of the settings, and what asks it no more than once for a text. */
export function openBenchEmbedder(): { embedder: Embedder; embed: Embedder['embed'] } {
  if (!settings) throw new Error('EMBEDDER is off');
  const embedder = settings === 'own' ? openOwnEmbedder() : openEmbedder(settings);
  return { embedder, embed: remembering(embedder) };
}

/** Ranks by the vectors of whole texts alone. */
export async function meaningAlone(): Promise<Ranker> {
  const { embedder, embed } = openBenchEmbedder();
  const kept: { id: string; vector: Float32Array }[] = [];
  return {
    async put(texts) {
      const vectors = await embed(texts.map((text) => wholeText(asDocument(text, 1)) ?? ''));
      for (const [at, vector] of vectors.entries()) kept.push({ id: texts[at]?.id ?? '', vector });
    },
    async rank(words, limit) {
      const [asked] = await embed([words]);
      if (!asked) return [];
      return kept
        .map(({ id, vector }) => ({ id, nearness: cosine(asked, vector) }))
        .sort((one, other) => other.nearness - one.nearness)
        .slice(0, limit)
        .map(({ id }) => id);
    },
    close: () => embedder.close(),
  };
}

function textsRead({ reads }: Embedder, text: Text): MeaningText[] {
  const document = asDocument(text, 1);
  if (reads === 'passages') return meaningTexts(document);
  return [{ passage: null, text: wholeText(document) ?? '' }];
}

/** Puts the texts' vectors beside the words, as the worker does. */
async function learn(
  index: SearchIndex,
  texts: Text[],
  { embedder, embed }: ReturnType<typeof openBenchEmbedder>,
): Promise<void> {
  // Many at once are read by two processes.
  await embed(texts.flatMap((text) => textsRead(embedder, text).map((one) => one.text)));
  for (const [at, text] of texts.entries()) {
    const document = asDocument(text, at + 1);
    const read = textsRead(embedder, text);
    const vectors = await embed(read.map((one) => one.text));
    await index.meanings?.put([
      {
        id: document.id,
        number: document.number,
        hash: hashOfTexts(meaningTexts(document)),
        vectors: read.flatMap(({ passage }, place) => {
          const vector = vectors[place];
          return vector ? [{ passage, vector }] : [];
        }),
      },
    ]);
  }
}

/** Words and meaning as a page shows them: the hits in their order, and below them what is close. */
export async function wordsAndMeaning(): Promise<Ranker> {
  const bench = openBenchEmbedder();
  const { index, close } = await openFts5(bench.embedder.model);
  const ids: string[] = [];
  return {
    async put(texts) {
      for (const text of texts) ids.push(text.id);
      await index.put(texts.map((text, at) => asDocument(text, at + 1)));
      await learn(index, texts, bench);
    },
    async rank(words, limit) {
      const { hits, alike } = await searchWithMeaning(
        index,
        { words, size: limit, alike: true },
        {
          vectorOf: async (text) => (await bench.embed([text]))[0] ?? null,
          floor: bench.embedder.floor,
          isFused: bench.embedder.reads === 'whole',
          onFailure: (error) => {
            throw error;
          },
        },
      );
      return [...hits, ...(alike ?? [])].map(({ id }) => ids[id - 1] ?? '').slice(0, limit);
    },
    async close() {
      await close();
      await bench.embedder.close();
    },
  };
}
