import { Candidate, Publication, Scan, Source } from '#shared/entities/index.ts';
import { addDays, inWordsWithoutYear, londonDay, weekdayInWords } from '#shared/london.ts';
import type { Services } from '#shared/services.ts';
import { week } from '#shared/text/durations.ts';
import { counted } from '#shared/text/in-words.ts';
import { isReadable } from './readable-kinds.ts';
import { lastingHealthOf } from './source-health.ts';
import { strayingBySource, strayingInWords } from './straying.ts';
import { showWorkerHealth, type WorkerHealth } from './worker-health.ts';

export interface SourceAssurance {
  id: number;
  name: string;
  visits: number;
  failures: number;
  /** Entries it offered in the week, each counted once however often the source was visited. */
  offered: number;
  /** … of those, never offered before. */
  fresh: number;
  /** Times that something was offered otherwise than before. */
  changed: number;
  /** It was read at least once. */
  isRead: boolean;
}

/** What was seen in one week, and what could not be. */
export interface Assurance {
  from: Date;
  to: Date;
  /** The week up to now, rather than one before. */
  isPresent: boolean;
  sources: number;
  readThisWeek: number;
  failing: { id: number; name: string; since: Date | null; reason: string | null }[];
  /** Quieter than expected, or ended: read without trouble, and yet worth a look. */
  quiet: { id: number; name: string; explanation: string }[];
  /** Read without trouble, but entries lead to what is not theirs: the front page, a sign-in. */
  astray: { id: number; name: string; explanation: string }[];
  /** Entries offered in the week, each counted once. */
  offered: number;
  fresh: number;
  /** Publications that could not be read, or not in full, and are tried again. */
  unread: number;
  publications: number;
  bySource: SourceAssurance[];
  /** Whether a worker is at work now: without one nothing of this goes on. */
  worker: WorkerHealth;
  /** The same in one sentence, as pages, mails and programs tell it. */
  words: string;
}

/**
 * Entries that sources offered in this time: those first offered before its end, and last offered
 * since its beginning. A list that is read again offers the same entries, not more of them.
 */
async function offeredBetween(em: Services['em'], from: Date, until: Date) {
  const rows: Record<'source_id' | 'offered' | 'fresh', number | string>[] = await em.execute(
    `select source_id, count(*) as offered,
            sum(case when first_offered_at >= ? then 1 else 0 end) as fresh
       from candidate where first_offered_at < ? and last_offered_at >= ? group by source_id`,
    [from, until, from],
  );
  return new Map(
    rows.map((row) => [
      Number(row.source_id),
      { offered: Number(row.offered), fresh: Number(row.fresh) },
    ]),
  );
}

/** Sources that fail now, and those that are quieter than expected or have ended. */
function inTrouble(sources: Source[], at: Date): Pick<Assurance, 'failing' | 'quiet'> {
  const all = sources.map((source) => ({ source, health: lastingHealthOf(source, at, true) }));
  return {
    failing: all
      .filter(({ health }) => health.state === 'failing')
      .map(({ source }) => ({
        id: source.id,
        name: source.name,
        since: source.firstFailedAt ?? null,
        reason: source.failureReason ?? null,
      })),
    quiet: all
      .filter(({ health }) => health.state === 'quiet' || health.state === 'ended')
      .map(({ source, health: { explanation } }) => ({
        id: source.id,
        name: source.name,
        explanation,
      })),
  };
}

/**
 * What the worker can vouch for: the seven days up to `to`. States ("failing", "quiet") are those of
 * now, whatever the week.
 *
 * @param given.to the end of the week; now when left out
 */
export async function scanAssurance(
  { em, clock }: Pick<Services, 'em' | 'clock'>,
  given: { to?: Date } = {},
): Promise<Assurance> {
  const at = clock();
  const to = given.to ?? at;
  const from = new Date(to.getTime() - week);
  const until = new Date(to.getTime() + 1);
  const watched = (await em.find(Source, { isPaused: false }, { orderBy: { name: 'asc' } })).filter(
    ({ kind }) => isReadable(kind),
  );
  const scans = await em.find(
    Scan,
    { startedAt: { $gte: from, $lt: until } },
    { fields: ['source', 'changed', 'outcome'] },
  );
  const offered = await offeredBetween(em, from, until);
  const bySource = watched.map((source): SourceAssurance => {
    const own = scans.filter((scan) => scan.source.id === source.id);
    return {
      id: source.id,
      name: source.name,
      visits: own.length,
      failures: own.filter(({ outcome }) => outcome === 'failed').length,
      ...(offered.get(source.id) ?? { offered: 0, fresh: 0 }),
      changed: own.reduce((total, { changed }) => total + changed, 0),
      isRead: own.some(({ outcome }) => outcome === 'read' || outcome === 'not-modified'),
    };
  });
  const straying = await strayingBySource(em);
  const told = {
    from,
    to,
    isPresent: to >= at,
    sources: watched.length,
    readThisWeek: bySource.filter(({ isRead }) => isRead).length,
    ...inTrouble(watched, at),
    astray: watched.flatMap(({ id, name }) => {
      const found = straying.get(id);
      return found ? { id, name, explanation: strayingInWords(found) } : [];
    }),
    offered: bySource.reduce((sum, one) => sum + one.offered, 0),
    fresh: bySource.reduce((sum, one) => sum + one.fresh, 0),
    unread: await em.count(Candidate, { state: 'unread' }),
    publications: await em.count(Publication),
    bySource,
    worker: await showWorkerHealth({ em, clock }),
  };
  return { ...told, words: inWords(told, at) };
}

const numbers = ['no', 'one', 'two', 'three', 'four', 'five', 'six', 'seven', 'eight', 'nine'];
const numberInWords = (count: number) => numbers[count] ?? String(count);

/** "today", "Tuesday", or "8 September" where that was a week ago or longer. */
function dayInWords(at: Date, now: Date): string {
  const [day, today] = [londonDay(at), londonDay(now)];
  if (day >= today) return 'today';
  return day > addDays(today, -7) ? weekdayInWords(day) : inWordsWithoutYear(day);
}

/** "two failing since Tuesday"; the longest trouble is told where they differ. */
function failingInWords({ failing }: Omit<Assurance, 'words'>, now: Date): string | null {
  if (failing.length === 0) return null;
  const since = failing.flatMap(({ since }) => since ?? []).sort((a, b) => +a - +b);
  const days = new Set(since.map((at) => dayInWords(at, now)));
  const [first] = days;
  const count = `${numberInWords(failing.length)} failing`;
  if (!first) return count;
  return days.size === 1 ? `${count} since ${first}` : `${count}, the first since ${first}`;
}

/**
 * "38 of 40 sources read this week; two failing since Tuesday; 214 offered, 31 new, 3 could not be
 * read." Of a week before, only what happened in it is told: not what is failing now.
 */
function inWords(assurance: Omit<Assurance, 'words'>, now: Date): string {
  const { sources, readThisWeek, quiet, astray, offered, fresh, unread, isPresent, to } = assurance;
  const when = isPresent ? 'this week' : `in the week to ${inWordsWithoutYear(londonDay(to))}`;
  const parts = [
    `${readThisWeek} of ${counted(sources, 'source')} read ${when}`,
    isPresent ? failingInWords(assurance, now) : null,
    isPresent && quiet.length > 0
      ? `${numberInWords(quiet.length)} quieter than expected or ended`
      : null,
    isPresent && astray.length > 0
      ? `${numberInWords(astray.length)} with entries that lead elsewhere`
      : null,
    `${offered} offered, ${fresh} new${isPresent ? `, ${unread} could not be read` : ''}`,
  ];
  return `${parts.filter(Boolean).join('; ')}.`;
}
