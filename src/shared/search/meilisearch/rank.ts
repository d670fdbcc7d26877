import { stemsOf } from '#shared/text/words.ts';
import { occurrences, type Rarity, termKey } from '../in-passing.ts';
import type { Clause, QueryTerms, Term } from '../query/query-terms.ts';
import { asTyped, markedTerms } from '../query/query-terms.ts';
import { fieldWeights, rarityOf, saturated } from '../ranking.ts';
import type { MeiliPublication } from './meili-documents.ts';

/** What is fetched of a publication to rank it. */
export type Ranked = Pick<
  MeiliPublication,
  'id' | 'name' | 'titleWords' | 'length' | 'day' | 'firstSeen' | 'national'
> & { tf?: MeiliPublication['tf'] };

export const rankedAttributes = [
  'id',
  'name',
  'titleWords',
  'length',
  'day',
  'firstSeen',
  'national',
];

/** What is known of the whole library. */
export interface LibraryFigures {
  publications: number;
  /** Words of a publication, on average. */
  meanLength: number;
  /** Publications that a term stands in, by its stems. */
  frequency: Map<string, number>;
  /** Ids of those of the fetched publications in which a phrase stands, by its stems. */
  phrases: Map<string, Set<number>>;
}

const { title, headings, summary, concepts, body } = fieldWeights;
/** In the order in which frequencies are kept. */
const weights = [title, headings, summary, concepts, body];

function weighted(tf: Ranked['tf'], stem: string): number {
  const counts = tf?.[stem];
  if (counts === undefined) return 0;
  if (typeof counts === 'number') return counts * body;
  return counts.reduce((sum, count, column) => sum + count * (weights[column] ?? 1), 0);
}

const isMetInTitle = ({ alternatives }: Clause, title: string[]) =>
  alternatives.some(({ terms }) => terms.every(({ stems }) => occurrences(title, stems) > 0));

/** Four digits tell relevance apart; less is a tie, and the newer one goes first. */
const rounded = (score: number) => Number(score.toPrecision(4));

/** How publications are ordered besides by their words. */
export interface RankedBy {
  figures: LibraryFigures;
  nationalFirst: boolean;
  /** What a long publication scores at least, by its id. */
  places?: ReadonlyMap<number, number>;
}

/** What a term counts for by how few publications have it. */
export const rarityIn =
  ({ publications, frequency }: Pick<LibraryFigures, 'publications' | 'frequency'>): Rarity =>
  (term) =>
    rarityOf(publications, frequency.get(termKey(term)) ?? 0);

/** BM25 of a publication over weighted fields. */
function scorer(terms: QueryTerms, figures: LibraryFigures) {
  const rarity = rarityIn(figures);
  // A word that is asked for twice counts twice, as in FTS5.
  const weights = new Map<string, { term: Term; weight: number }>();
  for (const term of markedTerms(terms)) {
    const known = weights.get(termKey(term))?.weight ?? 0;
    weights.set(termKey(term), { term, weight: known + rarity(term) });
  }
  return ({ id, tf, length }: Ranked): number => {
    let score = 0;
    for (const [key, { term, weight }] of weights) {
      const isThere = term.stems.length === 1 || figures.phrases.get(key)?.has(id);
      if (!isThere) continue;
      const count = Math.min(...term.stems.map((stem) => weighted(tf, stem)));
      score += weight * saturated(count, length / Math.max(1, figures.meanLength));
    }
    return score;
  };
}

/**
 * Orders publications as the embedded index does: all words in the title first (as typed before by
 * another name, shorter titles before longer ones), then BM25 over weighted fields, then the newest.
 */
export function rank(
  publications: Ranked[],
  terms: QueryTerms,
  { figures, nationalFirst, places }: RankedBy,
): Ranked[] {
  const typed = asTyped(terms);
  const scoreOf = scorer(terms, figures);
  const scored = publications.map((publication) => {
    const title = stemsOf(publication.name);
    const isInTitle = (asked: QueryTerms) =>
      asked.clauses.every((clause) => isMetInTitle(clause, title));
    const inTitle = isInTitle(terms);
    return {
      publication,
      score: rounded(Math.max(scoreOf(publication), places?.get(publication.id) ?? 0)),
      isTyped: typed !== null && isInTitle(typed),
      titleWords: inTitle ? publication.titleWords : Infinity,
    };
  });
  return scored
    .sort(
      (one, other) =>
        (nationalFirst ? other.publication.national - one.publication.national : 0) ||
        Number(other.isTyped) - Number(one.isTyped) ||
        (one.titleWords === other.titleWords ? 0 : one.titleWords - other.titleWords) ||
        other.score - one.score ||
        other.publication.day - one.publication.day ||
        other.publication.firstSeen - one.publication.firstSeen ||
        other.publication.id - one.publication.id,
    )
    .map(({ publication }) => publication);
}
