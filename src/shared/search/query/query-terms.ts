/** What a query asks for, after parsing, correction and expansion. Both engines work from this. */

/** One word, or words that must stand next to each other; as stems. */
export interface Term {
  stems: string[];
  /** As typed, or as the vocabulary writes it. */
  text: string;
}

/** One way in which a clause can be met: all these terms. */
export interface Alternative {
  terms: Term[];
  /** Another name that the vocabulary knows for what was typed; left out where it was typed so. */
  isOther?: true;
}

/** Met by any of its alternatives. */
export interface Clause {
  alternatives: Alternative[];
}

export interface QueryTerms {
  /** All of them for "all words", any of them for "some words". */
  clauses: Clause[];
  /** None of these may stand in the publication. */
  excluded: Term[];
}

/** Every term that may be marked in what is found. */
export const markedTerms = ({ clauses }: QueryTerms): Term[] =>
  clauses.flatMap(({ alternatives }) => alternatives.flatMap(({ terms }) => terms));

/** The same with nothing but what was typed; null where that is all there is. */
export function asTyped({ clauses, excluded }: QueryTerms): QueryTerms | null {
  if (!clauses.some(({ alternatives }) => alternatives.some(({ isOther }) => isOther))) return null;
  return {
    clauses: clauses.map(({ alternatives }) => ({
      alternatives: alternatives.filter(({ isOther }) => !isOther),
    })),
    excluded,
  };
}
