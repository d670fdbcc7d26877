import type { SQLOutputValue } from 'node:sqlite';

/**
 * What FTS5 notes of sizes, as bm25() counts them: lists of SQLite's varints. `%_docsize` has the words
 * of each column of a row; block 1 of `%_data` the rows, and the words of each column in all of them.
 */
function varints(blob: SQLOutputValue | undefined): number[] {
  const numbers: number[] = [];
  if (!(blob instanceof Uint8Array)) return numbers;
  let value = 0;
  for (const byte of blob) {
    value = value * 128 + (byte & 127);
    if (byte >= 128) continue;
    numbers.push(value);
    value = 0;
  }
  return numbers;
}

const sum = (numbers: number[]) => numbers.reduce((total, one) => total + one, 0);

/** Words of all columns of a row, from `%_docsize`. */
export const wordsIn = (sizes: SQLOutputValue | undefined): number => sum(varints(sizes));

/** Rows, those that were replaced among them, and the words in them, from block 1 of `%_data`. */
export function averagesIn(block: SQLOutputValue | undefined): { rows: number; words: number } {
  const [rows = 0, ...words] = varints(block);
  return { rows, words: sum(words) };
}
