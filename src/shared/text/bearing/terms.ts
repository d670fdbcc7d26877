import type { ConceptTerms } from '../vocabulary.ts';
import { isStopWord, stemOf, stemsOf, wordsOf } from '../words.ts';

/** A word, or a name of the vocabulary, as it stands in a text. */
export interface Term {
  /** Its stem, or the concept that it names ("concept:rhi"). */
  key: string;
  start: number;
  end: number;
}

/** Names of concepts by the stem they begin with, the longest first. */
export type Names = ReadonlyMap<string, readonly { stems: readonly string[]; concept: string }[]>;

/** "Cuckooing / home takeover" is a heading, not something that stands in a text. */
const isHeading = /[/,()]|\band\b/;

const phrasesOf = ({ label, synonyms, retired, expansions }: ConceptTerms): string[] => [
  ...(isHeading.test(label) ? [] : [label]),
  ...synonyms,
  ...retired,
  ...Object.values(expansions),
];

/** What concepts are called, prepared for finding them in texts. One word says too little to be a name. */
export function namesOf(vocabulary: readonly ConceptTerms[]): Names {
  const names = new Map<string, { stems: string[]; concept: string }[]>();
  for (const concept of vocabulary) {
    const phrases = phrasesOf(concept)
      .map(stemsOf)
      .filter(({ length }) => length > 1);
    for (const stems of [...phrases, ...concept.abbreviations.map(stemsOf)]) {
      const [first] = stems;
      if (!first) continue;
      names.set(first, [...(names.get(first) ?? []), { stems, concept: `concept:${concept.id}` }]);
    }
  }
  for (const some of names.values()) some.sort((a, b) => b.stems.length - a.stems.length);
  return names;
}

const saysNothing = (folded: string) =>
  folded.length < 2 || isStopWord(folded) || /^\d+$/.test(folded);

/** The telling words of a text in order, and the concepts that it names, by whichever of their names. */
export function termsOf(text: string, names: Names): Term[] {
  const words = wordsOf(text).map((word) => ({ ...word, stem: stemOf(word.folded) }));
  return words.flatMap(({ folded, stem, start, end }, at) => {
    const own = saysNothing(folded) ? [] : [{ key: stem, start, end }];
    const named = names
      .get(stem)
      ?.find(({ stems }) => stems.every((one, next) => words[at + next]?.stem === one));
    const last = named && words[at + named.stems.length - 1];
    return last ? [...own, { key: named.concept, start, end: last.end }] : own;
  });
}

export const keysOf = (terms: readonly Term[]): Set<string> => new Set(terms.map(({ key }) => key));
