import { fold, stemOf, withoutHyphens } from '#shared/text/words.ts';
import type { Awaitable } from '../search-index.ts';
import type { ParsedQuery } from './parse-query.ts';
import { bestOf, type Spelling, withCorrections, wordsToCheck } from './spelling.ts';

/** What an engine knows of the library's own words, all folded. */
export interface LibraryWords {
  /** Publications in which each of these words stands. */
  documentsWith(words: string[]): Awaitable<ReadonlyMap<string, number>>;
  /** Those of these stems that stand in a publication. */
  knownStems(stems: string[]): Awaitable<ReadonlySet<string>>;
  /** Words of the library that look like this one. */
  wordsLike(word: string): Awaitable<Spelling[]>;
}

/**
 * Corrects the words that the library does not know against those it has, by their frequencies.
 *
 * @param vocabularyWords words of the vocabulary, and their stems: never corrected
 * @returns null when nothing was corrected
 */
export async function correctQuery(
  parsed: ParsedQuery,
  vocabularyWords: ReadonlySet<string>,
  library: LibraryWords,
): Promise<{ parsed: ParsedQuery; words: string } | null> {
  const typed = wordsToCheck(parsed, vocabularyWords);
  if (typed.length === 0) return null;
  const compounds = parsed.terms.flatMap(({ compound }, at) =>
    compound
      ? [{ whole: fold(withoutHyphens(compound)), parts: parsed.terms.slice(at, at + 2) }]
      : [],
  );
  const documents = await library.documentsWith([
    ...typed.map(fold),
    ...compounds.map(({ whole }) => whole),
  ]);
  // "Co-ordinator" is right where the library writes coordinator.
  const rightInParts = new Set(
    compounds
      .filter(({ whole }) => documents.get(whole))
      .flatMap(({ parts }) => parts.map(({ text }) => text)),
  );
  const unknown = typed.filter((word) => !documents.get(fold(word)) && !rightInParts.has(word));
  if (unknown.length === 0) return null;
  const stems = await library.knownStems(unknown.map((word) => stemOf(fold(word))));
  const corrections = new Map<string, string>();
  for (const word of unknown) {
    const isStemKnown = stems.has(stemOf(fold(word)));
    const candidates = await library.wordsLike(fold(word));
    const right = bestOf(word, candidates, { vocabularyWords, isStemKnown });
    if (right) corrections.set(word, right);
  }
  return withCorrections(parsed, corrections);
}
