import { isEnding, isPair, type Terms, type TermTable } from './terms-of.ts';

/** Texts as weighted terms (TF-IDF, of length 1), one row after another. */
export interface TermSpace {
  table: TermTable;
  /** Ids of the texts, in the order of the rows. */
  ids: number[];
  rowOf: Map<number, number>;
  /** Row r has the entries from starts[r] to starts[r + 1]. */
  starts: Int32Array;
  columns: Int32Array;
  weights: Float32Array;
  /** The term of each column, by its number in the table: only terms that weigh anything have one. */
  termOf: Int32Array;
  /** What all rows add up to, by column. */
  sums: Float64Array;
}

/** A term in fewer texts than this says nothing of others; one in more than this share nothing at all. */
const fewest = 3;
const commonest = 0.6;
/** In a handful of texts nearly every word is rare. */
const smallest = 50;
/** Pairs and endings repeat what their words say already. */
const weightOf = (term: string) => (isPair(term) ? 0.6 : isEnding(term) ? 0.7 : 1);

/** How rare each term is, by its number; 0 for those that are left out. */
function raritiesOf(table: TermTable, texts: ReadonlyMap<number, Terms>): Float64Array {
  const rarity = new Float64Array(table.terms.length);
  for (const { terms } of texts.values()) {
    for (const term of terms) rarity[term] = (rarity[term] ?? 0) + 1;
  }
  const least = texts.size < smallest ? 1 : fewest;
  const most = texts.size < smallest ? texts.size : commonest * texts.size;
  for (const [term, written] of table.terms.entries()) {
    const count = rarity[term] ?? 0;
    const rare = Math.log((1 + texts.size) / (1 + count)) + 1;
    rarity[term] = count < least || count > most ? 0 : rare * weightOf(written);
  }
  return rarity;
}

/** Columns for the terms that weigh anything. */
function columnsFor(rarity: Float64Array) {
  const columnOf = new Int32Array(rarity.length).fill(-1);
  const terms: number[] = [];
  for (let term = 0; term < rarity.length; term += 1) {
    if (rarity[term]) columnOf[term] = terms.push(term) - 1;
  }
  return { columnOf, termOf: Int32Array.from(terms) };
}

function toLengthOne(weights: Float32Array): void {
  const length = Math.sqrt(weights.reduce((sum, weight) => sum + weight * weight, 0)) || 1;
  for (const [at, weight] of weights.entries()) weights[at] = weight / length;
}

/** Adds to one place of a sum. */
export function addTo(sums: Float64Array, at: number, weight: number): void {
  sums[at] = (sums[at] as number) + weight;
}

/** Weighs the terms of texts against each other: a pure function of the texts. */
export function openTermSpace(table: TermTable, texts: ReadonlyMap<number, Terms>): TermSpace {
  const rarity = raritiesOf(table, texts);
  const { columnOf, termOf } = columnsFor(rarity);
  const ids = [...texts.keys()];
  const all = [...texts.values()].reduce((sum, { terms }) => sum + terms.length, 0);
  const starts = new Int32Array(ids.length + 1);
  const columns = new Int32Array(all);
  const weights = new Float32Array(all);
  const sums = new Float64Array(termOf.length);
  let next = 0;
  for (const [row, { terms, counts }] of [...texts.values()].entries()) {
    const from = next;
    for (let at = 0; at < terms.length; at += 1) {
      const column = columnOf[terms[at] as number] as number;
      if (column < 0) continue;
      columns[next] = column;
      weights[next] =
        (1 + Math.log(counts[at] as number)) * (rarity[terms[at] as number] as number);
      next += 1;
    }
    toLengthOne(weights.subarray(from, next));
    for (let at = from; at < next; at += 1)
      addTo(sums, columns[at] as number, weights[at] as number);
    starts[row + 1] = next;
  }
  const rowOf = new Map(ids.map((id, row) => [id, row]));
  return { table, ids, rowOf, starts, columns, weights, termOf, sums };
}
