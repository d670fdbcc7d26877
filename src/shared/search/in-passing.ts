import type { Clause, QueryTerms, Term } from './query/query-terms.ts';
import { markedTerms } from './query/query-terms.ts';
import { fieldWeights, placeWeight, saturated } from './ranking.ts';

/**
 * A review of a hundred pages has nearly every word somewhere. It is about the words of a query where
 * all of them stand in what it says up front; else it has them in passing, and is as good as its best
 * place: no better than a page of its own would be, and no worse for the other ninety-nine.
 */

const frontFields = ['title', 'headings', 'summary', 'concepts'] as const;

/** What a publication says up front, each field as stems; between two texts stands what no query has. */
export type UpFront = Record<(typeof frontFields)[number], string[]>;

/** How many publications a term stands in counts for: its weight in BM25. */
export type Rarity = (term: Term) => number;

export const termKey = ({ stems }: Pick<Term, 'stems'>): string => stems.join(' ');

/** How often stems stand one after the other. */
export function occurrences(text: string[], stems: string[]): number {
  const [first] = stems;
  let count = 0;
  for (let at = text.indexOf(first ?? ''); at >= 0; at = text.indexOf(first ?? '', at + 1))
    if (stems.every((stem, offset) => text[at + offset] === stem)) count += 1;
  return count;
}

const isMet = ({ alternatives }: Clause, stands: (term: Term) => boolean) =>
  alternatives.some(({ terms }) => terms.every(stands));

/** The clauses that what is said up front does not meet; none where the publication is about all. */
export function notUpFront({ clauses }: QueryTerms, front: UpFront): Clause[] {
  const stands = ({ stems }: Term) =>
    frontFields.some((field) => occurrences(front[field], stems) > 0);
  return clauses.filter((clause) => !isMet(clause, stands));
}

/**
 * What a publication scores by one of its passages, with what it says up front: as a publication of
 * usual length would that said no more. 0 where the passage lacks what is not said up front.
 *
 * @param wanted what is not said up front
 * @param passage as stems
 */
export function scoreOfPlace(
  terms: QueryTerms,
  wanted: Clause[],
  { front, passage, rarity }: { front: UpFront; passage: string[]; rarity: Rarity },
): number {
  const inPassage = new Map<string, number>();
  for (const term of markedTerms(terms))
    inPassage.set(termKey(term), occurrences(passage, term.stems));
  const stands = (term: Term) => (inPassage.get(termKey(term)) ?? 0) > 0;
  if (!wanted.every((clause) => isMet(clause, stands))) return 0;
  return markedTerms(terms).reduce((sum, term) => {
    const upFront = frontFields.reduce(
      (count, field) => count + fieldWeights[field] * occurrences(front[field], term.stems),
      0,
    );
    const count = upFront + fieldWeights.body * (inPassage.get(termKey(term)) ?? 0);
    return sum + placeWeight * rarity(term) * saturated(count);
  }, 0);
}
