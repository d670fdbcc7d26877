import { cosine } from '../vector-bytes.ts';
import { coversOf, type Part } from './parts-of.ts';
import { centred, type PlanSpace, type PreparedEntry } from './plan-space.ts';

/** What is asked about, as words, themes and the model have it. */
export interface Asked {
  parts: readonly Part[];
  /** Concept ids that it certainly has. */
  themes: ReadonlySet<string>;
  /** Of the parts that were read, under their text; null: words and themes alone answer. */
  vectors: ReadonlyMap<string, Float32Array> | null;
}

/** What is so of one entry beside what is asked about, and of how the others do. */
export interface Features {
  /** Words: the most of the entry's words that stand in one part, by weight. */
  cover: number;
  coverGap: number;
  /** The same of its head, and of all of it. */
  headCover: number;
  /** BM25 of the head's words over the entries, less than the best by how much. */
  ranked: number;
  rankedGap: number;
  /** Themes that both have. */
  themes: number;
  /** Meaning: the mean of the three closest parts, and of the head. */
  near: number;
  nearGap: number;
  headNear: number;
  /** As good as the best entry does by plain cosine to the head: is it about what plans are about? */
  plainBest: number;
  /** How close the head is to what all entries have in common. */
  subject: number;
  /** How far the best entry stands out by its words alone. */
  wordsStandOut: number;
  /** How much closer to what people accepted for this entry than to what they rejected. */
  history: number;
}

/** Which part was closest, or had most of the words. */
export interface Places {
  byWords: number;
  byMeaning: number;
}

export interface Compared {
  entry: PreparedEntry;
  features: Features;
  places: Places;
}

const meanOfBest = (values: number[], count: number) => {
  const best = values.toSorted((a, b) => b - a).slice(0, count);
  return best.reduce((sum, one) => sum + one, 0) / (best.length || 1);
};

/** BM25 of words over the entries (k1 1.2, b 0.75). */
function rankedBy(space: PlanSpace, keys: Iterable<string>): Float64Array {
  const scores = new Float64Array(space.entries.length);
  for (const key of keys) {
    const rarity = space.rarityOf(key);
    for (const at of space.postings.get(key) ?? []) {
      const entry = space.entries[at] as PreparedEntry;
      const count = entry.counts.get(key) ?? 0;
      const length = 0.25 + 0.75 * (entry.length / (space.averageLength || 1));
      scores[at] = (scores[at] as number) + (rarity * count * 2.2) / (count + 1.2 * length);
    }
  }
  return scores;
}

/** From how close on something like an accepted one counts. */
const alike = 0.45;

function historyOf({ accepted, rejected }: PreparedEntry, head: Float32Array): number {
  const best = (some: readonly Float32Array[]) =>
    Math.max(alike, ...some.map((one) => cosine(head, one))) - alike;
  return best(accepted) - best(rejected);
}

interface Read {
  at: number;
  isHead: boolean;
  plain: Float32Array;
  centred: Float32Array;
}

function readParts({ parts, vectors }: Asked, centre: Float32Array | null): Read[] {
  if (!vectors || !centre) return [];
  return parts.flatMap(({ text, isHead }, at) => {
    const plain = vectors.get(text);
    return plain ? [{ at, isHead, plain, centred: centred(plain, centre) }] : [];
  });
}

/** How close an entry is in meaning to each part that was read. */
function nearnessOf(entry: PreparedEntry, read: readonly Read[]) {
  const each = read.map((part) =>
    Math.max(...entry.centred.map((own) => cosine(part.centred, own))),
  );
  const heads = each.filter((_, at) => read[at]?.isHead);
  const best = each.indexOf(Math.max(...each));
  return {
    near: each.length > 0 ? meanOfBest(each, 3) : 0,
    headNear: heads.length > 0 ? Math.max(...heads) : 0,
    place: read[best]?.at ?? 0,
  };
}

/** The head that says most: title with summary, or the whole line. */
const wholeOf = (read: readonly Read[]) => read.filter(({ isHead }) => isHead).at(-1);

function standsOut(scores: Float64Array): number {
  const [first = 0, , third = 0] = scores.toSorted().reverse();
  return first - third;
}

/** Compares something with every entry, by each voice. */
export function compare(space: PlanSpace, asked: Asked): Compared[] {
  const { entries } = space;
  const covers = new Float64Array(entries.length);
  const byWords = new Int32Array(entries.length);
  for (const [at, part] of asked.parts.entries()) {
    if (!part.isCounted) continue;
    for (const [entry, cover] of coversOf(space, part.keys).entries()) {
      if (cover <= (covers[entry] as number)) continue;
      covers[entry] = cover;
      byWords[entry] = at;
    }
  }
  const head = asked.parts.filter(({ isHead }) => isHead).at(-1)?.keys ?? new Set<string>();
  const headCovers = coversOf(space, head);
  const ranked = rankedBy(space, head);
  const read = readParts(asked, space.centre);
  const whole = wholeOf(read);
  const near = entries.map((entry) => nearnessOf(entry, read));
  const most = {
    cover: Math.max(0, ...covers),
    ranked: Math.max(0, ...ranked),
    near: Math.max(...near.map((one) => one.near)),
  };
  const plainBest = Math.max(
    0,
    ...entries.map((entry) => (whole && entry.whole ? cosine(whole.plain, entry.whole) : 0)),
  );
  const { centre } = space;
  const length = centre ? Math.hypot(...centre) || 1 : 1;
  const subject = whole && centre ? cosine(whole.plain, centre) / length : 0;
  const wordsStandOut = standsOut(ranked);
  return entries.map((entry, at) => {
    const meaning = near[at] ?? { near: 0, headNear: 0, place: 0 };
    const [cover, rank] = [covers[at] ?? 0, ranked[at] ?? 0];
    return {
      entry,
      places: { byWords: byWords[at] ?? 0, byMeaning: meaning.place },
      features: {
        cover,
        coverGap: cover - most.cover,
        headCover: headCovers[at] ?? 0,
        ranked: rank,
        rankedGap: rank - most.ranked,
        themes: [...entry.themes].filter((theme) => asked.themes.has(theme)).length,
        near: meaning.near,
        nearGap: meaning.near - most.near,
        headNear: meaning.headNear,
        plainBest,
        subject,
        wordsStandOut,
        history: whole ? historyOf(entry, whole.centred) : 0,
      },
    };
  });
}
