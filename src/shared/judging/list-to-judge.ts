import type { EntityManager } from '#shared/database/open-database.ts';
import { Publication, Suggestion } from '#shared/entities/index.ts';
import type { Services } from '#shared/services.ts';
import { type ConceptLabel, conceptLabels } from '../library/concept-labels.ts';
import { type FoundPublication, loadFoundWithExits } from '../library/load-found.ts';
import { type OpenSuggestion, suggestionOf } from './open-suggestion.ts';
import { orderOfSift, type SiftOrder, type SiftPart } from './sift/order-of-sift.ts';
import type { Placed } from './sift/order-waiting.ts';
import {
  type Asked,
  isInList,
  type PutBy,
  type PutOff,
  readPutBy,
  type SiftList,
  siftLists,
} from './sift/put-by.ts';
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
  /** It was put off, and when it comes back. */
  later: PutOff | null;
  /** Somebody was asked to look at it. */
  asked: Asked | null;
}

export interface ListToJudge {
  total: number;
  page: number;
  size: number;
  items: ToJudge[];
  /** The ids of the whole list, in its order. */
  ids: number[];
  /** How many are in each list. */
  counts: Record<SiftList, number>;
  stop: Stop;
  /** How many verdicts taught the order; 0: it starts by the plan's own words. */
  learnedFrom: number;
}

export interface JudgeQuery {
  part: SiftPart;
  page: number;
  size: number;
  /** Those that wait, when left out. */
  list?: SiftList | undefined;
  /** Id of the person who asks: what is assigned to them waits in their sift. */
  viewer?: number | null | undefined;
}

/** What was put off in an earlier week comes first, the longest put off before all. */
function backFirst(placed: Placed[], { later }: PutBy): Placed[] {
  const isBack = ({ id }: Placed) => later.get(id)?.isBack === true;
  const since = ({ id }: Placed) => later.get(id)?.at.getTime() ?? 0;
  return [
    ...placed.filter(isBack).sort((a, b) => since(a) - since(b)),
    ...placed.filter((one) => !isBack(one)),
  ];
}

/** Publications as the list shows them, in its order. */
async function itemsOf(
  em: EntityManager,
  shown: Placed[],
  { why, putBy }: { why: SiftOrder['why']; putBy: PutBy },
): Promise<ToJudge[]> {
  const ids = shown.map(({ id }) => id);
  const rows = await em.find(Publication, { id: { $in: ids } }, { populate: ['source'] });
  const rowOf = new Map(rows.map((row) => [row.id, row]));
  const whyOf = await why(ids);
  const found = new Map((await loadFoundWithExits(em, ids)).map((one) => [one.found.id, one]));
  const concepts = await conceptLabels(em);
  const suggestions = await em.find(
    Suggestion,
    { publication: { $in: ids }, state: 'open' },
    { populate: ['concept', 'entry'], orderBy: { strength: 'asc', id: 'asc' } },
  );
  return shown.flatMap(({ id, isRandom }) => {
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
      later: putBy.later.get(id) ?? null,
      asked: putBy.assigned.get(id) ?? null,
    };
  });
}

/** What waits in its order, before any of it is loaded. */
export interface OrderToJudge extends Pick<ListToJudge, 'ids' | 'counts' | 'stop' | 'learnedFrom'> {
  /** Loads some of them as the list shows them; what is not there is left out. */
  load(ids: number[]): Promise<ToJudge[]>;
}

/** The order that was learned, by lists, each of which is counted. */
export async function orderToJudge(
  { em, clock }: Pick<Services, 'em' | 'clock'>,
  { part, list = 'waiting', viewer = null }: Omit<JudgeQuery, 'page' | 'size'>,
): Promise<OrderToJudge> {
  const putBy = await readPutBy(em, { at: clock() });
  const { placed, everything, stop, learnedFrom, why } = await orderOfSift({ em }, { part });
  const others = everything.map((id): Placed => ({ id, isRandom: false, score: 0 }));
  const isIn =
    (of: SiftList) =>
    ({ id }: Placed) =>
      isInList(of, id, { putBy, viewer });
  const within = (of: SiftList) => (of === 'waiting' ? placed : others).filter(isIn(of));
  const placeOf = new Map(placed.map((one) => [one.id, one]));
  const counts = siftLists.map((of) => [of, within(of).length]);
  return {
    ids: backFirst(within(list), putBy).map(({ id }) => id),
    counts: Object.fromEntries(counts) as Record<SiftList, number>,
    stop,
    learnedFrom,
    load: (ids) => {
      const shown = ids.map((id) => placeOf.get(id) ?? { id, isRandom: false, score: 0 });
      return itemsOf(em, shown, { why, putBy });
    },
  };
}

/** Publications that nobody has judged, in the order that was learned, each with its open suggestions. */
export async function listToJudge(
  services: Pick<Services, 'em' | 'clock'>,
  { page, size, ...query }: JudgeQuery,
): Promise<ListToJudge> {
  const { load, ...order } = await orderToJudge(services, query);
  const shown = order.ids.slice((page - 1) * size, page * size);
  return { total: order.ids.length, page, size, items: await load(shown), ...order };
}
