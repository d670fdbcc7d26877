import type { ConceptTerms } from '#shared/text/vocabulary.ts';
import { stemOf, stemsOf, withoutHyphens, wordsOf } from '#shared/text/words.ts';
import { namesInTexts, ownAbbreviations } from '../concept-names.ts';

/** What a name of the vocabulary is searched for as well. */
export interface NameMeaning {
  /** Other wordings of the same, in the order they are announced. */
  to: string[];
  /** Those of them that nobody should use any more. */
  retired: Set<string>;
}

/** Names of the vocabulary by their stems, and abbreviations by their words, folded. */
export interface VocabularyNames {
  byStems: Map<string, NameMeaning>;
  byAbbreviation: Map<string, NameMeaning>;
  /** Most words that a name has. */
  longest: number;
  /** Every word of the vocabulary, folded, and its stem: never "corrected". */
  words: Set<string>;
}

/**
 * Abbreviations that in lower case are English words: `mash` and `mace` typed small mean the words.
 * Typed in capitals they are expanded like any other.
 */
const englishWords = new Set(
  `abe aces mash mace pace peel app apps cat care com core cove crest dash east edge even ever face fast flag free
go hub iris it its lads lamp link mast met micro mosaic nest no nice on or ot pal part pat pip rap rare
sac sat scan send set she sit so star step swan tag tea ten us vera was who`.split(/\s+/),
);

const key = (text: string) => stemsOf(text).join(' ');
const folded = (text: string) =>
  wordsOf(text)
    .map((word) => word.folded)
    .join(' ');

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

/** A name is searched for with all the others of its concept, with hyphens or without. */
function addNames(byStems: Map<string, NameMeaning>, concept: ConceptTerms): void {
  const ownNames = [...namesInTexts(concept), ...concept.retired];
  const all = [...namesInTexts(concept), ...ownAbbreviations(concept), ...concept.retired];
  for (const name of ownNames) {
    const others = all.filter((other) => key(other) !== key(name));
    const retired = concept.retired.filter((old) => key(old) !== key(name));
    for (const written of new Set([key(name), key(withoutHyphens(name))]))
      merge(byStems, written, others, retired);
  }
}

/** An abbreviation of the concept itself stands for all its names; that of a part of it, for that part. */
function addAbbreviations(
  { byStems, byAbbreviation }: Pick<VocabularyNames, 'byStems' | 'byAbbreviation'>,
  concept: ConceptTerms,
): void {
  const names = namesInTexts(concept);
  const own = ownAbbreviations(concept);
  for (const short of concept.abbreviations) {
    const phrase = concept.expansions[short] ?? names[0];
    if (!phrase) continue;
    if (own.includes(short)) {
      const others = names.filter((name) => key(name) !== key(phrase));
      const all = [phrase, ...others, ...concept.retired];
      merge(byAbbreviation, folded(short), all, concept.retired);
    } else {
      merge(byAbbreviation, folded(short), [phrase], []);
      merge(byStems, key(phrase), [short], []);
    }
  }
}

/** Every word of a concept, folded, and its stem. */
const wordsOfConcept = (concept: ConceptTerms): string[] =>
  [
    concept.label,
    ...namesInTexts(concept),
    ...concept.abbreviations,
    ...concept.hints,
    ...concept.retired,
    ...Object.values(concept.expansions),
  ]
    .flatMap((name) => wordsOf(name))
    .flatMap(({ folded }) => [folded, stemOf(folded)]);

/** Prepares the vocabulary for queries. Hints and related concepts are never searched for. */
export function vocabularyNames(vocabulary: ConceptTerms[]): VocabularyNames {
  const byStems = new Map<string, NameMeaning>();
  const byAbbreviation = new Map<string, NameMeaning>();
  for (const concept of vocabulary) {
    addNames(byStems, concept);
    addAbbreviations({ byStems, byAbbreviation }, concept);
  }
  const words = new Set(vocabulary.flatMap(wordsOfConcept));
  const longest = Math.max(1, ...[...byStems.keys()].map((name) => name.split(' ').length));
  return { byStems, byAbbreviation, longest, words };
}

/**
 * Whether an abbreviation as typed is meant as one: in capitals always; in lower case, or as a
 * sentence begins, unless it is an English word or has two letters only ("da" is hardly "DA").
 */
export function isMeantAsAbbreviation(typed: string, short: string): boolean {
  if (/\p{Lu}/u.test(typed.slice(1)) || typed.includes('&')) return true;
  return short.replaceAll(' ', '').length > 2 && !englishWords.has(short);
}

/** An abbreviation, also with the s of a plural or of a possessor: "RHIs", "LCSPR's". */
function abbreviationTyped(typed: string, { byAbbreviation }: VocabularyNames): NameMeaning | null {
  const short = folded(typed);
  const [singular, typedSingular] = [short.replace(/s$/, ''), typed.replace(/s$/, '')];
  for (const [one, asTyped] of [
    [short, typed],
    [singular, typedSingular],
  ] as const) {
    const meaning = byAbbreviation.get(one);
    if (meaning && isMeantAsAbbreviation(asTyped, one)) return meaning;
  }
  return null;
}

/** What a name of the vocabulary means, as it was typed; null for other words. */
export const nameTyped = (typed: string, names: VocabularyNames): NameMeaning | null =>
  abbreviationTyped(typed, names) ??
  names.byStems.get(key(typed)) ??
  names.byStems.get(key(withoutHyphens(typed))) ??
  null;
