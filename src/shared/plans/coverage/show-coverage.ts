import {
  type EntryStatus,
  Plan,
  PlanEntry,
  Publication,
  pursuedEntries,
} from '#shared/entities/index.ts';
import { addDays, londonDay } from '#shared/london.ts';
import type { Services } from '#shared/services.ts';
import { type LinkedFacts, linkedNow } from '../links/linked-facts.ts';
import {
  type CoverageGap,
  coverageGapNames,
  type EvidenceKind,
  evidenceKindOf,
} from './evidence-kinds.ts';

export interface CoverageFilter {
  planId?: number | undefined;
  owner?: string | undefined;
  theme?: string | undefined;
  status?: EntryStatus | undefined;
  gap?: CoverageGap | undefined;
}

/** What of one kind is behind an entry. */
export interface CoverageCell {
  publications: number;
  /** "YYYY-MM-DD" of the newest; null where none has a date. */
  newestOn: string | null;
}

export interface CoverageRow {
  id: number;
  plan: string;
  ref: string;
  text: string;
  owner: string | null;
  status: EntryStatus;
  cells: Partial<Record<EvidenceKind, CoverageCell>>;
  publications: number;
  newestOn: string | null;
  /** The worst first. */
  gaps: CoverageGap[];
}

export interface Coverage {
  plan: { id: number; title: string } | null;
  plans: { id: number; title: string }[];
  owners: string[];
  themes: string[];
  /** Gaps first. */
  rows: CoverageRow[];
  /** Before the filter by gap. */
  counts: Record<CoverageGap, number>;
  total: number;
  /** Kept publications that nobody linked: the newest, and how many there are. */
  unlinked: {
    total: number;
    items: { id: number; title: string; publisher: string; publishedOn: string | null }[];
  };
}

const year = 365;
const mostUnlinked = 20;

interface Days {
  /** A year ago, and three. */
  silentBefore: string;
  oldBefore: string;
}

type Evidence = Pick<LinkedFacts, 'bearing' | 'linkedAt' | 'publication'>;

const newest = (days: (string | null | undefined)[]) =>
  days.reduce<string | null>((best, day) => (day && (!best || day > best) ? day : best), null);

/** A challenge is answered by progress noted, or by another link, after it. */
function isChallenged(links: readonly Evidence[], notedAt: Date | undefined): boolean {
  const challenges = links.filter(({ bearing }) => bearing === 'challenges');
  return challenges.some(
    ({ linkedAt }) =>
      !(notedAt && notedAt > linkedAt) &&
      !links.some((other) => other.bearing !== 'challenges' && other.linkedAt > linkedAt),
  );
}

function gapsOf(links: readonly Evidence[], notedAt: Date | undefined, days: Days): CoverageGap[] {
  if (links.length === 0) return ['none'];
  const newestOn = newest(links.map(({ publication }) => publication.publishedOn));
  const isSo: Record<CoverageGap, boolean> = {
    none: false,
    challenged: isChallenged(links, notedAt),
    withdrawn: links.some(({ publication }) => publication.standing.length > 0),
    'news only': links.every(({ publication }) => evidenceKindOf(publication.type) === 'news'),
    old: !newestOn || newestOn < days.oldBefore,
    silent: !!newestOn && newestOn < days.silentBefore && newestOn >= days.oldBefore,
  };
  return coverageGapNames.filter((gap) => isSo[gap]);
}

function cellsOf(links: readonly Evidence[]): CoverageRow['cells'] {
  const cells: CoverageRow['cells'] = {};
  const once = new Map(links.map(({ publication }) => [publication.id, publication]));
  for (const { type, publishedOn } of once.values()) {
    const kind = evidenceKindOf(type);
    const cell = cells[kind] ?? { publications: 0, newestOn: null };
    cells[kind] = {
      publications: cell.publications + 1,
      newestOn: newest([cell.newestOn, publishedOn]),
    };
  }
  return cells;
}

/** Kept publications without a link, newest first. */
async function unlinkedOf(em: Services['em']): Promise<Coverage['unlinked']> {
  const isUnlinked = `p.status = 'kept' and p.takedown is null and p.merged_into_id is null
    and not exists (select 1 from link l where l.publication_id = p.id and l.removed_at is null)`;
  const [count] = await em.execute<{ total: number | string }[]>(
    `select count(*) as total from publication p where ${isUnlinked}`,
  );
  const ids = await em.execute<{ id: number | string }[]>(
    `select p.id from publication p where ${isUnlinked} order by p.published_on desc, p.id desc limit ${mostUnlinked}`,
  );
  const rows = await em.find(
    Publication,
    { id: { $in: ids.map(({ id }) => Number(id)) } },
    { orderBy: { publishedOn: 'desc', id: 'desc' } },
  );
  const items = rows.map(({ id, title, publisher, publishedOn }) => ({
    id,
    title,
    publisher,
    publishedOn: publishedOn ?? null,
  }));
  return { total: Number(count?.total ?? 0), items };
}

function rowOf(
  entry: PlanEntry,
  links: readonly Evidence[],
  notedAt: Date | undefined,
  days: Days,
): CoverageRow {
  return {
    id: entry.id,
    plan: entry.plan.title,
    ref: entry.ref,
    text: entry.text,
    owner: entry.ownerAgency ?? null,
    status: entry.status,
    cells: cellsOf(links),
    publications: new Set(links.map(({ publication }) => publication.id)).size,
    newestOn: newest(links.map(({ publication }) => publication.publishedOn)),
    gaps: gapsOf(links, notedAt, days),
  };
}

/** When progress was last noted of each entry of which any was. */
async function lastNotes(em: Services['em']): Promise<Map<number, Date>> {
  const rows = await em.execute<{ id: number; at: Date | number | string }[]>(
    'select entry_id as id, max(noted_at) as at from progress_note group by entry_id',
  );
  return new Map(rows.map(({ id, at }) => [Number(id), new Date(at)]));
}

const severity = ({ gaps }: CoverageRow) =>
  gaps.length === 0 ? coverageGapNames.length : coverageGapNames.indexOf(gaps[0] as CoverageGap);

/**
 * Entries of all plans, or of one, against kinds of evidence and their age: gaps first. Kept publications
 * that nobody linked stand beside.
 */
export async function showCoverage(
  { em, clock }: Pick<Services, 'em' | 'clock'>,
  filter: CoverageFilter,
): Promise<Coverage> {
  const plans = await em.find(Plan, {}, { orderBy: { id: 'desc' } });
  const plan = plans.find(({ id }) => id === filter.planId) ?? null;
  const wanted = pursuedEntries(filter.planId ? [filter.planId] : undefined);
  const entries = await em.find(PlanEntry, wanted, {
    populate: ['plan'],
    orderBy: { plan: 'asc', position: 'asc', id: 'asc' },
  });
  const links = Map.groupBy(await linkedNow(em, filter), ({ entryId }) => entryId);
  const notes = await lastNotes(em);
  const today = londonDay(clock());
  const days = { silentBefore: addDays(today, -year), oldBefore: addDays(today, -3 * year) };
  const { owner, theme, status, gap } = filter;
  const rows = entries
    .filter(
      (entry) =>
        (!owner || entry.ownerAgency === owner) &&
        (!theme || entry.themes.includes(theme)) &&
        (!status || entry.status === status),
    )
    .map((entry) => rowOf(entry, links.get(entry.id) ?? [], notes.get(entry.id), days))
    // The order of the plan is kept among those that are as bad.
    .sort((one, other) => severity(one) - severity(other));
  const count = (one: CoverageGap) => rows.filter(({ gaps }) => gaps.includes(one)).length;
  return {
    plan: plan && { id: plan.id, title: plan.title },
    plans: plans.map(({ id, title }) => ({ id, title })),
    owners: [...new Set(entries.flatMap(({ ownerAgency }) => ownerAgency ?? []))].sort(),
    themes: [...new Set(entries.flatMap((entry) => entry.themes))].sort(),
    rows: gap ? rows.filter(({ gaps }) => gaps.includes(gap)) : rows,
    counts: Object.fromEntries(
      coverageGapNames.map((one) => [one, count(one)]),
    ) as Coverage['counts'],
    total: rows.length,
    unlinked: await unlinkedOf(em),
  };
}
