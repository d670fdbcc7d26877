import type { RequiredEntityData } from '@mikro-orm/core';
import type { EntityManager } from '#shared/database/open-database.ts';
import { Document, Passage, Publication, type Source, Version } from '#shared/entities/index.ts';
import { givenSource } from './source.ts';

export interface GivenDocument {
  title?: string;
  url?: string | null;
  mediaType?: string;
  headings?: string[];
  textProblem?: string | null;
  /** One passage each. */
  pages: { number: number | null; text: string }[];
}

export interface GivenPublication extends Partial<RequiredEntityData<Publication>> {
  source?: Source;
  documents?: GivenDocument[];
}

/** A publication that is in the database, with its documents, passages and first version. */
export async function givenPublication(
  em: EntityManager,
  { documents = [], ...given }: GivenPublication = {},
): Promise<Publication> {
  const source = given.source ?? (await givenSource(em));
  const title = given.title ?? 'Learning from a review of return home interviews';
  const publication = em.create(Publication, {
    title,
    url: 'https://marlby.example/reviews/return-home',
    publisher: source.publisher,
    publishedOn: '2026-09-07',
    publishedOnBasis: 'source',
    firstSeenAt: new Date('2026-09-08T06:00:00Z'),
    readAt: new Date('2026-09-08T06:01:00Z'),
    versionNumber: 1,
    indexNumber: 1,
    ...given,
    source,
  });
  documents.forEach((document, position) => {
    const row = em.create(Document, {
      publication,
      position,
      title: document.title ?? title,
      url:
        document.url === undefined ? `https://marlby.example/files/${position}.pdf` : document.url,
      mediaType: document.mediaType ?? 'application/pdf',
      pageCount: document.pages.length,
      headings: document.headings ?? [],
      textProblem: document.textProblem ?? null,
      fetchedAt: new Date('2026-09-08T06:01:00Z'),
      httpStatus: 200,
    });
    document.pages.forEach(({ number, text }, at) => {
      em.create(Passage, { document: row, position: at, page: number, text });
    });
  });
  em.create(Version, {
    publication,
    number: 1,
    readAt: new Date('2026-09-08T06:01:00Z'),
    httpStatus: 200,
    title,
    hash: 'a'.repeat(64),
    content: documents.map((document) => ({
      title: document.title ?? title,
      url: document.url ?? null,
      pages: document.pages,
    })),
  });
  await em.flush();
  return publication;
}
