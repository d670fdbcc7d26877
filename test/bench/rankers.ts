import { randomUUID } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { Meilisearch } from 'meilisearch';
import MiniSearch from 'minisearch';
import taxonomy from '#shared/data/taxonomy.json' with { type: 'json' };
import { conceptTerms } from '#shared/database/load-vocabulary.ts';
import { openFts5Index } from '#shared/search/fts5/open-fts5-index.ts';
import { deleteMeilisearchIndex } from '#shared/search/meilisearch/generation.ts';
import { openMeilisearchIndex } from '#shared/search/meilisearch/open-meilisearch-index.ts';
import type { PublicationDocument } from '#shared/search/publication-document.ts';
import type { SearchIndex } from '#shared/search/search-index.ts';
import { isStopWord, wordsOf } from '#shared/text/words.ts';

/** A document of a collection. */
export interface Text {
  id: string;
  title: string;
  text: string;
}

/** Something that ranks the documents of a collection. */
export interface Ranker {
  put(texts: Text[]): Promise<void>;
  /** Ids, best first, at most `limit`. */
  rank(words: string, limit: number): Promise<string[]>;
  close(): Promise<void>;
}

export const vocabulary = taxonomy.concepts.map(conceptTerms);

export function asDocument({ title, text }: Text, id: number): PublicationDocument {
  return {
    id,
    number: 1,
    title,
    headings: [],
    summary: '',
    publisher: 'Bench',
    publishedOn: null,
    firstSeenAt: 0,
    type: null,
    region: null,
    status: 'kept',
    concepts: [],
    suggested: [],
    tags: [],
    linkCount: 0,
    passages: text ? [{ documentId: id, page: null, text }] : [],
  };
}

/** The product's own search over one of its engines, just as the pages ask it. */
export function skylark(index: SearchIndex, onClose: () => Promise<void> = async () => {}): Ranker {
  const ids: string[] = [];
  return {
    async put(texts) {
      await index.put(
        texts.map((text) => {
          ids.push(text.id);
          return asDocument(text, ids.length);
        }),
      );
    },
    async rank(words, limit) {
      const { hits } = await index.search({ words, size: limit });
      return hits.map(({ id }) => ids[id - 1] ?? '');
    },
    async close() {
      await index.close();
      await onClose();
    },
  };
}

/** The embedded index in a folder of its own, with vectors of a model where one is named. */
export async function openFts5(model: string | null = null) {
  const folder = mkdtempSync(path.join(os.tmpdir(), 'skylark-bench-'));
  const index = await openFts5Index({ file: path.join(folder, 'search.db'), vocabulary, model });
  return {
    index,
    async close() {
      await index.close();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

export async function skylarkOnFts5(): Promise<Ranker> {
  const { index, close } = await openFts5();
  return { ...skylark(index), close };
}

/** The server that `MEILI_URL` names; null when it names none, and what needs it is left out. */
export const meiliServer = process.env.MEILI_URL
  ? { url: process.env.MEILI_URL, apiKey: process.env.MEILI_API_KEY ?? null }
  : null;

export async function skylarkOnMeilisearch(): Promise<Ranker> {
  const options = {
    url: meiliServer?.url ?? '',
    apiKey: meiliServer?.apiKey ?? null,
    prefix: `bench_${randomUUID().slice(0, 8)}`,
    vocabulary,
  };
  const index = await openMeilisearchIndex(options);
  return skylark(index, () => deleteMeilisearchIndex(options));
}

/** Meilisearch as it comes: its own stems, typos and ranking. */
export async function bareMeilisearch(): Promise<Ranker> {
  const client = new Meilisearch({
    host: meiliServer?.url ?? '',
    apiKey: meiliServer?.apiKey ?? '',
  });
  const uid = `bench_${randomUUID().slice(0, 8)}`;
  const wait = { timeout: 600_000 };
  await client.createIndex(uid, { primaryKey: 'at' }).waitTask(wait);
  const index = client.index<Text & { at: number }>(uid);
  await index.updateSettings({ searchableAttributes: ['title', 'text'] }).waitTask(wait);
  const ids: string[] = [];
  return {
    async put(texts) {
      const documents = texts.map(({ id, title, text }) => ({
        at: ids.push(id),
        id,
        title,
        text,
      }));
      for (let start = 0; start < documents.length; start += 10_000)
        await index.addDocuments(documents.slice(start, start + 10_000)).waitTask(wait);
    },
    async rank(words, limit) {
      const { hits } = await index.search(words, { limit, attributesToRetrieve: ['at'] });
      return hits.map(({ at }) => ids[at - 1] ?? '');
    },
    async close() {
      await client.deleteIndex(uid).waitTask(wait);
    },
  };
}

/** FTS5 as it comes: porter stems, any of the words without stop words, titles three times. */
export async function plainFts5(join: 'OR' | 'AND' = 'OR'): Promise<Ranker> {
  const db = new DatabaseSync(':memory:');
  db.exec("create virtual table text using fts5(title, body, tokenize='porter unicode61')");
  const insert = db.prepare('insert into text (rowid, title, body) values (?, ?, ?)');
  const select = db.prepare(
    'select rowid as id from text where text match ? order by bm25(text, 3, 1), rowid limit ?',
  );
  const ids: string[] = [];
  return {
    async put(texts) {
      db.exec('begin');
      for (const { id, title, text } of texts) {
        ids.push(id);
        insert.run(ids.length, title, text);
      }
      db.exec('commit');
    },
    async rank(words, limit) {
      const telling = wordsOf(words)
        .map(({ folded }) => folded)
        .filter((word) => !isStopWord(word));
      if (telling.length === 0) return [];
      const expression = telling.map((word) => `"${word}"`).join(` ${join} `);
      return select.all(expression, limit).map(({ id }) => ids[Number(id) - 1] ?? '');
    },
    async close() {
      db.close();
    },
  };
}

/** MiniSearch as it comes, titles three times. */
export async function miniSearch(): Promise<Ranker> {
  const index = new MiniSearch<Text>({
    fields: ['title', 'text'],
    searchOptions: { boost: { title: 3 } },
  });
  return {
    put: (texts) => index.addAllAsync(texts, { chunkSize: 500 }),
    rank: async (words, limit) =>
      index
        .search(words)
        .slice(0, limit)
        .map(({ id }) => String(id)),
    async close() {},
  };
}
