import type { MultiSearchParams } from 'meilisearch';
import { passageChooser } from '../choose-passages.ts';
import type { QueryTerms } from '../query/query-terms.ts';
import type { FoundPassage } from '../search-index.ts';
import type { FoundOnServer } from './find.ts';
import type { Library } from './library.ts';
import type { MeiliPassage } from './meili-documents.ts';
import { branchesOf, mostParts, unitsOf } from './units.ts';

/** Passages weighed for each way of meeting the query; the server sends those with most of it first. */
const weighed = 40;
/** Ways of meeting the query that are asked for each hit. */
const mostWays = 3;

/** Finds the passages that explain each hit: those with all words first, else with the rarest. */
export async function explain(
  library: Library,
  terms: QueryTerms,
  { ids: publications, frequency, size }: Pick<FoundOnServer, 'ids' | 'frequency' | 'size'>,
): Promise<Map<number, FoundPassage[]>> {
  if (publications.length === 0) return new Map();
  const units = terms.clauses.map((clause) => unitsOf(clause, library.wordings()));
  const branches = branchesOf(units).slice(0, mostWays);
  const rarestFirst = (parts: string[]) =>
    [...parts].sort((one, other) => (frequency.get(one) ?? 0) - (frequency.get(other) ?? 0));
  // A word that is nowhere would let the server find nothing at all.
  const there = (parts: string[]) => parts.filter((part) => frequency.get(part));
  const ways = [
    ...new Set(
      [...branches, ...units.flat().map(({ parts }) => parts)]
        .map((parts) => rarestFirst(there(parts)).slice(0, mostParts).join(' '))
        .filter(Boolean),
    ),
  ].slice(0, mostWays * 2);
  if (ways.length === 0) return new Map();
  const { choose } = passageChooser(terms, {
    publications: size,
    documentsWith: (stem) => frequency.get(stem) ?? 0,
  });
  const { results } = await library.ask(() =>
    library.client.multiSearch<MultiSearchParams, MeiliPassage>({
      queries: publications.flatMap((id) =>
        ways.map((q) => ({
          indexUid: library.uids.passages,
          q,
          matchingStrategy: 'last' as const,
          filter: `publication = ${id}`,
          limit: weighed,
          attributesToRetrieve: ['document', 'page', 'position', 'text'],
        })),
      ),
    }),
  );
  return new Map(
    publications.map((id, at) => {
      const found = results
        .slice(at * ways.length, (at + 1) * ways.length)
        .flatMap(({ hits }) => hits);
      const passages = [...new Map(found.map((hit) => [hit.position, hit])).values()];
      const inText = passages
        .sort((one, other) => one.position - other.position)
        .map(({ document, page, text }) => ({ documentId: document, page, text }));
      return [id, choose(inText)];
    }),
  );
}
