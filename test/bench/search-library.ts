import { Document, OutboxRow, Publication, Source } from '#shared/entities/index.ts';
import type { PublicationDocument } from '#shared/search/publication-document.ts';
import type { OpenServices } from '#shared/services.ts';
import { addSource } from '#shared/sources/add-source.ts';
import { syntheticLibrary } from './synthetic-library.ts';

const by = { userId: null, name: 'bench' };

/** Rows in the database for what the index finds: the page shows what the database says. */
async function fillDatabase(
  services: OpenServices,
  documents: PublicationDocument[],
  source: Source,
): Promise<void> {
  const em = services.orm.em.fork();
  for (const { id, title, summary, headings, passages, ...given } of documents) {
    const { publisher, publishedOn, type, region } = given;
    const publication = em.create(Publication, {
      id,
      title,
      summary,
      publisher,
      publishedOn,
      publishedOnBasis: 'source',
      type,
      region,
      source: em.getReference(Source, source.id),
      firstSeenAt: new Date(given.firstSeenAt),
      versionNumber: 1,
      comparedVersion: 1,
      indexNumber: 1,
    });
    const pageCount = passages.at(-1)?.page ?? null;
    em.create(Document, {
      id,
      publication,
      position: 0,
      title,
      url: `https://bench.example/${id}`,
      mediaType: pageCount ? 'application/pdf' : 'text/html',
      pageCount,
      headings,
    });
  }
  await em.flush();
}

export interface Built {
  /** Of indexing alone. */
  seconds: number;
  passages: number;
  textBytes: number;
}

/** Fills a library: the index through its own `put`, the database beside it. */
export async function buildLibrary(
  services: OpenServices,
  size: number,
  alsoTo: (documents: PublicationDocument[]) => Promise<void>,
): Promise<Built> {
  const source = await addSource(services.fork(), {
    source: {
      name: 'Bench',
      publisher: 'Bench',
      kind: 'feed',
      url: 'https://bench.example/',
      mayShow: 'text',
    },
    by,
  });
  const paused = { isPaused: true };
  await services.orm.em.fork().nativeUpdate(Source, { name: 'Bench' }, paused);
  const index = await services.search.current();
  const built: Built = { seconds: 0, passages: 0, textBytes: 0 };
  let batch: PublicationDocument[] = [];
  const put = async () => {
    const startedAt = performance.now();
    await index.put(batch);
    built.seconds += (performance.now() - startedAt) / 1000;
    await fillDatabase(services, batch, source);
    await alsoTo(batch);
    batch = [];
  };
  for (const document of syntheticLibrary(size)) {
    batch.push(document);
    built.passages += document.passages.length;
    for (const { text } of document.passages) built.textBytes += text.length;
    if (batch.length === 500) await put();
  }
  if (batch.length > 0) await put();
  await services.orm.em.fork().nativeDelete(OutboxRow, {});
  return built;
}
