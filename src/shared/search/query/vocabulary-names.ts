import type { ConceptTerms } from '#shared/text/vocabulary.ts';
import { fold, stemsOf, wordsOf } from '#shared/text/words.ts';

/** What a name of the vocabulary is searched for as well. */
export interface NameMeaning {
  /** Other wordings of the same, in the order they are announced. */
  to: string[];
  /** Those of them that nobody should use any more. */
  retired: Set<string>;
}

/** Names of the vocabulary by their stems, and abbreviations by their letters. */
export interface VocabularyNames {
  byStems: Map<string, NameMeaning>;
  byAbbreviation: Map<string, NameMeaning>;
  /** Most words that a name has. */
  longest: number;
  /** Every word of the vocabulary, folded: never "corrected". */
  words: Set<string>;
}

/**
 * Abbreviations that in lower case are English words: `mash` and `mace` typed small mean the words.
 * Typed in capitals they are expanded like any other.
 */
const englishWords = new Set(
  `mash mace pace peel app apps cat care com core cove crest dash east edge even ever face fast flag free
go hub iris it its lads lamp link mast met micro mosaic nest no nice on or ot pal part pat pip rap rare
sac sat scan set she sit so star step swan tag tea ten us vera was who`.split(/\s+/),
);

const key = (text: string) => stemsOf(text).join(' ');

/** "Cuckooing / home takeover" is a heading, not something that stands in a text. */
const isNatural = (label: string) => !/[/,()]|\band\b/.test(label);

function merge(
  into: Map<string, NameMeaning>,
  name: string,
  to: string[],
  retired: string[],
): void {
  const known = into.get(name);
  if (!known) {
    into.set(name, { to: [...new Set(to)], retired: new Set(retired) });
    return;
  }
  known.to = [...new Set([...known.to, ...to])];
  for (const old of retired) known.retired.add(old);
}

/** Prepares the vocabulary for queries. Hints and related concepts are never searched for. */
export function vocabularyNames(vocabulary: ConceptTerms[]): VocabularyNames {
  const byStems = new Map<string, NameMeaning>();
  const byAbbreviation = new Map<string, NameMeaning>();
  const words = new Set<string>();
  for (const concept of vocabulary) {
    const names = [...(isNatural(concept.label) ? [concept.label] : []), ...concept.synonyms];
    const nameKeys = new Set(names.map(key));
    // An abbreviation may stand for something narrower than the concept ("PSHE" of education).
    const own = concept.abbreviations.filter((short) => {
      const phrase = concept.expansions[short];
      return phrase === undefined || nameKeys.has(key(phrase));
    });
    for (const name of [...names, ...concept.retired]) {
      const others = [...names, ...own, ...concept.retired].filter(
        (other) => key(other) !== key(name),
      );
      merge(
        byStems,
        key(name),
        others,
        concept.retired.filter((old) => key(old) !== key(name)),
      );
    }
    for (const short of concept.abbreviations) {
      const phrase =
        concept.expansions[short] ?? (isNatural(concept.label) ? concept.label : names[0]);
      if (!phrase) continue;
      const isOwn = own.includes(short);
      const others = isOwn
        ? [phrase, ...names.filter((name) => key(name) !== key(phrase)), ...concept.retired]
        : [phrase];
      merge(byAbbreviation, fold(short), others, isOwn ? concept.retired : []);
      if (!isOwn) merge(byStems, key(phrase), [short], []);
    }
    for (const name of [
      ...names,
      ...concept.abbreviations,
      ...concept.hints,
      ...concept.retired,
      ...Object.values(concept.expansions),
    ]) {
      for (const { folded } of wordsOf(name)) words.add(folded);
    }
  }
  const longest = Math.max(1, ...[...byStems.keys()].map((name) => name.split(' ').length));
  return { byStems, byAbbreviation, longest, words };
}

/** Whether an abbreviation as typed is meant as one. */
export function isMeantAsAbbreviation(typed: string): boolean {
  const isLower = typed === typed.toLowerCase();
  return !isLower || (fold(typed).length > 2 && !englishWords.has(fold(typed)));
}
