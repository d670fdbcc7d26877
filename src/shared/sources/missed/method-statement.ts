import type { EntityManager } from '#shared/database/open-database.ts';
import { MethodChange, SiftMinutes, Source, type SourceKind } from '#shared/entities/index.ts';
import { conceptLabels } from '#shared/library/concept-labels.ts';
import { describeQuery } from '#shared/library/describe-query.ts';
import { readSearchQuery } from '#shared/library/read-search-query.ts';
import { daysOfWeek } from '#shared/london.ts';
import type { Services } from '#shared/services.ts';
import type { Quarter } from '#shared/text/quarters.ts';
import { changeInWords } from './change-in-words.ts';
import { wasPaused } from './explain-miss.ts';
import { figuresOf, type Recall } from './figures.ts';
import { rankSources, type SourceYield } from './rank-sources.ts';
import { compareAll, type ShownCompared, shownOf, within, withReasons } from './show-missed.ts';

export interface StatedSource {
  id: number;
  name: string;
  kind: SourceKind;
  url: string;
  query: string | null;
  visits: number;
  /** Visits that failed. */
  failed: number;
  /** Publications first seen in the quarter that it offered. */
  found: number;
}

/** What the scan looked at in a quarter, what changed, and what it missed. */
export interface MethodStatement {
  quarter: Quarter;
  /** The quarter is over; else it is told up to now. */
  isOver: boolean;
  drawnUpAt: Date;
  /** Switched on at the end of the quarter, as they were then. */
  sources: StatedSource[];
  visits: number;
  failedVisits: number;
  /** Searches that everybody shares, as they stood at the end. */
  searches: { name: string; words: string }[];
  changes: { at: Date; words: string }[];
  /** Switched off, or ended by their publisher, in the quarter. */
  dropped: { name: string; at: Date; words: string }[];
  found: { publications: number; byHand: number; kept: number; keptByHand: number };
  /** How long sifts took, in those weeks for which somebody noted it. */
  sifting: { minutes: number; weeks: number };
  recall: Recall;
  missed: ShownCompared[];
  yields: SourceYield[];
}

type Work = Pick<Services, 'em' | 'clock'>;

/** A row as it stood before some changes: undone from the latest back. */
function asItStood<T extends object>(row: T, changesSince: MethodChange[]): T {
  const stood = { ...row };
  for (const { before } of changesSince.toReversed()) Object.assign(stood, before);
  return stood;
}

async function visitsBySource(em: EntityManager, { from, until }: Quarter) {
  const rows: { source_id: number; n: number; failed: number }[] = await em.execute(
    `select source_id, count(*) as n,
            sum(case when outcome in ('failed', 'abandoned') then 1 else 0 end) as failed
       from scan where started_at >= ? and started_at < ? group by source_id`,
    [from, until],
  );
  return new Map(
    rows.map((row) => [
      Number(row.source_id),
      { visits: Number(row.n), failed: Number(row.failed) },
    ]),
  );
}

async function sourcesThen(
  em: EntityManager,
  quarter: Quarter,
  given: { changes: MethodChange[]; yields: SourceYield[]; at: Date },
) {
  const { changes, yields } = given;
  const end = new Date(Math.min(quarter.until.getTime() - 1, given.at.getTime()));
  const ofSources = changes.filter(({ subject }) => subject === 'source');
  const all = await em.find(
    Source,
    { kind: { $ne: 'manual' }, createdAt: { $lte: end } },
    { orderBy: { name: 'asc' } },
  );
  const visits = await visitsBySource(em, quarter);
  const pauses = ofSources.filter(({ after }) => typeof after?.isPaused === 'boolean');
  const hasEnded = ({ endedAt }: Source) => !!endedAt && endedAt <= end;
  const watched = all.filter((one) => !wasPaused(one, pauses, end) && !hasEnded(one));
  const sources = watched.map((source): StatedSource => {
    const since = ofSources.filter((one) => one.subjectId === String(source.id) && one.at > end);
    const { id, name, kind, url, query } = asItStood(
      { id: source.id, name: source.name, kind: source.kind, url: source.url, query: source.query },
      since.filter(({ action }) => action === 'source.changed'),
    );
    const own = visits.get(id) ?? { visits: 0, failed: 0 };
    const found = yields.find((one) => one.id === id)?.foundInQuarter ?? 0;
    return { id, name, kind, url, query: query ?? null, ...own, found };
  });
  const switchedOff = all.flatMap((source) => {
    const last = pauses.findLast(
      ({ subjectId, at }) => subjectId === String(source.id) && at <= end,
    );
    const isOff = last?.after?.isPaused === true && last.at >= quarter.from;
    return isOff ? [{ name: source.name, at: last.at, words: 'Switched off.' }] : [];
  });
  const ended = all.flatMap(({ name, endedAt }) =>
    endedAt && endedAt >= quarter.from && endedAt <= end
      ? [{ name, at: endedAt, words: 'Its publisher ended it.' }]
      : [],
  );
  return { sources, dropped: [...switchedOff, ...ended].sort((a, b) => +a.at - +b.at), visits };
}

/** Shared searches as the changes up to an instant left them. */
function searchesThen(
  changes: MethodChange[],
  end: Date,
): Map<string, { name: string; search: string }> {
  const searches = new Map<string, { name: string; search: string }>();
  for (const { subject, subjectId, action, name, after, at } of changes) {
    if (subject !== 'search' || at > end) continue;
    const isShared = action === 'search.shared' || (action === 'search.changed' && after?.isShared);
    if (isShared) searches.set(subjectId, { name, search: String(after?.search ?? '') });
    else searches.delete(subjectId);
  }
  return searches;
}

async function foundIn(
  em: EntityManager,
  { from, until }: Quarter,
): Promise<MethodStatement['found']> {
  const [row]: Record<'n' | 'by_hand' | 'kept' | 'kept_by_hand', number | null>[] =
    await em.execute(
      `select count(*) as n,
            sum(case when s.kind = 'manual' then 1 else 0 end) as by_hand,
            sum(case when p.status = 'kept' then 1 else 0 end) as kept,
            sum(case when p.status = 'kept' and s.kind = 'manual' then 1 else 0 end) as kept_by_hand
       from publication p join source s on s.id = p.source_id
      where p.merged_into_id is null and p.first_seen_at >= ? and p.first_seen_at < ?`,
      [from, until],
    );
  return {
    publications: Number(row?.n ?? 0),
    byHand: Number(row?.by_hand ?? 0),
    kept: Number(row?.kept ?? 0),
    keptByHand: Number(row?.kept_by_hand ?? 0),
  };
}

/** Minutes that people noted of weeks that began in the quarter. */
async function siftingIn(em: EntityManager, { startsOn, endsOn }: Quarter) {
  const rows = (await em.find(SiftMinutes, {})).filter(({ week }) => {
    const monday = daysOfWeek(week)?.startsOn ?? '';
    return monday >= startsOn && monday <= endsOn;
  });
  return {
    minutes: rows.reduce((sum, { minutes }) => sum + minutes, 0),
    weeks: new Set(rows.map(({ week }) => week)).size,
  };
}

/**
 * What can be shown of how was scanned in a quarter. Sources and searches are as they stood at its end;
 * what is known of misses is what is known now.
 */
export async function drawUpMethod(
  { em, clock }: Work,
  quarter: Quarter,
): Promise<MethodStatement> {
  const drawnUpAt = clock();
  const end = new Date(Math.min(quarter.until.getTime() - 1, drawnUpAt.getTime()));
  const changes = await em.find(MethodChange, {}, { orderBy: { at: 'asc', id: 'asc' } });
  const yields = await rankSources({ em }, { quarter });
  const { sources, dropped, visits } = await sourcesThen(em, quarter, {
    changes,
    yields,
    at: drawnUpAt,
  });
  const concepts = await conceptLabels(em);
  const reached = { isWanted: within(quarter), until: quarter.until };
  const own = (await compareAll(em, reached)).filter(({ isCounted }) => isCounted);
  const counted = await withReasons(em, own);
  const changesThen = changes.filter(({ at }) => at >= quarter.from && at < quarter.until);
  const all = [...visits.values()];
  return {
    quarter,
    isOver: drawnUpAt >= quarter.until,
    drawnUpAt,
    sources,
    dropped,
    visits: all.reduce((sum, one) => sum + one.visits, 0),
    failedVisits: all.reduce((sum, one) => sum + one.failed, 0),
    searches: [...searchesThen(changes, end).values()].map(({ name, search }) => ({
      name,
      words: describeQuery(readSearchQuery(new URLSearchParams(search)), concepts),
    })),
    changes: changesThen.flatMap((change) =>
      changeInWords(change).map((words) => ({ at: change.at, words })),
    ),
    found: await foundIn(em, quarter),
    sifting: await siftingIn(em, quarter),
    recall: figuresOf(counted),
    missed: await shownOf(
      em,
      counted.filter(({ verdict }) => verdict === 'missed'),
    ),
    yields,
  };
}
