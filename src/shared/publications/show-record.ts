import type { EntityManager } from '#shared/database/open-database.ts';
import { AuditEntry, Document, Link, Sighting, Version } from '#shared/entities/index.ts';
import { shownAudit } from '#shared/entities/shown-audit.ts';
import { linkParts, type ShownLink, shownLink } from '#shared/entities/shown-link.ts';
import type { TextExit } from '#shared/entities/text-exit.ts';
import type { PublicationView, ShownDocument } from './publication-view.ts';

async function showDocuments(
  em: EntityManager,
  publication: number,
  exit: TextExit,
): Promise<ShownDocument[]> {
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
    textProblem: exit.said(row.textProblem),
    fetchedAt: row.fetchedAt ?? null,
    hasText: readable.has(row.id),
  }));
}

async function showLinks(em: EntityManager, publication: number): Promise<ShownLink[]> {
  const rows = await em.find(
    Link,
    { publication, removedAt: null },
    { populate: linkParts, orderBy: { linkedAt: 'desc' } },
  );
  return rows.map(shownLink);
}

type Recorded = Pick<PublicationView, 'documents' | 'sightings' | 'versions' | 'links' | 'history'>;

/** What was read of a publication, where it was seen, what it is linked to, and who changed what. */
export async function showRecord(
  em: EntityManager,
  publication: number,
  exit: TextExit,
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
    documents: await showDocuments(em, publication, exit),
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
      changeNote: exit.said(row.changeNote),
    })),
    links: await showLinks(em, publication),
    history: history.map((entry) => shownAudit(entry, exit)),
  };
}
