import type { EntityManager } from '#shared/database/open-database.ts';
import { Mention, Source } from '#shared/entities/index.ts';
import type { NamedPublication } from '#shared/entities/shown-link.ts';
import { NotFound } from '#shared/errors.ts';
import { findTitles } from '#shared/library/find-titles.ts';
import { addDays, inWords, londonDay, londonInstant } from '#shared/london.ts';
import type { Services } from '#shared/services.ts';
import { canonicalAddress, isWebAddress } from '#shared/text/address.ts';
import { plainTitle } from '#shared/text/different-things.ts';
import { counted, quoted } from '#shared/text/in-words.ts';
import { type Quarter, quarterOf, quartersBefore } from '#shared/text/quarters.ts';
import { explainMiss, readSources, type Sources } from './explain-miss.ts';
import { figuresOf, type Recall } from './figures.ts';
import { type Known, knownOf } from './known.ts';
import { type Judged, judge } from './verdict.ts';
import { type Had, whatScanHad } from './what-scan-had.ts';
import type { MissReason, Verdict } from './words.ts';

/** Something that reached the group by another way, against what the scan had. */
export interface Compared extends Known, Judged {
  /** Whether recall counts it; if not, why, as a sentence. */
  isCounted: boolean;
  whyNot: string | null;
  had: Had;
}

/** The same with everything that a page or program shows of it. */
export interface ShownCompared extends Compared {
  publication: NamedPublication | null;
  /** The source that offered it first, or would have. */
  source: { id: number; name: string } | null;
  /** Verdict and reason as a sentence. */
  words: string;
}

type Work = Pick<Services, 'em' | 'clock'>;

/** Under what two mentions are one publication. */
const keyOf = ({ publicationId, url, title, id }: Known): string =>
  publicationId !== null
    ? `publication ${publicationId}`
    : url && isWebAddress(url)
      ? `address ${canonicalAddress(url)}`
      : title
        ? `title ${plainTitle(title)}`
        : `mention ${id}`;

/** What was published this long before anything was scanned is no miss of the scan. */
const grace = 365;

/** The day before which what was published is older than the scan; null while there is none. */
async function beginning(em: EntityManager): Promise<string | null> {
  const [first] = await em.find(
    Source,
    { kind: { $ne: 'manual' } },
    { orderBy: { createdAt: 'asc' }, limit: 1 },
  );
  return first ? addDays(londonDay(first.createdAt), -grace) : null;
}

/** Whether each counts: once, at the first time it reached the group, and only what a scan could have. */
function counting(all: Known[], oldest: string | null): Map<Known, string | null> {
  const first = new Map<string, Known>();
  const why = new Map<Known, string | null>();
  for (const known of all) {
    const before = first.get(keyOf(known));
    const isOld = oldest !== null && known.publishedOn !== null && known.publishedOn < oldest;
    if (known.isLeftOut) why.set(known, 'Left out by a person.');
    else if (before)
      why.set(known, `Counted already: it reached us on ${inWords(londonDay(before.reachedAt))}.`);
    else if (isOld) why.set(known, 'Published more than a year before anything was scanned.');
    else why.set(known, null);
    if (!known.isLeftOut && !before) first.set(keyOf(known), known);
  }
  return why;
}

/**
 * What reached the group by another way, oldest first, with what the scan had of it.
 *
 * @param given.added what is not noted yet
 * @param given.isWanted those that are looked up, where not all are
 * @param given.until what reached the group from then on is left out; nothing before depends on it
 */
export async function compareAll(
  em: EntityManager,
  given: { added?: Known[]; isWanted?: (known: Known) => boolean; until?: Date } = {},
): Promise<Compared[]> {
  const { added = [], isWanted = () => true, until } = given;
  const mentions = await em.find(Mention, until ? { reachedAt: { $lt: until } } : {}, {
    populate: ['candidate'],
    orderBy: { reachedAt: 'asc', id: 'asc' },
  });
  const all = [...mentions.map(knownOf), ...added].sort((a, b) => +a.reachedAt - +b.reachedAt);
  const whyNot = counting(all, await beginning(em));
  const wanted = all.filter(isWanted);
  const had = await whatScanHad(em, wanted);
  return wanted.map((known, at) => {
    const own = had[at] as Had;
    const why = whyNot.get(known) ?? null;
    return { ...known, ...judge(own, known.reachedAt), had: own, isCounted: !why, whyNot: why };
  });
}

const asideWords: Record<string, string> = {
  'not-relevant': 'not relevant',
  'too-thin': 'too thin',
  'out-of-area': 'out of area',
};

/** What the scan had itself says why: set aside, or not yet read. */
function ownWords({ reason, had, days }: Compared): string {
  const offered = had.offeredAt ? inWords(londonDay(had.offeredAt)) : '';
  if (reason === 'set-aside') {
    const why = had.setAside ? (asideWords[had.setAside.reason] ?? had.setAside.reason) : '';
    const on = had.setAside ? inWords(londonDay(new Date(had.setAside.at))) : '';
    return `Set aside as ${why} on ${on}; the scan had offered it ${counted(days ?? 0, 'day')} before it reached us.`;
  }
  return `Offered on ${offered}, and not yet read when it reached us ${counted(days ?? 0, 'day')} later.`;
}

async function explained(
  em: EntityManager,
  one: Compared,
  sources: Sources,
): Promise<{ reason: MissReason | null; words: string; source: ShownCompared['source'] }> {
  const own = sources.all.find(({ id }) => id === one.had.sourceId);
  const source = own ? { id: own.id, name: own.name } : null;
  const by = source ? ` by ${quoted(source.name)}` : '';
  if (one.verdict === 'before') {
    const lead = one.days === 0 ? 'the same day' : `${counted(one.days ?? 0, 'day')} before`;
    return { reason: null, words: `Found${by} ${lead}.`, source };
  }
  const { reason } = judge(one.had, one.reachedAt);
  if (one.verdict === 'missed' && reason)
    return { reason, words: ownWords({ ...one, reason }), source };
  const why = await explainMiss(em, one, sources);
  if (one.verdict === 'missed') return why;
  return {
    reason: null,
    words: `Found${by} ${counted(one.days ?? 0, 'day')} after. When it reached us: ${why.words}`,
    source,
  };
}

/** What a list shows of each: the publication, the source, and why. */
export async function shownOf(em: EntityManager, some: Compared[]): Promise<ShownCompared[]> {
  const ids = some.flatMap(({ publicationId }) => publicationId ?? []);
  const named = new Map((await findTitles({ em }, ids)).map((one) => [one.id, one]));
  const sources = await readSources(em);
  const shown: ShownCompared[] = [];
  for (const one of some) {
    const publication = one.publicationId === null ? null : (named.get(one.publicationId) ?? null);
    shown.push({ ...one, publication, ...(await explained(em, one, sources)) });
  }
  return shown;
}

/** Whether it reached the group in a quarter. */
export const within =
  ({ from, until }: Quarter) =>
  (one: Known) =>
    one.reachedAt >= from && one.reachedAt < until;

/** Each that counts with why it was missed: looked up only where the verdict alone does not say. */
export async function withReasons(em: EntityManager, all: Compared[]): Promise<Compared[]> {
  const sources = await readSources(em);
  const done: Compared[] = [];
  for (const one of all) {
    const needs = one.verdict === 'missed' && !one.reason && one.isCounted;
    done.push(needs ? { ...one, reason: (await explainMiss(em, one, sources)).reason } : one);
  }
  return done;
}

export interface MissedQuestion {
  quarter: Quarter;
  verdict?: Verdict | undefined;
  way?: Known['way'] | undefined;
  reason?: MissReason | undefined;
  page: number;
  size: number;
}

export interface QuarterFigures extends Recall {
  quarter: Quarter;
}

export interface Missed {
  quarter: Quarter;
  recall: Recall;
  /** The quarters up to this one, newest first. */
  quarters: QuarterFigures[];
  total: number;
  page: number;
  size: number;
  /** Newest first. */
  items: ShownCompared[];
}

/** How many quarters are told side by side. */
const told = 8;

/** The quarter of an instant; the present one if left out. */
export const presentQuarter = ({ clock }: Pick<Services, 'clock'>): Quarter =>
  quarterOf(londonDay(clock()));

/** Recall and lead time of a quarter and those before it, and what reached the group in it. */
export async function showMissed({ em }: Work, question: MissedQuestion): Promise<Missed> {
  const { quarter, verdict, way, reason, page, size } = question;
  const compared = await compareAll(em, { until: quarter.until });
  const own = await withReasons(em, compared.filter(within(quarter)));
  const counted = own.filter(({ isCounted }) => isCounted);
  const quarters = Array.from({ length: told }, (_, back) => quartersBefore(quarter, back));
  const wanted = own
    .filter((one) => !verdict || (one.verdict === verdict && one.isCounted))
    .filter((one) => !way || one.way === way)
    .filter((one) => !reason || (one.reason === reason && one.isCounted))
    .reverse();
  const figures = quarters.map((one) => ({
    quarter: one,
    ...figuresOf(
      one.quarter === quarter.quarter
        ? counted
        : compared.filter(within(one)).filter(({ isCounted }) => isCounted),
    ),
  }));
  // Quarters from before anything was known are not told.
  const last = figures.findLastIndex(({ known }) => known > 0);
  return {
    quarter,
    recall: figuresOf(counted),
    quarters: figures.slice(0, Math.max(1, last + 1)),
    total: wanted.length,
    page,
    size,
    items: await shownOf(em, wanted.slice((page - 1) * size, page * size)),
  };
}

/** One thing that reached the group by another way. @throws {NotFound} */
export async function showMention({ em }: Work, mentionId: number): Promise<ShownCompared> {
  const one = (await compareAll(em, { isWanted: ({ id }) => id === mentionId }))[0];
  if (!one) throw new NotFound('mention', mentionId);
  const [shown] = await shownOf(em, [one]);
  if (!shown) throw new NotFound('mention', mentionId);
  return shown;
}

/** The instant by which something given with a day reached the group: its end, or now. */
export function reachedBy(day: string, now: Date): Date {
  const end = new Date(londonInstant(addDays(day, 1)).getTime() - 1);
  return end < now ? end : now;
}
