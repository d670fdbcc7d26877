import { falseFriends } from './false-friends.ts';
import { sameStem, stemOf, type Word, wordsOf } from './words.ts';

/** A word with one of the stems that were looked for. */
export interface StemmedWord extends Word {
  stem: string;
}

/**
 * Words that may fold to something else than what stands there: signs beyond ASCII, without those that
 * are in every text (quotation marks, dashes, £). As ranges: a class of Unicode takes ten times as long.
 */
const folds = /[\u00aa\u00b2\u00b3\u00b5\u00b9\u00ba\u00bc-\u1fff\u2070-\u209f\u20cf-\uffff]/;
const written = "[a-z0-9]*(?:['’][a-z0-9]+)*";
const apostrophes = "['’]?";

/**
 * How a word with this stem begins. The stemmer takes endings away and puts at most the last letter
 * there itself (agency: agenc, ability: abl); what has its stem from a list may begin otherwise.
 */
function beginningsOf(stem: string): string[] {
  const stems = [stem, ...[...sameStem].flatMap(([from, to]) => (to === stem ? [from] : []))];
  const beginnings = stems.map((one) => one.slice(0, Math.max(1, one.length - 1)));
  const listed = [...falseFriends].flatMap(([word, of]) =>
    of === stem && !beginnings.some((beginning) => word.startsWith(beginning)) ? [word] : [],
  );
  return [...beginnings, ...listed];
}

/**
 * Prepares to find the words with these stems, many times faster than taking a whole text apart; what
 * is found is what `wordsOf` and `stemOf` would find.
 */
export function finderOf(stems: ReadonlySet<string>): (text: string) => StemmedWord[] {
  const beginnings = [...new Set([...stems].flatMap(beginningsOf))].filter((one) =>
    /^[a-z0-9]+$/.test(one),
  );
  const pattern = new RegExp(
    `(?<![a-z0-9]|[a-z0-9]['’])(?:${beginnings
      .map((one) => [...one].join(apostrophes))
      .join('|')})${written}`,
    'gi',
  );
  const known = new Map<string, { folded: string; stem: string } | null>();

  /** The word as the index knows it; null when its stem is another. */
  function read(word: string): { folded: string; stem: string } | null {
    const before = known.get(word);
    if (before !== undefined) return before;
    const [one] = wordsOf(word);
    const stem = one && stemOf(one.folded);
    const found = one && stem && stems.has(stem) ? { folded: one.folded, stem } : null;
    known.set(word, found);
    return found;
  }

  return (text) => {
    if (folds.test(text)) {
      return wordsOf(text).flatMap((word) => {
        const stem = stemOf(word.folded);
        return stems.has(stem) ? [{ ...word, stem }] : [];
      });
    }
    if (beginnings.length === 0) return [];
    const found: StemmedWord[] = [];
    pattern.lastIndex = 0;
    for (let match = pattern.exec(text); match; match = pattern.exec(text)) {
      const word = read(match[0]);
      if (word) {
        const { folded, stem } = word;
        found.push({ folded, stem, start: match.index, end: pattern.lastIndex });
      }
    }
    return found;
  };
}
