import { stemsOf } from '#shared/text/words.ts';
import type { Clause, QueryTerms, Term } from '../query/query-terms.ts';
import { markedTerms } from '../query/query-terms.ts';
import { fieldWeights } from '../ranking.ts';
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

/** As in FTS5's bm25(). */
const k1 = 1.2;
const b = 0.75;

export const termKey = ({ stems }: Pick<Term, 'stems'>): string => stems.join(' ');

function weighted(tf: Ranked['tf'], stem: string): number {
  const counts = tf?.[stem];
  if (counts === undefined) return 0;
  if (typeof counts === 'number') return counts * body;
  return counts.reduce((sum, count, column) => sum + count * (weights[column] ?? 1), 0);
}

function follows(title: string[], stems: string[]): boolean {
  return title.some((_, at) => stems.every((stem, offset) => title[at + offset] === stem));
}

const isMetInTitle = ({ alternatives }: Clause, title: string[]) =>
  alternatives.some(({ terms }) => terms.every(({ stems }) => follows(title, stems)));

/** Four digits tell relevance apart; less is a tie, and the newer one goes first. */
const rounded = (score: number) => Number(score.toPrecision(4));

/**
 * Orders publications as the embedded index does: all words in the title first (shorter titles before
 * longer ones), then BM25 over weighted fields, then the newest.
 */
export function rank(
  publications: Ranked[],
  terms: QueryTerms,
  figures: LibraryFigures,
  nationalFirst: boolean,
): Ranked[] {
  // A word that is asked for twice counts twice, as in FTS5.
  const asked = new Map<string, number>();
  for (const term of markedTerms(terms))
    asked.set(termKey(term), (asked.get(termKey(term)) ?? 0) + 1);
  const distinct = [...new Map(markedTerms(terms).map((term) => [termKey(term), term])).values()];
  const rarity = (term: Term) => {
    const among = figures.frequency.get(termKey(term)) ?? 0;
    return Math.max(1e-6, Math.log((figures.publications - among + 0.5) / (among + 0.5)));
  };
  const weightOf = new Map(
    distinct.map((term) => [termKey(term), (asked.get(termKey(term)) ?? 1) * rarity(term)]),
  );
  const scored = publications.map((publication) => {
    const norm = k1 * (1 - b + (b * publication.length) / Math.max(1, figures.meanLength));
    let score = 0;
    for (const term of distinct) {
      const key = termKey(term);
      const isThere = term.stems.length === 1 || figures.phrases.get(key)?.has(publication.id);
      if (!isThere) continue;
      const count = Math.min(...term.stems.map((stem) => weighted(publication.tf, stem)));
      score += ((weightOf.get(key) ?? 0) * count * (k1 + 1)) / (count + norm);
    }
    const title = stemsOf(publication.name);
    const inTitle = terms.clauses.every((clause) => isMetInTitle(clause, title));
    return {
      publication,
      score: rounded(score),
      titleWords: inTitle ? publication.titleWords : Infinity,
    };
  });
  return scored
    .sort(
      (one, other) =>
        (nationalFirst ? other.publication.national - one.publication.national : 0) ||
        (one.titleWords === other.titleWords ? 0 : one.titleWords - other.titleWords) ||
        other.score - one.score ||
        other.publication.day - one.publication.day ||
        other.publication.firstSeen - one.publication.firstSeen ||
        other.publication.id - one.publication.id,
    )
    .map(({ publication }) => publication);
}
