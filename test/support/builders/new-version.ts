import type { EntityManager } from '#shared/database/open-database.ts';
import { Document, Passage, Publication, Version } from '#shared/entities/index.ts';
import { contentHash } from '#shared/text/hash.ts';
import type { GivenDocument } from './publication.ts';

/** A publication that was read again and says something else: its next version, as recording writes it. */
export async function givenNewVersion(
  em: EntityManager,
  publicationId: number,
  documents: GivenDocument[],
  readAt = new Date('2026-09-15T06:00:00Z'),
): Promise<number> {
  const publication = await em.findOneOrFail(Publication, publicationId);
  await em.nativeDelete(Document, { publication });
  publication.versionNumber += 1;
  documents.forEach((document, position) => {
    const row = em.create(Document, {
      publication,
      position,
      title: document.title ?? publication.title,
      mediaType: 'application/pdf',
      pageCount: document.pages.length,
    });
    document.pages.forEach(({ number, text }, at) => {
      em.create(Passage, { document: row, position: at, page: number, text });
    });
  });
  em.create(Version, {
    publication,
    number: publication.versionNumber,
    readAt,
    title: publication.title,
    hash: contentHash(JSON.stringify(documents)),
    content: documents.map(({ pages }) => ({ title: publication.title, url: null, pages })),
  });
  await em.flush();
  return publication.versionNumber;
}
