import { stemsOf } from '#shared/text/words.ts';
import type { Clause, QueryTerms, Term } from '../query/query-terms.ts';
import type { VocabularyNames } from '../query/vocabulary-names.ts';
import { tokenOf } from './meili-documents.ts';
import type { Wordings } from './settings.ts';

/**
 * Meilisearch knows no OR between words. A clause becomes units, any of which meets it; a unit is
 * words and phrases, all of which must be there. Several units are asked as several queries of one
 * federated search, whose hits, totals and facets are those of the union.
 */
export interface Unit {
  /** Pieces of a query: a stem, a quoted phrase, or the token of a set of wordings. */
  parts: string[];
}

/** Queries that one federated search is made of at the most. */
const mostBranches = 48;
/** Pieces of a query that Meilisearch reads; what follows them it leaves out. */
export const mostParts = 10;

const wording = ({ stems }: Term) => stems.join(' ');
export const partOf = (term: Term): string =>
  term.stems.length === 1 ? wording(term) : `"${wording(term)}"`;

/**
 * Tokens for the sets of wordings that the vocabulary can expand to: given to Meilisearch as synonyms,
 * so that a clause with ten names is one word of a query. Which clause means which set is decided by
 * our expansion, never by the server.
 */
export function wordingsOf(names: VocabularyNames): Wordings {
  const sets: Wordings = {};
  const add = (wordings: string[]) => {
    const distinct = [...new Set(wordings)].filter(Boolean);
    if (distinct.length > 1) sets[tokenOf(distinct)] = distinct;
  };
  for (const [name, { to }] of [...names.byStems, ...names.byAbbreviation]) {
    const others = to.map((text) => stemsOf(text).join(' '));
    add(others);
    add([stemsOf(name).join(' '), ...others]);
    add([name, ...others]);
  }
  return sets;
}

/** The ways in which a clause can be met. */
export function unitsOf({ alternatives }: Clause, known: Wordings): Unit[] {
  const single = alternatives.flatMap(({ terms }) => (terms.length === 1 ? terms : []));
  const token = tokenOf([...new Set(single.map(wording))]);
  const units: Unit[] = alternatives
    .filter(({ terms }) => terms.length > 1)
    .map(({ terms }) => ({ parts: terms.map(partOf) }));
  if (single.length > 1 && known[token]) return [...units, { parts: [token] }];
  return [...units, ...single.map((term) => ({ parts: [partOf(term)] }))];
}

/** Every way in which all clauses can be met: each is the pieces of one query. */
export function branchesOf(clauses: Unit[][]): string[][] {
  let branches: string[][] = [[]];
  for (const units of clauses) {
    // Too many ways: only the first of this clause are followed, and the rest is left to "some words".
    const room = Math.max(1, Math.floor(mostBranches / branches.length));
    branches = branches.flatMap((branch) =>
      units.slice(0, room).map(({ parts }) => [...branch, ...parts]),
    );
  }
  return branches.map((parts) => [...new Set(parts)]);
}

/** What must not stand in a publication, as it is written behind a query. */
export const exclusionsOf = ({ excluded }: QueryTerms): string =>
  excluded.map((term) => ` -${partOf(term)}`).join('');
