import { type Asked, type Compared, compare, type Features } from './features.ts';
import type { Part } from './parts-of.ts';
import type { PlanSpace, PreparedEntry } from './plan-space.ts';
import type { Term } from './terms.ts';
import { type Sum, type Weighing, weighings } from './weights.ts';

/** What spoke for an entry. */
export const voices = ['words', 'meaning', 'themes', 'history'] as const;
export type Voice = (typeof voices)[number];

/** An entry on which something may bear, and why. */
export interface Bearing {
  entryId: number;
  /** From 0 to 1; the first of a list says how sure it is that anything bears. */
  score: number;
  strength: 'strong' | 'weak';
  voices: Voice[];
  /** Words that both have, as they are written in the part, rarest first. */
  words: string[];
  /** Themes that both have. */
  themes: string[];
  /** The part that made it; null where that is the title or all of a line. */
  passage: string | null;
  page: number | null;
}

/** As many as a person looks at. */
export const mostShown = 5;
/** Words that are shown as the reason. */
const mostWords = 5;
/** An entry's words that stand in one part, by weight, from which on they speak by themselves. */
const telling = 0.12;
/** From how close on the meaning speaks, what was taken out of it considered. */
const close = 0.2;
/** A word that half of the entries have says nothing. */
const shareOfCommon = 0.5;

const chanceOf = (score: number) => 1 / (1 + Math.exp(-score));

const sumOf = ({ bias, of }: Sum, features: Features) =>
  Object.entries(of).reduce(
    (sum, [name, weight]) => sum + weight * features[name as keyof Features],
    bias,
  );

/** Words of the part that the entry has too, as written there, each once. */
function wordsOfBoth(space: PlanSpace, entry: PreparedEntry, part: Part | undefined): string[] {
  if (!part) return [];
  const common = shareOfCommon * space.entries.length;
  const both = new Map<string, Term>();
  for (const term of part.terms) {
    const having = space.postings.get(term.key)?.length ?? 0;
    if (!entry.counts.has(term.key) || (having > common && space.entries.length > 3)) continue;
    if (!both.has(term.key)) both.set(term.key, term);
  }
  const inOrder = [...both.values()].sort(
    (a, b) => space.rarityOf(b.key) - space.rarityOf(a.key) || a.start - b.start,
  );
  // "RHI" is a word and the name of a concept: it is shown once.
  const shown = inOrder.filter(
    (one) =>
      !inOrder.some(
        (other) =>
          other !== one &&
          other.start <= one.start &&
          other.end >= one.end &&
          (other.end - other.start > one.end - one.start || other.key < one.key),
      ),
  );
  return shown.slice(0, mostWords).map(({ start, end }) => part.text.slice(start, end));
}

interface Ranked extends Compared {
  sum: number;
}

/** What of the parts is shown as the reason: where the words stand thickest, or what is closest. */
function reasonOf(space: PlanSpace, asked: Asked, { entry, features, places }: Compared) {
  const byWords = asked.parts[places.byWords];
  const byMeaning = asked.vectors ? asked.parts[places.byMeaning] : undefined;
  const isByWords = !byMeaning || features.cover >= 2 * telling;
  const part = isByWords ? byWords : byMeaning;
  const own = wordsOfBoth(space, entry, part);
  const themes = [...entry.themes].filter((theme) => asked.themes.has(theme));
  const spoke: Record<Voice, boolean> = {
    words: own.length > 1 || (own.length > 0 && features.cover >= telling),
    meaning: !!byMeaning && features.near >= close,
    themes: themes.length > 0,
    history: features.history > 0.05,
  };
  return {
    words: own,
    themes,
    voices: voices.filter((voice) => spoke[voice]),
    passage: part && !part.isHead && (spoke.words || spoke.meaning) ? part.text : null,
    page: part && !part.isHead ? part.page : null,
  };
}

const weighingOf = (kind: 'publication' | 'line', { vectors }: Asked): Weighing =>
  vectors ? weighings[kind] : weighings[`${kind}ByWords`];

/** Entries in the order in which something bears on them, and how sure it is that it bears on any. */
function rank(space: PlanSpace, asked: Asked, weighing: Weighing) {
  const ranked = compare(space, asked)
    .map((one): Ranked => ({ ...one, sum: sumOf(weighing.entry, one.features) }))
    .sort((a, b) => b.sum - a.sum || a.entry.id - b.entry.id);
  const [first] = ranked;
  const top = first?.sum ?? -Infinity;
  const any = first && weighing.any ? sumOf(weighing.any, first.features) : top;
  return { ranked, top, any };
}

/**
 * The entries on which a publication or a recommendation may bear, surest first: at most five, and none
 * where nothing bears.
 *
 * @param asked.vectors null where the model did not read it: then words and themes alone answer
 */
export function findBearings(
  space: PlanSpace,
  kind: 'publication' | 'line',
  asked: Asked,
): Bearing[] {
  const weighing = weighingOf(kind, asked);
  const { ranked, top, any } = rank(space, asked, weighing);
  const known = Math.max(0, ...ranked.map(({ features }) => features.history));
  // What people accepted before outweighs a doubt whether anything bears.
  if (chanceOf(any) < weighing.leastAny && known === 0) return [];
  return ranked
    .filter(({ sum }) => chanceOf(sum) >= weighing.leastEntry)
    .slice(0, mostShown)
    .map((one) => ({
      entryId: one.entry.id,
      score: chanceOf(any + one.sum - top),
      strength: chanceOf(one.sum) >= weighing.strong ? ('strong' as const) : ('weak' as const),
      ...reasonOf(space, asked, one),
    }));
}
