import { readFileSync } from 'node:fs';
import wordList from 'word-list';

/** Words of English, one a line, in order. Kept as bytes: as strings they would take ten times as much. */
let lines: Buffer | null = null;

const newline = 0x0a;

/** Words that the list has, and that are slips all the same wherever British English is written. */
const slips: ReadonlySet<string> = new Set(['licencing', 'licencings']);

/**
 * Whether this is a word of English, inflections included; names and what a field has made up for
 * itself are not. From the package word-list (274,000 words, British and American spelling).
 *
 * @param word letters a to z
 */
export function isEnglishWord(word: string): boolean {
  if (slips.has(word)) return false;
  lines ??= readFileSync(wordList);
  const wanted = Buffer.from(word);
  let [from, to] = [0, lines.length];
  while (from < to) {
    const middle = (from + to) >> 1;
    const start = middle === 0 ? 0 : lines.lastIndexOf(newline, middle - 1) + 1;
    const found = lines.indexOf(newline, start);
    const end = found < 0 ? lines.length : found;
    const order = Buffer.compare(lines.subarray(start, end), wanted);
    if (order === 0) return true;
    if (order < 0) from = end + 1;
    else to = start;
  }
  return false;
}
