import { OutboxRow } from '#shared/entities/index.ts';
import { buildIndexDocuments } from '#shared/library/build-index-document.ts';
import type { SearchIndex } from '#shared/search/search-index.ts';
import type { Services } from '#shared/services.ts';

/** Publications indexed in one go: long reviews make each of them heavy. */
const batch = 50;

/** Brings these publications as they stand now into an index, and takes out those that are gone. */
export async function indexPublications(
  em: Services['em'],
  index: SearchIndex,
  publications: { id: number; number: number }[],
): Promise<void> {
  const ids = publications.map(({ id }) => id);
  const documents = await buildIndexDocuments(em, ids);
  const present = new Set(documents.map(({ id }) => id));
  const gone = publications.filter(({ id }) => !present.has(id));
  if (documents.length > 0) await index.put(documents);
  if (gone.length > 0) await index.remove(gone);
}

/**
 * Takes the next announcements to the index. The index acknowledges before the rows go, so a crash
 * in between indexes again rather than never. Only who holds the indexer's lease may call it: the
 * pointer cannot move meanwhile.
 *
 * @param index the one that answers now
 * @returns how many announcements were taken; 0 when the index has caught up
 */
export async function followOutbox(
  services: Pick<Services, 'em'>,
  index: SearchIndex,
): Promise<number> {
  const em = services.em.fork();
  const rows = await em.find(OutboxRow, {}, { orderBy: { id: 'asc' }, limit: batch });
  if (rows.length === 0) return 0;
  const newest = new Map<number, number>();
  for (const { publicationId, number } of rows) {
    newest.set(publicationId, Math.max(number, newest.get(publicationId) ?? 0));
  }
  await indexPublications(
    em.fork(),
    index,
    [...newest].map(([id, number]) => ({ id, number })),
  );
  await em.nativeDelete(OutboxRow, { id: { $in: rows.map(({ id }) => id) } });
  return rows.length;
}
