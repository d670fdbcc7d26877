import type { EntityManager } from '#shared/database/open-database.ts';
import type { Services } from '#shared/services.ts';
import type { Decision, Leanings } from './learn-from.ts';
import { orderWaiting, type Placed } from './order-waiting.ts';
import { type KnownTexts, readPlan, readTexts, siftTexts } from './read-texts.ts';
import { openTermSpace, type TermSpace } from './term-space.ts';
import { countTerms, openTermTable, type Terms } from './terms-of.ts';
import { type Stop, whenToStop } from './when-to-stop.ts';
import { type Why, whyHere } from './why-here.ts';

/** New: without what a source's first scan brought. Backlog: only that. */
export type SiftPart = 'all' | 'new' | 'backlog';

/** So many of the latest verdicts teach the order. */
const mostDecisions = 3000;
/** These say nothing of what is looked for. */
const untelling = new Set(['duplicate', 'superseded']);
/** Rare enough words are forgotten when there are so many. */
const mostTerms = 1_500_000;

interface Known extends KnownTexts {
  space: TermSpace | null;
}
/** What each database's texts are, as this process has read them; it can be read again at any time. */
const knownOf = new WeakMap<object, Known>();

function knownTo(em: EntityManager): Known {
  const driver = em.getDriver();
  const known = knownOf.get(driver);
  if (known && known.table.terms.length < mostTerms) return known;
  const fresh = { table: openTermTable(), texts: new Map(), space: null };
  knownOf.set(driver, fresh);
  return fresh;
}

interface Row {
  id: number;
  status: 'new' | 'kept' | 'set-aside';
  reason: string | null;
  seen: string | number | Date;
  backlog: boolean | number;
  at: number;
}

const columns = `id, status, set_aside_reason as reason, first_seen_at as seen, is_backlog as backlog,
  index_number as at`;
const seenAt = ({ seen }: Row) => new Date(seen).getTime();
const isIn = (part: SiftPart) => (row: Row) =>
  part === 'all' || Boolean(row.backlog) === (part === 'backlog');

export interface SiftOrder {
  placed: Placed[];
  /** Ids of all that wait, whatever the part, by id. */
  everything: number[];
  stop: Stop;
  /** How many verdicts taught the order. */
  learnedFrom: number;
  /** Why the ones with these ids stand where they do. */
  why(ids: number[]): Promise<Map<number, Why>>;
}

/** Latest verdicts, earliest first, and what waits. */
async function rowsOf(em: EntityManager): Promise<{ waiting: Row[]; judged: Row[] }> {
  const waiting: Row[] = await em.execute(
    `select ${columns} from publication where status = 'new' and merged_into_id is null order by id`,
  );
  const judged: Row[] = await em.execute(
    `select ${columns} from publication where status <> 'new' and merged_into_id is null
      order by coalesce(sifted_at, first_seen_at) desc, id desc limit ${mostDecisions}`,
  );
  return { waiting, judged: judged.reverse() };
}

/** Verdicts on what came since the oldest that waits: the sift that is under way. */
function stopOf(waiting: Row[], judged: Row[]): Stop {
  const oldest = Math.min(...waiting.map(seenAt));
  const verdicts = judged.filter((row) => seenAt(row) >= oldest);
  return waiting.length === 0
    ? { state: 'small' }
    : whenToStop(
        verdicts.map(({ status }) => status === 'kept'),
        waiting.length,
      );
}

interface Learned {
  space: TermSpace;
  leanings: Leanings;
  texts: ReadonlyMap<number, Terms>;
  decisions: Decision[];
}

async function whyOf(em: EntityManager, learned: Learned, ids: number[]) {
  const texts = await siftTexts(em, ids);
  return new Map(
    ids.map((id) => {
      const text = texts.get(id);
      return [id, text ? whyHere(learned, id, countTerms(text).said) : { likeKept: 0, words: [] }];
    }),
  );
}

/** What waits in the order that was learned from every verdict so far; the newest first within equals. */
export async function orderOfSift(
  { em }: Pick<Services, 'em'>,
  { part }: { part: SiftPart },
): Promise<SiftOrder> {
  const known = knownTo(em);
  const { waiting: all, judged } = await rowsOf(em);
  const compared = new Map([...judged, ...all].map(({ id, at }) => [id, at]));
  const isChanged = await readTexts(em, known, compared);
  const telling = judged.filter(({ reason }) => !untelling.has(reason ?? ''));
  const decisions = telling.map(({ id, status }) => ({ id, isKept: status === 'kept' }));
  const plan = await readPlan(em, known);
  if (isChanged || plan.isChanged || !known.space) {
    // By id: whichever process asks, and whatever it read first.
    const sorted = [...known.texts].sort(([a], [b]) => a - b);
    known.space = openTermSpace(known.table, new Map(sorted.map(([id, { terms }]) => [id, terms])));
  }
  const waiting = all.filter(isIn(part));
  const ids = waiting.map(({ id }) => id);
  const space = known.space;
  const { placed, leanings } = orderWaiting({ space, waiting: ids, decisions, wanted: plan.ids });
  const texts = new Map([...known.texts].map(([id, { terms }]) => [id, terms]));
  return {
    placed,
    everything: all.map(({ id }) => id),
    stop: stopOf(waiting, judged.filter(isIn(part))),
    learnedFrom: decisions.length,
    why: (some) => whyOf(em, { space, leanings, texts, decisions }, some),
  };
}
