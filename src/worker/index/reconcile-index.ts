import { Publication } from '#shared/entities/index.ts';
import type { SearchIndex } from '#shared/search/search-index.ts';
import type { Services } from '#shared/services.ts';
import { indexPublications } from './follow-outbox.ts';

/** Pairs compared at once, and publications indexed at once. */
const compared = 2000;
const indexed = 50;

async function* held(index: SearchIndex): AsyncGenerator<[number, number]> {
  for (let after = 0; ; ) {
    const page = await index.numbers(after, compared);
    for (const { id, number } of page) yield [id, number];
    const last = page.at(-1);
    if (!last) return;
    after = last.id;
  }
}

/** Publications whose number in the index is not that of the database, and those only one of them has. */
async function differences(em: Services['em'], index: SearchIndex) {
  const inIndex = new Map<number, number>();
  for await (const [id, number] of held(index)) inIndex.set(id, number);
  const differing: { id: number; number: number }[] = [];
  for (let after = 0; ; ) {
    const rows = await em
      .fork()
      .find(
        Publication,
        { id: { $gt: after }, indexNumber: { $gt: 0 }, mergedIntoId: null },
        { fields: ['id', 'indexNumber'], orderBy: { id: 'asc' }, limit: compared },
      );
    for (const { id, indexNumber } of rows) {
      if ((inIndex.get(id) ?? 0) < indexNumber) differing.push({ id, number: indexNumber });
      inIndex.delete(id);
    }
    const last = rows.at(-1);
    if (!last) break;
    after = last.id;
  }
  for (const [id, number] of inIndex) differing.push({ id, number: number + 1 });
  return differing;
}

/**
 * Compares index and database by (id, number) and mends what differs. Run at start, every hour, and
 * after a restore; an index that was lost or emptied is filled again by it.
 *
 * @param index the one to mend; the one that answers when left out
 * @returns how many publications differed
 */
export async function reconcileIndex(
  services: Pick<Services, 'em' | 'search'>,
  index?: SearchIndex,
  onProgress: (done: number, of: number) => void = () => undefined,
): Promise<number> {
  const target = index ?? (await services.search.current());
  const differing = await differences(services.em, target);
  for (let start = 0; start < differing.length; start += indexed) {
    await indexPublications(services.em.fork(), target, differing.slice(start, start + indexed));
    onProgress(Math.min(start + indexed, differing.length), differing.length);
  }
  return differing.length;
}
