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
import type { PublicationDocument } from '#shared/search/publication-document.ts';

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

/** Publications without those that were merged into another, and all that hangs on them. */
async function readRows(em: EntityManager, ids: number[]) {
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
  return { publications, documents, passages, accepted, suggested, tags, links };
}

/** What hangs on publications, under their ids. */
function gather(rows: Awaited<ReturnType<typeof readRows>>) {
  const publicationOf = new Map(rows.documents.map((row) => [row.id, row.publication.id]));
  const ofItsOwn = (row: { publication: { id: number } }) => row.publication.id;
  return {
    headings: byPublication(rows.documents, ofItsOwn, ({ headings }) => headings),
    passages: byPublication(
      rows.passages,
      (row) => publicationOf.get(row.document.id) ?? 0,
      ({ document, page, text }) => ({ documentId: document.id, page: page ?? null, text }),
    ),
    accepted: byPublication(rows.accepted, ofItsOwn, (row) => row.concept.id),
    suggested: byPublication(rows.suggested, ofItsOwn, (row) => row.concept?.id ?? ''),
    tags: byPublication(rows.tags, ofItsOwn, (row) => row.label),
    links: byPublication(rows.links, ofItsOwn, (row) => row.id),
  };
}

/** What is said of its text: nothing of one that was taken down. */
function textOf(row: Publication, { headings, passages }: ReturnType<typeof gather>) {
  if (row.takedown) return { headings: [], summary: '', passages: [] };
  return {
    headings: (headings.get(row.id) ?? []).flat(),
    summary: row.summary ?? '',
    passages: passages.get(row.id) ?? [],
  };
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
  const rows = await readRows(em, ids);
  const gathered = gather(rows);
  const { accepted, suggested, tags, links } = gathered;
  return rows.publications.map((row) => ({
    id: row.id,
    number: row.indexNumber,
    title: row.title,
    publisher: row.publisher,
    publisherType: row.source?.publisherType ?? null,
    // The day first seen stands in for a date only where people read it as that.
    publishedOn: row.publishedOnBasis === 'first-seen' ? null : (row.publishedOn ?? null),
    firstSeenAt: row.firstSeenAt.getTime(),
    type: row.type ?? null,
    region: row.region ?? null,
    status: row.status,
    concepts: accepted.get(row.id) ?? [],
    suggested: suggested.get(row.id) ?? [],
    tags: tags.get(row.id) ?? [],
    linkCount: links.get(row.id)?.length ?? 0,
    ...textOf(row, gathered),
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
