import { Publication } from '#shared/entities/index.ts';
import type { SearchIndex } from '#shared/search/search-index.ts';
import type { Services } from '#shared/services.ts';

/** Pairs compared at once. */
const compared = 2000;

export interface Comparison {
  /** Publications whose number in the index is not that of the database, and those only one has. */
  differing: { id: number; number: number }[];
  /** Of those, publications of which the index knows more than the database: it was restored. */
  ahead: number;
}

async function* held(index: SearchIndex): AsyncGenerator<[number, number]> {
  for (let after = 0; ; ) {
    const page = await index.numbers(after, compared);
    for (const { id, number } of page) yield [id, number];
    const last = page.at(-1);
    if (!last) return;
    after = last.id;
  }
}

/** The database's publications, with the number under which the index should have each. */
async function* indexed({ em }: Pick<Services, 'em'>) {
  for (let after = 0; ; ) {
    const rows = await em
      .fork()
      .find(
        Publication,
        { id: { $gt: after } },
        { fields: ['id', 'indexNumber', 'mergedIntoId'], orderBy: { id: 'asc' }, limit: compared },
      );
    for (const { id, indexNumber, mergedIntoId } of rows) {
      yield { id, indexNumber, wanted: mergedIntoId ? 0 : indexNumber };
    }
    const last = rows.at(-1);
    if (!last) return;
    after = last.id;
  }
}

/** Compares index and database by (id, number). The index is read first: it never runs ahead. */
export async function compareIndex(
  services: Pick<Services, 'em'>,
  index: SearchIndex,
): Promise<Comparison> {
  const inIndex = new Map<number, number>();
  for await (const [id, number] of held(index)) inIndex.set(id, number);
  const differing: Comparison['differing'] = [];
  let ahead = 0;
  for await (const { id, indexNumber, wanted } of indexed(services)) {
    const number = inIndex.get(id) ?? 0;
    inIndex.delete(id);
    if (number > indexNumber) ahead += 1;
    if (number !== wanted) differing.push({ id, number: Math.max(number, indexNumber) });
  }
  // What the database never heard of.
  for (const [id, number] of inIndex) differing.push({ id, number: number + 1 });
  return { differing, ahead: ahead + inIndex.size };
}
