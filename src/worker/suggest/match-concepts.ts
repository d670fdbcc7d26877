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

interface Term {
  words: string;
  pattern: RegExp;
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

function termsOf(concept: ConceptTerms): Term[] {
  const names = [concept.label, ...concept.synonyms];
  return [
    ...names.map((words) => ({ words, pattern: wordPattern(words), isWeak: isOneWord(words) })),
    ...concept.abbreviations.map((words) => ({
      words,
      pattern: abbreviationPattern(words),
      isWeak: true,
    })),
    ...concept.hints.map((words) => ({ words, pattern: wordPattern(words), isWeak: true })),
  ];
}

interface Compiled {
  concept: ConceptTerms;
  terms: Term[];
  context: RegExp[];
  exclude: RegExp[];
}

const compiledBy = new WeakMap<ConceptTerms[], Compiled[]>();

function compile(vocabulary: ConceptTerms[]): Compiled[] {
  const known = compiledBy.get(vocabulary);
  if (known) return known;
  const compiled = vocabulary.map((concept) => ({
    concept,
    terms: termsOf(concept),
    context: concept.needsContext.map(wordPattern),
    exclude: concept.excludeWhen.map(wordPattern),
  }));
  compiledBy.set(vocabulary, compiled);
  return compiled;
}

/** Terms of one concept that count in one stretch. */
function termsIn(stretch: Stretch, title: string, { terms, context, exclude }: Compiled): Term[] {
  const found = terms.filter(({ pattern }) => pattern.test(stretch.text));
  if (!found.some(({ isWeak }) => isWeak)) return found;
  const around = `${title}\n${stretch.text}`;
  const isExcluded = exclude.some((pattern) => pattern.test(around));
  return found.filter(({ isWeak, pattern }) => {
    if (!isWeak) return true;
    if (isExcluded) return false;
    // A word cannot be its own context.
    const rest = around.replace(new RegExp(pattern.source, `${pattern.flags}g`), ' ');
    return context.length === 0 || context.some((near) => near.test(rest));
  });
}

/** Stretches of body text in which words must stand before they are taken as a theme of the whole. */
const enoughStretches = 3;

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
  const matches = compile(vocabulary).flatMap((compiled) => {
    const counts = new Map<string, number>();
    let first: Stretch | null = null;
    let prominent: Stretch | null = null;
    let count = 0;
    for (const stretch of stretches) {
      const found = termsIn(stretch, title, compiled);
      if (found.length === 0) continue;
      count += 1;
      first ??= stretch;
      if (stretch.isProminent) prominent ??= stretch;
      for (const { words } of found) counts.set(words, (counts.get(words) ?? 0) + 1);
    }
    if (!first) return [];
    const shown = prominent ?? first;
    const words = [...counts].sort(([, a], [, b]) => b - a).map(([word]) => word);
    const isStrong = !!prominent || count >= enoughStretches;
    return {
      match: {
        conceptId: compiled.concept.id,
        words,
        count,
        strength: isStrong ? ('strong' as const) : ('weak' as const),
        passage: shown.text,
        page: shown.page,
      },
      weight: (prominent ? 1000 : 0) + count,
    };
  });
  return matches.sort((a, b) => b.weight - a.weight).map(({ match }) => match);
}
