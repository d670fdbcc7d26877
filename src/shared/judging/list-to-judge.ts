import { Publication, Suggestion } from '#shared/entities/index.ts';
import type { Services } from '#shared/services.ts';
import { type ConceptLabel, conceptLabels } from '../library/concept-labels.ts';
import { type FoundPublication, loadFoundWithExits } from '../library/load-found.ts';
import { type OpenSuggestion, suggestionOf } from './open-suggestion.ts';
import { orderOfSift, type SiftPart } from './sift/order-of-sift.ts';
import type { Stop } from './sift/when-to-stop.ts';
import type { Why } from './sift/why-here.ts';

export interface ToJudge extends Omit<FoundPublication, 'type' | 'region' | 'concepts'> {
  type: ConceptLabel | null;
  region: ConceptLabel | null;
  sourceName: string;
  isBacklog: boolean;
  suggestions: OpenSuggestion[];
  /** Shown at random, so that the order never narrows to what was kept first. */
  isRandom: boolean;
  /** Why it stands here: its own words that speak for it, and how many kept ones have them. */
  why: Why;
}

export interface ListToJudge {
  total: number;
  page: number;
  size: number;
  items: ToJudge[];
  stop: Stop;
  /** How many verdicts taught the order; 0: it starts by the plan's own words. */
  learnedFrom: number;
}

export interface JudgeQuery {
  part: SiftPart;
  page: number;
  size: number;
}

/** Publications that nobody has judged, in the order that was learned, each with its open suggestions. */
export async function listToJudge(
  { em }: Pick<Services, 'em'>,
  { part, page, size }: JudgeQuery,
): Promise<ListToJudge> {
  const { placed, stop, learnedFrom, why } = await orderOfSift({ em }, { part });
  const shown = placed.slice((page - 1) * size, page * size);
  const ids = shown.map(({ id }) => id);
  const unordered = await em.find(Publication, { id: { $in: ids } }, { populate: ['source'] });
  const rowOf = new Map(unordered.map((row) => [row.id, row]));
  const whyOf = await why(ids);
  const found = new Map((await loadFoundWithExits(em, ids)).map((one) => [one.found.id, one]));
  const concepts = await conceptLabels(em);
  const suggestions = await em.find(
    Suggestion,
    { publication: { $in: ids }, state: 'open' },
    { populate: ['concept', 'entry'], orderBy: { strength: 'asc', id: 'asc' } },
  );
  const items = shown.flatMap(({ id, isRandom }) => {
    const [row, known] = [rowOf.get(id), found.get(id)];
    if (!row || !known) return [];
    const { found: one, exit } = known;
    const { likeKept, words } = whyOf.get(id) ?? { likeKept: 0, words: [] };
    return {
      ...one,
      type: one.type ? (concepts.get(one.type) ?? null) : null,
      region: one.region ? (concepts.get(one.region) ?? null) : null,
      sourceName: row.source.name,
      isBacklog: row.isBacklog,
      isRandom,
      why: { likeKept, words: exit.words(words) },
      suggestions: suggestions
        .filter(({ publication }) => publication.id === row.id)
        .map((suggestion) => suggestionOf(suggestion, exit)),
    };
  });
  return { total: placed.length, page, size, items, stop, learnedFrom };
}
