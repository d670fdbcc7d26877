import type { EntityManager } from '#shared/database/open-database.ts';
import { seenTag } from '#shared/database/seen.ts';
import { type Bearing, Document, Link, Publication } from '#shared/entities/index.ts';
import { textExitOf } from '#shared/entities/text-exit.ts';
import { NotFound } from '#shared/errors.ts';
import type { Services } from '#shared/services.ts';
import { type JudgeQuery, orderToJudge, type ToJudge } from '../judging/list-to-judge.ts';
import { readPutBy } from '../judging/sift/put-by.ts';
import type { ConceptLabel } from '../library/concept-labels.ts';
import type { ShownAssessment } from '../publications/publication-view.ts';
import { showJudgement } from '../publications/show-judgement.ts';
import { type BestPassage, bestPassages } from './best-passages.ts';

type Work = Pick<Services, 'em' | 'clock'>;

/** One publication as it is read and decided in the sift. */
export interface SiftItem extends ToJudge {
  /** How it was when it was shown, for whoever decides. */
  seen: string;
  passages: BestPassage[];
  documents: { id: number; title: string; pageCount: number | null }[];
  concepts: ConceptLabel[];
  assessment: ShownAssessment | null;
  links: { id: number; entryId: number; ref: string; bearing: Bearing }[];
}

/** One page of a list, beside the publication that is being read. */
export interface SiftView {
  total: number;
  page: number;
  size: number;
  items: ToJudge[];
  /** Null where nothing waits in this list, or nothing is chosen from it. */
  current: SiftItem | null;
  /** Ids of what stands before and after the current one in the list. */
  before: number | null;
  after: number | null;
  /** Its place in the list, from 1; null where it is not in it. */
  place: number | null;
  counts: Awaited<ReturnType<typeof orderToJudge>>['counts'];
  stop: Awaited<ReturnType<typeof orderToJudge>>['stop'];
  learnedFrom: number;
}

/** What causes it to be looked at, in its own words. */
const tellingWords = ({ why, suggestions }: ToJudge) => [
  ...why.words,
  ...suggestions.flatMap(({ words }) => words),
];

async function itemOf(em: EntityManager, one: ToJudge, seen: string): Promise<SiftItem> {
  const row = await em.findOneOrFail(Publication, one.id, { populate: ['source'] });
  const exit = textExitOf(row);
  const { concepts, assessment } = await showJudgement(em, one.id, exit);
  const documents = await em.find(
    Document,
    { publication: one.id },
    { orderBy: { position: 'asc' } },
  );
  const links = await em.find(
    Link,
    { publication: one.id, removedAt: null },
    { populate: ['entry'], orderBy: { id: 'asc' } },
  );
  const words = tellingWords(one);
  return {
    ...one,
    seen,
    passages: await bestPassages(em, { publicationId: one.id, exit, words }),
    documents: documents.map(({ id, title, pageCount }) => ({
      ...{ id, title, pageCount: pageCount ?? null },
    })),
    concepts: concepts.map(({ id, label, facet }) => ({ id, label, facet })),
    assessment,
    links: links.map(({ id, entry, bearing }) => ({
      ...{ id, entryId: entry.id, ref: entry.ref, bearing },
    })),
  };
}

type Order = Awaited<ReturnType<typeof orderToJudge>>;
type Asked = Omit<JudgeQuery, 'page'> & {
  page?: number | undefined;
  item?: number | null | undefined;
};

/** Which page of the list is shown: the one that is asked for, or on which the item stands. */
function pageShown({ ids }: Order, { size, page, item }: Asked) {
  const last = Math.max(1, Math.ceil(ids.length / size));
  const at = item ? ids.indexOf(item) : -1;
  const shown = Math.min(last, page ?? (at < 0 ? 1 : Math.floor(at / size) + 1));
  return { page: shown, ids: ids.slice((shown - 1) * size, shown * size) };
}

/** Its place in the list, and what stands beside it; what is not in the list is followed by its first. */
function neighbours({ ids }: Order, id: number | null) {
  const at = id === null ? -1 : ids.indexOf(id);
  return {
    before: ids[at - 1] ?? null,
    after: ids[at + 1] ?? null,
    place: at < 0 ? null : at + 1,
  };
}

/**
 * A list of the sift with one publication to read.
 *
 * @param given.item the publication to read; the first of the list when left out. One that was judged may be
 *   read again
 * @param given.page of the list; the one on which the item stands when left out
 * @throws {NotFound} when there is no such publication
 */
export async function showSift({ em, clock }: Work, given: Asked): Promise<SiftView> {
  const order = await orderToJudge({ em, clock }, given);
  const { page, ids } = pageShown(order, given);
  const currentId = given.item ?? ids[0] ?? null;
  // Asked for before what is shown is read: what changes in between is told when it is decided.
  const seen = currentId === null ? '' : await seenTag(em, 'publication', currentId);
  const items = await order.load(ids);
  const own = { em: em.fork(), clock };
  const listed = items.find(({ id }) => id === currentId);
  const one = currentId === null ? null : (listed ?? (await readOne(own, order, currentId)));
  const { counts, stop, learnedFrom } = order;
  return {
    ...{ total: order.ids.length, page, size: given.size, items, counts, stop, learnedFrom },
    current: one && (await itemOf(own.em, one, seen)),
    ...neighbours(order, currentId),
  };
}

/** One that is not on the page, or that was judged already. @throws {NotFound} */
async function readOne({ em, clock }: Work, order: Order, id: number): Promise<ToJudge> {
  const [found] = await order.load([id]);
  if (!found) throw new NotFound('publication', id);
  const { later, assigned } = await readPutBy(em, { at: clock(), only: id });
  return { ...found, later: later.get(id) ?? null, asked: assigned.get(id) ?? null };
}
