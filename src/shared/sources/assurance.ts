import { Candidate, Publication, Scan, Source } from '#shared/entities/index.ts';
import type { Services } from '#shared/services.ts';
import { isReadable } from './readable-kinds.ts';
import { healthOf } from './source-health.ts';

const day = 86_400_000;
const week = 7 * day;

export interface SourceAssurance {
  id: number;
  name: string;
  visits: number;
  failures: number;
  offered: number;
  fresh: number;
  changed: number;
  /** It was read at least once. */
  isRead: boolean;
}

/** What was seen in one week, and what could not be. */
export interface Assurance {
  from: Date;
  to: Date;
  sources: number;
  readThisWeek: number;
  failing: { id: number; name: string; since: Date | null; reason: string | null }[];
  /** Quieter than expected, or ended: read without trouble, and yet worth a look. */
  quiet: { id: number; name: string; explanation: string }[];
  offered: number;
  fresh: number;
  /** Publications that could not be read, or not in full, and are tried again. */
  unread: number;
  publications: number;
  bySource: SourceAssurance[];
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
  const watched = (await em.find(Source, { isPaused: false }, { orderBy: { name: 'asc' } })).filter(
    ({ kind }) => isReadable(kind),
  );
  const scans = await em.find(
    Scan,
    { startedAt: { $gte: from, $lt: to } },
    { fields: ['source', 'offered', 'fresh', 'changed', 'outcome'] },
  );
  const bySource = watched.map((source): SourceAssurance => {
    const own = scans.filter((scan) => scan.source.id === source.id);
    const sum = (pick: (scan: (typeof own)[number]) => number) =>
      own.reduce((total, scan) => total + pick(scan), 0);
    return {
      id: source.id,
      name: source.name,
      visits: own.length,
      failures: own.filter(({ outcome }) => outcome === 'failed').length,
      offered: sum(({ offered }) => offered),
      fresh: sum(({ fresh }) => fresh),
      changed: sum(({ changed }) => changed),
      isRead: own.some(({ outcome }) => outcome === 'read' || outcome === 'not-modified'),
    };
  });
  const health = watched.map((source) => ({ source, health: healthOf(source, at, true) }));
  return {
    from,
    to,
    sources: watched.length,
    readThisWeek: bySource.filter(({ isRead }) => isRead).length,
    failing: health
      .filter((one) => one.health.state === 'failing')
      .map(({ source }) => ({
        id: source.id,
        name: source.name,
        since: source.firstFailedAt ?? null,
        reason: source.failureReason ?? null,
      })),
    quiet: health
      .filter((one) => one.health.state === 'quiet' || one.health.state === 'ended')
      .map(({ source, health: { explanation } }) => ({
        id: source.id,
        name: source.name,
        explanation,
      })),
    offered: scans.reduce((sum, { offered }) => sum + offered, 0),
    fresh: scans.reduce((sum, { fresh }) => sum + fresh, 0),
    unread: await em.count(Candidate, { state: 'unread' }),
    publications: await em.count(Publication),
    bySource,
  };
}

const plural = (count: number, one: string, many = `${one}s`) =>
  `${count} ${count === 1 ? one : many}`;

/** "38 of 40 sources read this week; 2 failing; 214 offered, 31 new; 3 could not be read." */
export function assuranceInWords(assurance: Assurance): string {
  const { sources, readThisWeek, failing, quiet, offered, fresh, unread } = assurance;
  return `${[
    `${readThisWeek} of ${plural(sources, 'source')} read this week`,
    failing.length > 0 ? `${failing.length} failing` : null,
    quiet.length > 0 ? `${quiet.length} quieter than expected or ended` : null,
    `${plural(offered, 'publication')} offered, ${fresh} of them new`,
    unread > 0
      ? `${unread} could not be read and ${unread === 1 ? 'is' : 'are'} tried again`
      : 'nothing waits unread',
  ]
    .filter(Boolean)
    .join('; ')}.`;
}
