import type { EntityManager } from '#shared/database/open-database.ts';
import {
  AuditEntry,
  Document,
  Link,
  type MayShow,
  Sighting,
  Version,
} from '#shared/entities/index.ts';
import type { PublicationView, ShownDocument, ShownLink } from './publication-view.ts';
import { nameOf } from './show-judgement.ts';

async function showDocuments(em: EntityManager, publication: number): Promise<ShownDocument[]> {
  const rows = await em.find(
    Document,
    { publication },
    { orderBy: { position: 'asc', id: 'asc' } },
  );
  const withText: { document_id: number }[] = await em.execute(
    `select distinct document_id from passage where document_id in
       (select id from document where publication_id = ?)`,
    [publication],
  );
  const readable = new Set(withText.map((row) => row.document_id));
  return rows.map((row) => ({
    id: row.id,
    title: row.title,
    url: row.url ?? null,
    mediaType: row.mediaType,
    pageCount: row.pageCount ?? null,
    textProblem: row.textProblem ?? null,
    fetchedAt: row.fetchedAt ?? null,
    hasText: readable.has(row.id),
  }));
}

async function showLinks(
  em: EntityManager,
  publication: number,
  mayShow: MayShow,
): Promise<ShownLink[]> {
  const rows = await em.find(
    Link,
    { publication, removedAt: null },
    { populate: ['entry', 'entry.plan', 'version', 'linkedBy'], orderBy: { linkedAt: 'desc' } },
  );
  return rows.map((row) => ({
    id: row.id,
    entry: {
      id: row.entry.id,
      ref: row.entry.ref,
      text: row.entry.text,
      status: row.entry.status,
    },
    plan: { id: row.entry.plan.id, title: row.entry.plan.title },
    bearing: row.bearing,
    rationale: row.rationale,
    quote: mayShow === 'link' ? null : (row.quote ?? null),
    documentId: row.document?.id ?? null,
    page: row.page ?? null,
    versionNumber: row.version?.number ?? null,
    linkedBy: nameOf(row.linkedBy),
    linkedAt: row.linkedAt,
  }));
}

type Recorded = Pick<PublicationView, 'documents' | 'sightings' | 'versions' | 'links' | 'history'>;

/** What was read of a publication, where it was seen, what it is linked to, and who changed what. */
export async function showRecord(
  em: EntityManager,
  publication: number,
  mayShow: MayShow,
): Promise<Recorded> {
  const sightings = await em.find(
    Sighting,
    { publication },
    { populate: ['source'], orderBy: { seenAt: 'asc', id: 'asc' } },
  );
  const versions = await em.find(Version, { publication }, { orderBy: { number: 'desc' } });
  const history = await em.find(
    AuditEntry,
    { subjectType: 'publication', subjectId: String(publication) },
    { orderBy: { id: 'desc' }, limit: 100 },
  );
  return {
    documents: await showDocuments(em, publication),
    sightings: sightings.map(({ source, url, title, seenAt }) => ({
      sourceId: source.id,
      sourceName: source.name,
      url,
      title,
      seenAt,
    })),
    versions: versions.map((row) => ({
      number: row.number,
      readAt: row.readAt,
      httpStatus: row.httpStatus ?? null,
      title: row.title,
      hash: row.hash,
      changeNote: row.changeNote ?? null,
    })),
    links: await showLinks(em, publication, mayShow),
    history: history.map(({ at, actor, action, before, after, reason }) => ({
      at,
      actor,
      action,
      before: before ?? null,
      after: after ?? null,
      reason: reason ?? null,
    })),
  };
}
