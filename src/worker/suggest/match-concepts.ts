import type { ConceptTerms } from '#shared/text/vocabulary.ts';

/** A stretch of text in which a concept's words were looked for. */
export interface Stretch {
  page: number | null;
  text: string;
  /** Title, summary and headings weigh more than body text. */
  isProminent: boolean;
}

export interface ConceptMatch {
  conceptId: string;
  /** The words as the vocabulary writes them, most frequent first. */
  words: string[];
  /** Stretches in which they stand. */
  count: number;
  strength: 'strong' | 'weak';
  /** The first stretch, a prominent one if there is one. */
  passage: string;
  page: number | null;
}

/** Words or a phrase, and how they are found. */
interface Wording {
  /** Of each of its words, in lower case, one of these forms stands in a text that has it. */
  forms: string[][];
  pattern: RegExp;
}

interface Term extends Wording {
  words: string;
  /** The pattern, for all places at once. */
  everywhere: RegExp;
  /** Weak terms count only beside a word of `needsContext`, and not beside one of `excludeWhen`. */
  isWeak: boolean;
}

const literally = (words: string) => words.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');

/** Whole words, any run of spaces or hyphens between them, a plural at the end. */
const wordPattern = (words: string) =>
  new RegExp(
    `(?<![\\p{L}\\p{N}])${literally(words.trim()).replace(/[\s-]+/g, '[\\s-]+')}(?:s|es)?(?![\\p{L}\\p{N}])`,
    'iu',
  );

const abbreviationPattern = (short: string) =>
  new RegExp(`(?<![\\p{L}\\p{N}])${literally(short)}s?(?![\\p{L}\\p{N}])`, 'u');

const isOneWord = (words: string) => !/[\s-]/.test(words.trim());

const word = /[\p{L}\p{N}]+/gu;

/** Each word a text has, once, in lower case. */
const wordsIn = (text: string): ReadonlySet<string> => new Set(text.toLowerCase().match(word));

/** The patterns allow a plural at the end. */
function formsOf(words: string): string[][] {
  const all = words.toLowerCase().match(word) ?? [];
  return all.map((one, at) => (at === all.length - 1 ? [one, `${one}s`, `${one}es`] : [one]));
}

const wordingOf = (words: string): Wording => ({
  forms: formsOf(words),
  pattern: wordPattern(words),
});

const termOf = (words: string, pattern: RegExp, isWeak: boolean): Term => ({
  words,
  forms: formsOf(words),
  pattern,
  everywhere: new RegExp(pattern.source, `${pattern.flags}g`),
  isWeak,
});

function termsOf(concept: ConceptTerms): Term[] {
  const names = [concept.label, ...concept.synonyms];
  return [
    ...names.map((words) => termOf(words, wordPattern(words), isOneWord(words))),
    ...concept.abbreviations.map((words) => termOf(words, abbreviationPattern(words), true)),
    ...concept.hints.map((words) => termOf(words, wordPattern(words), true)),
  ];
}

interface Compiled {
  concept: ConceptTerms;
  terms: Term[];
  context: Wording[];
  exclude: Wording[];
}

interface Matcher {
  concepts: Compiled[];
  /** Concepts with a term that begins with this word; under "" those with one that begins with none. */
  byFirstWord: Map<string, Set<Compiled>>;
}

const compiledBy = new WeakMap<ConceptTerms[], Matcher>();

function compile(vocabulary: ConceptTerms[]): Matcher {
  const known = compiledBy.get(vocabulary);
  if (known) return known;
  const concepts = vocabulary.map((concept) => ({
    concept,
    terms: termsOf(concept),
    context: concept.needsContext.map(wordingOf),
    exclude: concept.excludeWhen.map(wordingOf),
  }));
  const byFirstWord = new Map<string, Set<Compiled>>();
  for (const compiled of concepts) {
    for (const { forms } of compiled.terms) {
      for (const form of forms[0] ?? ['']) {
        const some = byFirstWord.get(form) ?? new Set();
        byFirstWord.set(form, some.add(compiled));
      }
    }
  }
  const matcher = { concepts, byFirstWord };
  compiledBy.set(vocabulary, matcher);
  return matcher;
}

/** Concepts that the words of a text leave possible: of hundreds of patterns, few are tried. */
function possibleIn(words: ReadonlySet<string>, { byFirstWord }: Matcher): Set<Compiled> {
  const possible = new Set(byFirstWord.get(''));
  for (const one of words) {
    for (const compiled of byFirstWord.get(one) ?? []) possible.add(compiled);
  }
  return possible;
}

/** A text with its words. */
interface Read {
  text: string;
  words: ReadonlySet<string>;
}

const read = (text: string): Read => ({ text, words: wordsIn(text) });

/** Whether a text could have it, by the words that it or the other one has. */
const mayHave = ({ forms }: Wording, ...texts: Read[]) =>
  forms.every((some) => some.some((form) => texts.some(({ words }) => words.has(form))));

/** Terms of one concept that count in one stretch. */
function termsIn(stretch: Read, title: Read, { terms, context, exclude }: Compiled): Term[] {
  const found = terms.filter((term) => mayHave(term, stretch) && term.pattern.test(stretch.text));
  if (!found.some(({ isWeak }) => isWeak)) return found;
  const around = `${title.text}\n${stretch.text}`;
  const isNear = (one: Wording) => mayHave(one, stretch, title);
  const isExcluded = exclude.some((one) => isNear(one) && one.pattern.test(around));
  const nearby = context.filter(isNear);
  return found.filter(({ isWeak, everywhere }) => {
    if (!isWeak) return true;
    if (isExcluded) return false;
    if (context.length === 0) return true;
    if (nearby.length === 0) return false;
    // A word cannot be its own context.
    const rest = around.replace(everywhere, ' ');
    return nearby.some(({ pattern }) => pattern.test(rest));
  });
}

/** Stretches of body text in which words must stand before they are taken as a theme of the whole. */
const enoughStretches = 3;

/** Where one concept stands in a text, and by which words. */
interface Places {
  first: Stretch | null;
  prominent: Stretch | null;
  count: number;
  /** Stretches by the words that stand in them. */
  counts: Map<string, number>;
}

/** @param stretches those in which the concept may stand */
function placesOf(compiled: Compiled, heading: Read, stretches: [Stretch, Read][]): Places {
  const places: Places = { first: null, prominent: null, count: 0, counts: new Map() };
  for (const [stretch, text] of stretches) {
    const found = termsIn(text, heading, compiled);
    if (found.length === 0) continue;
    places.count += 1;
    places.first ??= stretch;
    if (stretch.isProminent) places.prominent ??= stretch;
    for (const { words } of found) places.counts.set(words, (places.counts.get(words) ?? 0) + 1);
  }
  return places;
}

function matchOf(conceptId: string, { first, prominent, count, counts }: Places) {
  const shown = prominent ?? first;
  if (!shown) return null;
  const isStrong = !!prominent || count >= enoughStretches;
  const match: ConceptMatch = {
    conceptId,
    words: [...counts].sort(([, a], [, b]) => b - a).map(([word]) => word),
    count,
    strength: isStrong ? 'strong' : 'weak',
    passage: shown.text,
    page: shown.page,
  };
  return { match, weight: (prominent ? 1000 : 0) + count };
}

/**
 * Finds concepts by their words, as the vocabulary lays down: abbreviations in their own case, weak
 * words only with context, exclusions heeded; retired wording is never looked for.
 *
 * @param vocabulary only concepts that may be suggested (no types or regions)
 * @returns best first: prominent ones, then by the number of stretches
 */
export function matchConcepts(
  title: string,
  stretches: Stretch[],
  vocabulary: ConceptTerms[],
): ConceptMatch[] {
  const matcher = compile(vocabulary);
  const heading = read(title);
  const stretchesOf = new Map<Compiled, [Stretch, Read][]>();
  for (const stretch of stretches) {
    const text = read(stretch.text);
    for (const compiled of possibleIn(text.words, matcher)) {
      const some = stretchesOf.get(compiled);
      if (some) some.push([stretch, text]);
      else stretchesOf.set(compiled, [[stretch, text]]);
    }
  }
  const matches = matcher.concepts.flatMap((compiled) => {
    const some = stretchesOf.get(compiled);
    return (some && matchOf(compiled.concept.id, placesOf(compiled, heading, some))) ?? [];
  });
  return matches.sort((a, b) => b.weight - a.weight).map(({ match }) => match);
}
