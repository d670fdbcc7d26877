import type { MultiSearchParams } from 'meilisearch';
import { termKey } from '../in-passing.ts';
import { markedTerms, type QueryTerms } from '../query/query-terms.ts';
import type { Library, ServerQuery } from './library.ts';
import { allOf, idsIn } from './queries.ts';
import type { LibraryFigures } from './rank.ts';
import { branchesOf, exclusionsOf, partOf, unitsOf } from './units.ts';

/** Publications whose words are looked at one by one when a query is longer than the server reads. */
const mostVerified = 1000;

export const frequencyAttributes = (terms: QueryTerms) =>
  [...new Set(markedTerms(terms).flatMap(({ stems }) => stems))].map((stem) => `tf.${stem}`);

/** In which of these publications each phrase stands. */
export async function phrasesIn(
  library: Library,
  terms: QueryTerms,
  ids: number[],
): Promise<LibraryFigures['phrases']> {
  const phrases = [
    ...new Map(
      markedTerms(terms)
        .filter(({ stems }) => stems.length > 1)
        .map((term) => [termKey(term), term]),
    ),
  ];
  if (phrases.length === 0 || ids.length === 0) return new Map();
  const { results } = await library.ask(() =>
    library.client.multiSearch<MultiSearchParams, { id: number }>({
      queries: phrases.map(([, term]) => ({
        indexUid: library.uids.publications,
        q: partOf(term),
        matchingStrategy: 'all',
        filter: idsIn(ids),
        limit: ids.length,
        attributesToRetrieve: ['id'],
      })),
    }),
  );
  return new Map(
    phrases.map(([key], at) => [key, new Set(results[at]?.hits.map(({ id }) => id) ?? [])]),
  );
}

/**
 * A query of more pieces than the server reads: the rarest of them are asked for, and the rest is
 * looked up in what came back.
 */
export async function verified(
  library: Library,
  asked: ServerQuery,
  terms: QueryTerms,
): Promise<number[]> {
  const { hits } = await library.federated({
    ...asked,
    hits: mostVerified,
    attributes: ['id', ...frequencyAttributes(terms)],
  });
  const phrases = await phrasesIn(
    library,
    terms,
    hits.map(({ id }) => id),
  );
  return hits
    .filter((hit) =>
      terms.clauses.every(({ alternatives }) =>
        alternatives.some((alternative) =>
          alternative.terms.every((term) =>
            term.stems.length === 1
              ? term.stems.every((stem) => hit.tf?.[stem] !== undefined)
              : phrases.get(termKey(term))?.has(hit.id),
          ),
        ),
      ),
    )
    .map(({ id }) => id);
}

/** Which of these publications have all the words. */
export async function withAllWords(
  library: Library,
  terms: QueryTerms,
  among: number[],
): Promise<Set<number>> {
  const units = terms.clauses.map((clause) => unitsOf(clause, library.wordings()));
  const { queries, isWhole } = allOf(branchesOf(units), exclusionsOf(terms));
  const asked = { queries, filter: [idsIn(among)] };
  if (!isWhole) return new Set(await verified(library, asked, terms));
  const { hits } = await library.federated({ ...asked, hits: among.length, attributes: ['id'] });
  return new Set(hits.map(({ id }) => id));
}
