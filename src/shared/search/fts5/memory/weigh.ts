import type { QueryTerms, Term } from '../../query/query-terms.ts';
import { rarityOf, saturated } from '../../ranking.ts';
import type { KnownLibrary } from './known-library.ts';
import type { Postings } from './postings.ts';

/** What the words of a query say of each place. */
export interface Weighed {
  /** How many clauses are met; all of them, and the publication has all the words. */
  met: Uint16Array;
  /** How many are met by the title. */
  metInTitle: Uint16Array;
  /** How many are met by the title with nothing but what was typed. */
  typedInTitle: Uint16Array;
  /** What bm25() says of the words that stand there; larger is better. */
  score: Float64Array;
}

/** Counts for each place the clauses that are met there, each once however many alternatives do. */
function clauseCounter(size: number) {
  const count = new Uint16Array(size);
  const last = new Uint16Array(size);
  return {
    count,
    meet(place: number, clause: number): void {
      if (last[place] === clause) return;
      last[place] = clause;
      count[place] = (count[place] ?? 0) + 1;
    },
  };
}

/** The places that are in all of these lists, as 1, and those that are in all of them in the title. */
function standing(all: Postings[], size: number) {
  const terms = new Uint16Array(size);
  const titles = new Uint16Array(size);
  for (const { places, inTitle } of all) {
    for (let at = 0; at < places.length; at += 1) {
      const place = places[at] ?? 0;
      terms[place] = (terms[place] ?? 0) + 1;
      titles[place] = (titles[place] ?? 0) + (inTitle[at] ?? 0);
    }
  }
  return {
    isMet: (place: number) => terms[place] === all.length,
    isMetInTitle: (place: number) => titles[place] === all.length,
  };
}

/** Adds up what terms count for, as bm25() over an expression of all of them does. */
export function prepareWeigh(library: KnownLibrary, postingsOf: (term: Term) => Postings) {
  /** Adds to `score` what a term counts for where it stands. */
  function addScores(score: Float64Array, postings: Postings, isMet?: (place: number) => boolean) {
    const { rows, meanLength, columns } = library;
    const { length } = columns;
    const { places, halves } = postings;
    const rarity = rarityOf(rows, places.length);
    for (let at = 0; at < places.length; at += 1) {
      const place = places[at] ?? 0;
      // Of several terms that are met together, one alone counts for nothing.
      if (isMet && !isMet(place)) continue;
      const beside = (length[place] ?? 0) / meanLength;
      score[place] = (score[place] ?? 0) + rarity * saturated((halves[at] ?? 0) / 2, beside);
    }
  }

  return ({ clauses }: QueryTerms): Weighed => {
    const { size } = library.columns;
    const met = clauseCounter(size);
    const inTitle = clauseCounter(size);
    const typed = clauseCounter(size);
    const score = new Float64Array(size);

    function meetInTitle(place: number, clause: number, isOther: boolean): void {
      inTitle.meet(place, clause);
      if (!isOther) typed.meet(place, clause);
    }

    function addTerm(postings: Postings, clause: number, isOther: boolean): void {
      const { places, inTitle: titled } = postings;
      addScores(score, postings);
      for (let at = 0; at < places.length; at += 1) {
        const place = places[at] ?? 0;
        met.meet(place, clause);
        if (titled[at] === 1) meetInTitle(place, clause, isOther);
      }
    }

    function addTogether(all: Postings[], clause: number, isOther: boolean): void {
      const { isMet, isMetInTitle } = standing(all, size);
      for (const postings of all) addScores(score, postings, isMet);
      for (const place of all[0]?.places ?? []) {
        if (isMet(place)) met.meet(place, clause);
        if (isMetInTitle(place)) meetInTitle(place, clause, isOther);
      }
    }

    for (const [at, { alternatives }] of clauses.entries()) {
      for (const { terms, isOther = false } of alternatives) {
        const [first, ...others] = terms.map(postingsOf);
        if (first && others.length === 0) addTerm(first, at + 1, isOther);
        else if (first) addTogether([first, ...others], at + 1, isOther);
      }
    }
    return { met: met.count, metInTitle: inTitle.count, typedInTitle: typed.count, score };
  };
}
