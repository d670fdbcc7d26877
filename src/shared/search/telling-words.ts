import { isStopWord, stemOf, wordsOf } from '#shared/text/words.ts';

/** Passages of a publication that are worth looking at for its telling words. */
export const mostPassagesRead = 40;
/** The most frequent words are weighed, and the most telling of them taken. */
const mostWeighed = 120;
const mostTaken = 14;

const numbers = new Set(
  `one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen
seventeen eighteen nineteen twenty thirty forty fifty sixty seventy eighty ninety hundred hundreds
thousand thousands million millions first second third half quarter`.split(/\s+/),
);

/** Whether a word, folded, can say what a publication is about: numbers, in letters too, do not. */
export const mayTell = (word: string): boolean =>
  word.length >= 3 && !isStopWord(word) && !/^\d+$/.test(word) && !numbers.has(word);

export interface TellingWord {
  stem: string;
  /** As it is first written in the publication, folded. */
  word: string;
}

/**
 * Words that stand often in a publication and seldom in others, most telling first. Words that no
 * other publication has lead nowhere and are left out.
 *
 * @param given its title and passages, how many publications there are, and how many have a stem
 */
export function tellingWords(given: {
  title: string;
  passages: string[];
  publications: number;
  documentsWith(stem: string): number;
}): TellingWord[] {
  const seen = new Map<string, { word: string; count: number }>();
  // A word of the title counts as much as four in the text.
  const { title, passages } = given;
  for (const text of [title, title, title, title, ...passages]) {
    for (const { folded } of wordsOf(text)) {
      if (!mayTell(folded)) continue;
      const stem = stemOf(folded);
      const known = seen.get(stem);
      if (known) known.count += 1;
      else seen.set(stem, { word: folded, count: 1 });
    }
  }
  return [...seen]
    .sort(([, a], [, b]) => b.count - a.count)
    .slice(0, mostWeighed)
    .map(([stem, { word, count }]) => {
      const documents = given.documentsWith(stem);
      const rarity = documents < 2 ? 0 : Math.log(1 + given.publications / documents);
      return { stem, word, weight: Math.log(1 + count) * rarity };
    })
    .filter(({ weight }) => weight > 0)
    .sort((a, b) => b.weight - a.weight)
    .slice(0, mostTaken)
    .map(({ stem, word }) => ({ stem, word }));
}
