import type { EntityManager } from '#shared/database/open-database.ts';
import {
  Document,
  Link,
  Passage,
  Publication,
  PublicationConcept,
  Suggestion,
  Tag,
} from '#shared/entities/index.ts';
import type { PublicationDocument } from '#shared/search/search-index.ts';

/** Gathers values under the id of their publication. */
function byPublication<Row, Value>(
  rows: Row[],
  idOf: (row: Row) => number,
  pick: (row: Row) => Value,
): Map<number, Value[]> {
  const gathered = new Map<number, Value[]>();
  for (const row of rows) {
    const values = gathered.get(idOf(row));
    if (values) values.push(pick(row));
    else gathered.set(idOf(row), [pick(row)]);
  }
  return gathered;
}

/**
 * Publications as the index sees them, in the order of the ids; those that are not there, or were
 * merged into another, are left out. A fixed number of queries, however many ids.
 */
export async function buildIndexDocuments(
  em: EntityManager,
  ids: number[],
): Promise<PublicationDocument[]> {
  if (ids.length === 0) return [];
  const publication = { $in: ids };
  const once = { disableIdentityMap: true } as const;
  const publications = await em.find(
    Publication,
    { id: publication, mergedIntoId: null },
    { ...once, populate: ['source'] },
  );
  const documents = await em.find(
    Document,
    { publication },
    { ...once, orderBy: { position: 'asc', id: 'asc' } },
  );
  const passages = await em.find(
    Passage,
    { document: { $in: documents.map(({ id }) => id) } },
    { ...once, orderBy: { document: 'asc', position: 'asc' } },
  );
  const accepted = await em.find(PublicationConcept, { publication }, once);
  const suggested = await em.find(
    Suggestion,
    { publication, state: 'open', concept: { $ne: null } },
    { ...once, orderBy: { id: 'asc' } },
  );
  const tags = await em.find(Tag, { publication }, { ...once, orderBy: { label: 'asc' } });
  const links = await em.find(
    Link,
    { publication, removedAt: null },
    { ...once, fields: ['publication'] },
  );

  const publicationOf = new Map(documents.map((row) => [row.id, row.publication.id]));
  const documentsOf = byPublication(
    documents,
    (row) => row.publication.id,
    (row) => row,
  );
  const passagesOf = byPublication(
    passages,
    (row) => publicationOf.get(row.document.id) ?? 0,
    ({ document, page, text }) => ({ documentId: document.id, page: page ?? null, text }),
  );
  const acceptedOf = byPublication(
    accepted,
    (row) => row.publication.id,
    (row) => row.concept.id,
  );
  const suggestedOf = byPublication(
    suggested,
    (row) => row.publication.id,
    (row) => row.concept?.id ?? '',
  );
  const tagsOf = byPublication(
    tags,
    (row) => row.publication.id,
    (row) => row.label,
  );
  const linksOf = byPublication(
    links,
    (row) => row.publication.id,
    (row) => row.id,
  );

  const isTakenDown = new Set(publications.filter((row) => row.takedown).map(({ id }) => id));
  return publications.map((row) => ({
    id: row.id,
    number: row.indexNumber,
    title: row.title,
    headings: isTakenDown.has(row.id)
      ? []
      : (documentsOf.get(row.id) ?? []).flatMap(({ headings }) => headings),
    summary: isTakenDown.has(row.id) ? '' : (row.summary ?? ''),
    publisher: row.publisher,
    publisherType: row.source?.publisherType ?? null,
    // The day first seen stands in for a date only where people read it as that.
    publishedOn: row.publishedOnBasis === 'first-seen' ? null : (row.publishedOn ?? null),
    firstSeenAt: row.firstSeenAt.getTime(),
    type: row.type ?? null,
    region: row.region ?? null,
    status: row.status,
    concepts: acceptedOf.get(row.id) ?? [],
    suggested: suggestedOf.get(row.id) ?? [],
    tags: tagsOf.get(row.id) ?? [],
    linkCount: linksOf.get(row.id)?.length ?? 0,
    passages: isTakenDown.has(row.id) ? [] : (passagesOf.get(row.id) ?? []),
  }));
}

/** One publication as the index sees it; null when it is not there. */
export async function buildIndexDocument(
  em: EntityManager,
  publicationId: number,
): Promise<PublicationDocument | null> {
  const [document] = await buildIndexDocuments(em, [publicationId]);
  return document ?? null;
}
