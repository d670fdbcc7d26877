import { DatabaseSync } from 'node:sqlite';
import { serve } from '@hono/node-server';
import { Hono } from 'hono';
import type { PublicationDocument } from '#shared/search/publication-document.ts';
import type { FacetName } from '#shared/search/search-index.ts';
import { stemsOf } from '#shared/text/words.ts';
import { findMeilisearch } from '../support/run/meilisearch.ts';

/** Facets that are counted with each question, by all who can count. */
export const askedFacets: FacetName[] = [
  'theme',
  'type',
  'publisher',
  'region',
  'year',
  'tag',
  'status',
  'linked',
];

/** Somebody who can be asked the same questions. */
export interface Rival {
  ask(question: string): Promise<void>;
  close(): Promise<void>;
}

/** An app on loopback. */
export const listenOn = (fetch: (request: Request) => Response | Promise<Response>) =>
  new Promise<{ url: string; close(): void }>((resolve) => {
    const starting = serve({ fetch, hostname: '127.0.0.1', port: 0 }, ({ port }) =>
      resolve({ url: `http://127.0.0.1:${port}`, close: () => starting.close() }),
    );
  });

async function answerOf(url: string, init?: RequestInit): Promise<unknown> {
  const answer = await fetch(url, init);
  if (!answer.ok) throw new Error(`${url} answered ${answer.status}: ${await answer.text()}`);
  return answer.json();
}

/** The bare MATCH with all the words, best twenty by bm25, on the product's own index file. */
export async function bareMatch(file: string): Promise<Rival> {
  const db = new DatabaseSync(file, { readOnly: true });
  db.exec('pragma cache_size=-65536; pragma mmap_size=268435456');
  const statement = db.prepare(
    'select rowid from publication_fts where publication_fts match ? order by bm25(publication_fts) limit 20',
  );
  const app = new Hono().get('/', (c) =>
    c.json(
      statement.all(
        stemsOf(c.req.query('q') ?? '')
          .map((stem) => `"${stem}"`)
          .join(' AND '),
      ),
    ),
  );
  const server = await listenOn(app.fetch);
  return {
    async ask(question) {
      await answerOf(`${server.url}/?q=${encodeURIComponent(question)}`);
    },
    async close() {
      server.close();
      db.close();
    },
  };
}

/** The publication as one would give it to Meilisearch as it comes. */
const asItComes = (document: PublicationDocument) => ({
  id: document.id,
  title: document.title,
  headings: document.headings,
  summary: document.summary,
  body: document.passages.map(({ text }) => text).join('\n\n'),
  theme: document.concepts,
  type: document.type,
  publisher: document.publisher,
  region: document.region,
  year: document.publishedOn?.slice(0, 4) ?? null,
  tag: document.tags,
  status: document.status,
  linked: document.linkCount > 0 ? 'yes' : 'no',
});

/** A Meilisearch with the same publications, its facets, highlights and estimated totals. */
export interface Meilisearch extends Rival {
  put(documents: PublicationDocument[]): Promise<void>;
}

/** Null where there is no Meilisearch to ask. */
export async function openMeilisearch(): Promise<Meilisearch | null> {
  const { server, stop } = await findMeilisearch();
  if (!server) return null;
  const uid = `bench-${process.pid}-${Date.now()}`;
  const index = `${server.url}/indexes/${uid}`;
  const headers = {
    'content-type': 'application/json',
    ...(server.apiKey && { authorization: `Bearer ${server.apiKey}` }),
  };
  const send = (url: string, method: string, body?: unknown) =>
    answerOf(url, { method, headers, ...(body !== undefined && { body: JSON.stringify(body) }) });
  async function done(url: string, method: string, body?: unknown): Promise<void> {
    const { taskUid } = (await send(url, method, body)) as { taskUid: number };
    for (;;) {
      const task = (await send(`${server?.url}/tasks/${taskUid}`, 'GET')) as { status: string };
      if (task.status === 'succeeded') return;
      if (task.status === 'failed') throw new Error(JSON.stringify(task));
      await new Promise((resolve) => setTimeout(resolve, 50));
    }
  }
  await done(`${server.url}/indexes`, 'POST', { uid, primaryKey: 'id' });
  await done(`${index}/settings`, 'PATCH', {
    searchableAttributes: ['title', 'headings', 'summary', 'body'],
    filterableAttributes: askedFacets,
  });
  return {
    put: (documents) => done(`${index}/documents`, 'POST', documents.map(asItComes)),
    async ask(question) {
      await send(`${index}/search`, 'POST', {
        q: question,
        limit: 20,
        facets: askedFacets,
        attributesToRetrieve: ['id', 'title'],
        attributesToHighlight: ['title', 'summary', 'body'],
        attributesToCrop: ['summary', 'body'],
        cropLength: 40,
      });
    },
    async close() {
      await done(index, 'DELETE');
      await stop();
    },
  };
}
