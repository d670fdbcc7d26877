import { beginnings, patternAt } from './phrase.ts';

/** A place where a phrase stands. */
export interface PhrasePlace<Row> {
  row: Row;
  start: number;
  end: number;
}

interface Entry<Row> {
  row: Row;
  phrase: string;
  /** It says what somebody does not do: a "not" inside is its own. */
  isNegative: boolean;
  pattern?: RegExp;
}

const word = /[\p{L}\p{N}]+(?:['’][\p{L}\p{N}]+)*/gu;
/** "Didn’t" has a second beginning inside it, for phrases that begin with "n’t". */
const shortened = /(?<=\p{L})n['’]t(?!\p{L})/giu;
const prefixLength = 2;
const denial = /\b(?:not|never|hardly)\b|n['’]t\b/i;

/**
 * Finds many phrases in one pass: each is tried only where a word stands that it can begin with.
 * Fifteen hundred of them cost no more than the words of a text have beginnings in common.
 */
export function indexPhrases<Row extends { phrases: readonly string[] }>(
  rows: readonly Row[],
): (text: string) => PhrasePlace<Row>[] {
  const byWord = new Map<string, Entry<Row>[]>();
  const byPrefix = new Map<string, [string, Entry<Row>][]>();
  for (const row of rows) {
    for (const phrase of row.phrases) {
      const isNegative = /\b(?:not|never|no|non|neither|nor|cannot)\b|n’t/.test(phrase);
      const entry: Entry<Row> = { row, phrase, isNegative };
      for (const one of beginnings(phrase)) {
        if (!one.endsWith('*')) {
          byWord.set(one, [...(byWord.get(one) ?? []), entry]);
          continue;
        }
        const prefix = one.slice(0, -1);
        const key = prefix.slice(0, prefixLength);
        byPrefix.set(key, [...(byPrefix.get(key) ?? []), [prefix, entry]]);
      }
    }
  }
  const candidates = (found: string) => [
    ...(byWord.get(found) ?? []),
    ...Array.from(
      { length: prefixLength + 1 },
      (_, length) => byPrefix.get(found.slice(0, length)) ?? [],
    )
      .flat()
      .flatMap(([prefix, entry]) => (found.startsWith(prefix) ? [entry] : [])),
  ];
  return (text) => {
    const places: PhrasePlace<Row>[] = [];
    for (const { 0: found, index } of [...text.matchAll(word), ...text.matchAll(shortened)]) {
      for (const entry of new Set(candidates(found.toLowerCase().replaceAll("'", '’')))) {
        entry.pattern ??= patternAt(entry.phrase);
        entry.pattern.lastIndex = index;
        const [whole] = entry.pattern.exec(text) ?? [];
        // What stands between may turn it round: “is not at all to blame”.
        if (whole && !entry.isNegative && denial.test(whole)) continue;
        if (whole) places.push({ row: entry.row, start: index, end: index + whole.length });
      }
    }
    return places;
  };
}
