import { type Names, termsOf } from './terms.ts';

/** A plan entry as its words and the model's vectors have it. */
export interface EntryGiven {
  id: number;
  /** What it asks for. */
  text: string;
  successMeasure: string | null;
  /** Concept ids. */
  themes: readonly string[];
  /** Of what it asks for, and of that with its success measure; null while the model has not read it. */
  vectors: { text: Float32Array; whole: Float32Array } | null;
  /** Vectors of what people said bears on it, or does not. */
  examples: { accepted: readonly Float32Array[]; rejected: readonly Float32Array[] };
}

export interface PreparedEntry {
  id: number;
  /** How often each term stands in it. */
  counts: ReadonlyMap<string, number>;
  length: number;
  /** What all its terms weigh. */
  weight: number;
  themes: ReadonlySet<string>;
  whole: Float32Array | null;
  centred: readonly Float32Array[];
  accepted: readonly Float32Array[];
  rejected: readonly Float32Array[];
}

/** The entries that something may bear on, with what all of them have in common taken out. */
export interface PlanSpace {
  names: Names;
  entries: readonly PreparedEntry[];
  /** How rare a term is among the entries. */
  rarityOf(key: string): number;
  /** Entries in which a term stands. */
  postings: ReadonlyMap<string, readonly number[]>;
  averageLength: number;
  /** The mean of the entries' vectors; null where the model has read none. */
  centre: Float32Array | null;
}

/**
 * How much of what all entries have in common is taken out of a vector. All entries of one plan are about
 * the same subject, and so is all that the library holds: what is left tells them apart.
 */
const shareOfCentre = 0.5;

function meanOf(vectors: readonly Float32Array[]): Float32Array | null {
  const [first] = vectors;
  if (!first) return null;
  const mean = new Float32Array(first.length);
  for (const vector of vectors) {
    for (let at = 0; at < mean.length; at += 1)
      mean[at] = (mean[at] as number) + (vector[at] ?? 0) / vectors.length;
  }
  return mean;
}

/** A vector without its share of what all have in common, of length 1. */
export function centred(vector: Float32Array, centre: Float32Array): Float32Array {
  const left = vector.map((one, at) => one - shareOfCentre * (centre[at] ?? 0));
  let square = 0;
  for (const one of left) square += one * one;
  const length = Math.sqrt(square) || 1;
  return left.map((one) => one / length);
}

/** How often each term stands in what an entry says. */
function countsOf(entry: EntryGiven, names: Names): Map<string, number> {
  const counts = new Map<string, number>();
  const text = [entry.text, entry.successMeasure].filter(Boolean).join('\n');
  for (const { key } of termsOf(text, names)) counts.set(key, (counts.get(key) ?? 0) + 1);
  return counts;
}

function postingsOf(counts: readonly ReadonlyMap<string, number>[]): Map<string, number[]> {
  const postings = new Map<string, number[]>();
  for (const [at, some] of counts.entries()) {
    for (const key of some.keys()) {
      const entries = postings.get(key);
      if (entries) entries.push(at);
      else postings.set(key, [at]);
    }
  }
  return postings;
}

const sum = (values: Iterable<number>) => [...values].reduce((all, one) => all + one, 0);

/** Prepares the entries, of one plan or of several together. */
export function openPlanSpace(given: readonly EntryGiven[], names: Names): PlanSpace {
  const counts = given.map((entry) => countsOf(entry, names));
  const postings = postingsOf(counts);
  const rarityOf = (key: string) => {
    const having = postings.get(key)?.length ?? 0;
    return Math.log(1 + (given.length - having + 0.5) / (having + 0.5));
  };
  const centre = meanOf(given.flatMap(({ vectors }) => vectors?.whole ?? []));
  const around = (vectors: readonly Float32Array[]) =>
    centre ? vectors.map((vector) => centred(vector, centre)) : [];
  const lengths = counts.map((some) => sum(some.values()));
  const entries = given.map(({ id, themes, vectors, examples }, at): PreparedEntry => {
    const own = counts[at] ?? new Map<string, number>();
    return {
      id,
      counts: own,
      length: lengths[at] ?? 0,
      weight: sum([...own.keys()].map(rarityOf)),
      themes: new Set(themes),
      whole: vectors?.whole ?? null,
      centred: vectors ? around([vectors.whole, vectors.text]) : [],
      accepted: around(examples.accepted),
      rejected: around(examples.rejected),
    };
  });
  const averageLength = sum(lengths) / (given.length || 1);
  return { names, entries, rarityOf, postings, averageLength, centre };
}
