import { isEnglishWord } from '#shared/text/english-words.ts';
import { isEverydayWord } from '#shared/text/everyday-words.ts';
import { fold, isStopWord, stemOf } from '#shared/text/words.ts';
import type { ParsedQuery, TypedTerm } from './parse-query.ts';

/** What is known of words. */
export interface KnownWords {
  /** Words of the vocabulary, and their stems. */
  vocabularyWords: ReadonlySet<string>;
  /** Whether the library has the word in another form: then it is right, but for a letter perhaps. */
  isStemKnown: boolean;
}

/** A word of the library, and in how many of its publications it stands. */
export interface Spelling {
  word: string;
  documents: number;
}

/** Letters to change: one in a short word, two in a longer one. */
export const allowedChanges = (word: string): number => (word.length < 10 ? 1 : 2);

/**
 * Insertions, deletions, substitutions and swaps of neighbours; `limit + 1` when there are more.
 *
 * @param wrong what a substitution counts
 */
// biome-ignore lint/complexity/noExcessiveCognitiveComplexity: one table filled cell by cell, as the algorithm is known
export function changesBetween(one: string, other: string, limit: number, wrong = 1): number {
  if (Math.abs(one.length - other.length) > limit) return limit + 1;
  let before: number[] = [];
  let last = Array.from({ length: other.length + 1 }, (_, at) => at);
  for (let i = 1; i <= one.length; i += 1) {
    const row = [i];
    for (let j = 1; j <= other.length; j += 1) {
      const cost = one[i - 1] === other[j - 1] ? 0 : wrong;
      let value = Math.min((last[j] ?? 0) + 1, (row[j - 1] ?? 0) + 1, (last[j - 1] ?? 0) + cost);
      if (i > 1 && j > 1 && one[i - 1] === other[j - 2] && one[i - 2] === other[j - 1]) {
        value = Math.min(value, (before[j - 2] ?? 0) + 1);
      }
      row.push(value);
    }
    if (Math.min(...row) > limit) return limit + 1;
    [before, last] = [last, row];
  }
  return last[other.length] ?? limit + 1;
}

/** Shortest word that is corrected at all. */
const shortest = 4;
/** Shortest word that is corrected for each kind of slip; a word with a capital may well be a name. */
const leastLetters = {
  swapped: { word: 4, name: 6 },
  doubled: { word: 4, name: 6 },
  soundsAlike: { word: 5, name: 7 },
  gap: { word: 5, name: 7 },
  wrong: { word: 8, name: 8 },
} as const;
type Slip = keyof typeof leastLetters;

/**
 * Endings that make another word of a word: "inspecting" and "inspection" are both right. Endings
 * that are often confused (-ant and -ent, -able and -ible, -sion and -tion) are not among them.
 */
const endings = new Set([
  '',
  ...`s es d ed r er ers or ors ing ings ion ions e y ey ies ied ly al ful ment ments ness ive ise
ised ising ist ists ism ic ity en th`.split(/\s+/),
]);

/** Whether two words differ in nothing but their endings. */
function isOtherForm(one: string, other: string): boolean {
  for (let at = 3; at <= one.length && one.slice(0, at) === other.slice(0, at); at += 1) {
    if (endings.has(one.slice(at)) && endings.has(other.slice(at))) return true;
  }
  return false;
}

/** Whether two neighbours changed places, and nothing else. */
function isSwap(one: string, other: string): boolean {
  const at = [...one].findIndex((letter, index) => letter !== other[index]);
  return (
    one.length === other.length &&
    one[at] === other[at + 1] &&
    one[at + 1] === other[at] &&
    one.slice(at + 2) === other.slice(at + 2)
  );
}

/** "hotell", "mising": a letter is doubled in one of them. */
const isDoubling = (one: string, other: string) =>
  one !== other && one.replace(/(.)\1/g, '$1') === other.replace(/(.)\1/g, '$1');

/** Letters that are taken for each other by ear, or by the finger beside. */
const alike = ['aeiouy', 'csz', 'ckq', 'gj', 'fvw', 'mn', 'bp', 'dt', 'xs'];
const keyboard = ['qwertyuiop', 'asdfghjkl', 'zxcvbnm'];
const areAlike = (one: string, other: string): boolean =>
  alike.some((letters) => letters.includes(one) && letters.includes(other)) ||
  keyboard.some((row) => row.includes(one + other) || row.includes(other + one));

/** Whether the words differ in one letter, which another took the place of, and these two are alike. */
function soundsAlike(one: string, other: string): boolean {
  if (one.length !== other.length) return false;
  const wrong = [...one].flatMap((letter, at) =>
    letter === other[at] ? [] : [[letter, other[at] ?? ''] as const],
  );
  const [only] = wrong;
  return wrong.length === 1 && only !== undefined && areAlike(...only);
}

/** What a person did to write one word for another; the plainest there is. */
function slipOf(typed: string, right: string): Slip {
  if (isSwap(typed, right)) return 'swapped';
  if (isDoubling(typed, right)) return 'doubled';
  if (soundsAlike(typed, right)) return 'soundsAlike';
  return typed.length === right.length ? 'wrong' : 'gap';
}

/** A reference, a name in capitals, a number or a word that is right is left alone. */
function isToCheck(typed: string, vocabularyWords: ReadonlySet<string>): boolean {
  const word = fold(typed);
  if (word.length < shortest || /[^a-z]/.test(word)) return false;
  if (isStopWord(word) || isEverydayWord(word)) return false;
  // "RHIs" and "DfE" are no words.
  if (/\p{Lu}/u.test(typed.slice(1))) return false;
  return !vocabularyWords.has(word) && !isEnglishWord(word);
}

/**
 * The words of a query that are to be corrected unless the library knows them, as they were typed.
 * What is quoted or excluded stays as typed.
 *
 * @param vocabularyWords words of the vocabulary, and their stems
 */
export function wordsToCheck(parsed: ParsedQuery, vocabularyWords: ReadonlySet<string>): string[] {
  const typed = parsed.terms
    .filter(({ isQuoted, text }) => !isQuoted && isToCheck(text, vocabularyWords))
    .map(({ text }) => text);
  return [...new Set(typed)];
}

/** The library's words; a singular also counts where the plural stands. */
function withSingulars(candidates: Spelling[]): Spelling[] {
  const documents = new Map(candidates.map((one) => [one.word, one.documents]));
  for (const { word, documents: ofPlural } of candidates) {
    const singular = word.slice(0, -1);
    if (/[^s]s$/.test(word) && isEnglishWord(singular))
      documents.set(singular, (documents.get(singular) ?? 0) + ofPlural);
  }
  return Array.from(documents, ([word, count]) => ({ word, documents: count }));
}

const isLongEnough = (word: string, slip: Slip, isName: boolean) =>
  word.length >= leastLetters[slip][isName ? 'name' : 'word'];

/** A name may be one that the library has not yet: to be corrected it must be a plain slip. */
const mayBeAName = (slip: Slip, documents: number) => slip === 'wrong' || documents < 2;

/** Whether a word of the library may be what was meant. */
function isNearEnough(
  { word, isCapital, isForm }: { word: string; isCapital: boolean; isForm: boolean },
  { word: right, documents }: Spelling,
  isOfVocabulary: boolean,
): boolean {
  const limit = isCapital ? 1 : allowedChanges(word);
  const changes = changesBetween(word, right, limit);
  if (changes > limit || documents === 0 || isOtherForm(word, right)) return false;
  if (isForm && stemOf(right) !== stemOf(word)) return false;
  const slip = slipOf(word, right);
  if (!isLongEnough(word, slip, isCapital)) return false;
  if (isCapital && !isOfVocabulary && mayBeAName(slip, documents)) return false;
  if (slip === 'swapped') return true;
  // People seldom get the first letter wrong.
  if (right[0] !== word[0]) return false;
  if (slip === 'doubled') return true;
  // Two letters wrong make another word as a rule: "exploration" is not "exploitation".
  if (changes > 1 && changesBetween(word, right, limit, 2) > limit) return false;
  return isOfVocabulary || documents > 1;
}

/**
 * What a word that the library does not know was meant to be; null when nothing is near enough, or
 * the word may well be right: no list has all names and places. The shorter a word, the plainer the
 * slip must be, and a word with a capital is taken for a name unless it is long.
 *
 * @param typed the word as typed
 * @param candidates words of the library, folded, that look like it
 */
export function bestOf(
  typed: string,
  candidates: Spelling[],
  { vocabularyWords, isStemKnown }: KnownWords,
): string | null {
  const word = fold(typed);
  const isCapital = typed !== typed.toLowerCase();
  const isForm = isStemKnown || vocabularyWords.has(stemOf(word));
  const near = withSingulars(candidates)
    .filter((candidate) =>
      isNearEnough({ word, isCapital, isForm }, candidate, vocabularyWords.has(candidate.word)),
    )
    .map((candidate) => ({ ...candidate, changes: changesBetween(word, candidate.word, 2) }));
  near.sort(
    (a, b) => a.changes - b.changes || b.documents - a.documents || (a.word < b.word ? -1 : 1),
  );
  return near[0]?.word ?? null;
}

/**
 * A query with its words corrected, and as words to show.
 *
 * @param corrections what to search for instead, by the word as typed
 * @returns null when nothing was corrected
 */
export function withCorrections(
  parsed: ParsedQuery,
  corrections: ReadonlyMap<string, string>,
): { parsed: ParsedQuery; words: string } | null {
  if (corrections.size === 0) return null;
  let given = '';
  let copied = 0;
  const terms = parsed.terms.map((term): TypedTerm => {
    const text = (term.isQuoted ? undefined : corrections.get(term.text)) ?? term.text;
    given += parsed.given.slice(copied, term.start);
    const start = given.length;
    given += text === term.text ? parsed.given.slice(term.start, term.end) : text;
    copied = term.end;
    const compound = text === term.text ? term.compound : null;
    return { ...term, text, compound, start, end: given.length };
  });
  given += parsed.given.slice(copied);
  return { parsed: { ...parsed, given, terms }, words: given };
}
