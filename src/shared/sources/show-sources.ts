import { foundNow } from '#shared/database/without-taken-down.ts';
import {
  Candidate,
  Concept,
  Scan,
  Source,
  type SourceTest,
  WorkRequest,
} from '#shared/entities/index.ts';
import { NotFound } from '#shared/errors.ts';
import type { Services } from '#shared/services.ts';
import { isReadable } from './readable-kinds.ts';
import { type Health, healthOf } from './source-health.ts';
import { type Straying, strayingBySource, strayingInWords, withStraying } from './straying.ts';

export interface SourceLine {
  source: Source;
  health: Health;
  /** That entries of it lead to what is not theirs, as sentences; null where none do. */
  warning: string | null;
  publications: number;
  /** Offered publications that could not be read. */
  unread: number;
}

type Work = Pick<Services, 'em' | 'clock'>;

async function countsBySource(em: Services['em']) {
  const rows: { source_id: number | string; state: string; n: number | string }[] = await em
    .getConnection()
    .execute('select source_id, state, count(*) as n from candidate group by source_id, state');
  const counts = new Map<number, { publications: number; unread: number }>();
  for (const { source_id, state, n } of rows) {
    const known = counts.get(Number(source_id)) ?? { publications: 0, unread: 0 };
    if (state !== 'pending') known.publications += Number(n);
    if (state === 'unread') known.unread += Number(n);
    counts.set(Number(source_id), known);
  }
  return counts;
}

const healthAndWarning = (source: Source, at: Date, straying: Straying | undefined) => ({
  health: withStraying(healthOf(source, at, isReadable(source.kind)), straying),
  warning: straying ? strayingInWords(straying) : null,
});

/** Worst first: what needs a person is at the top. */
const order: Health['state'][] = [
  'failing',
  'ended',
  'quiet',
  'astray',
  'scanning',
  'waiting',
  'well',
  'by-hand',
  'paused',
];

/** All sources with their health. */
export async function listSources({ em, clock }: Work): Promise<SourceLine[]> {
  const at = clock();
  const counts = await countsBySource(em);
  const straying = await strayingBySource(em);
  const sources = await em.find(Source, {}, { orderBy: { name: 'asc' } });
  return sources
    .map((source) => ({
      source,
      ...healthAndWarning(source, at, straying.get(source.id)),
      publications: counts.get(source.id)?.publications ?? 0,
      unread: counts.get(source.id)?.unread ?? 0,
    }))
    .sort((a, b) => order.indexOf(a.health.state) - order.indexOf(b.health.state));
}

export interface Unread {
  title: string;
  url: string;
  reason: string | null;
  attempts: number;
  nextAttemptAt: Date | null;
  publicationId: number | null;
}

/** The latest test of a source, with what it found. */
export interface LastTest {
  state: WorkRequest['state'];
  /** Why it failed, as a sentence. */
  reason: string | null;
  found: SourceTest | null;
}

export interface SourceView extends SourceLine {
  scans: Scan[];
  unreadCandidates: Unread[];
  pending: number;
  /** The region it speaks for, by name. */
  regionName: string | null;
  /** The latest test, with what it found. */
  lastTest: LastTest | null;
}

async function lastTestOf(em: Services['em'], source: Source): Promise<LastTest | null> {
  const request = await em.findOne(
    WorkRequest,
    { source, kind: 'test' },
    { orderBy: { id: 'desc' } },
  );
  if (!request) return null;
  const { state, reason, test } = request;
  return { state, reason: reason ?? null, found: await foundNow(em, test) };
}

/** A source with its latest scans and what could not be read. @throws {NotFound} */
export async function showSource({ em, clock }: Work, sourceId: number): Promise<SourceView> {
  const source = await em.findOne(Source, sourceId);
  if (!source) throw new NotFound('source', sourceId);
  const counts = (await countsBySource(em)).get(sourceId);
  const scans = await em.find(
    Scan,
    { source },
    { orderBy: { startedAt: 'desc', id: 'desc' }, limit: 20 },
  );
  const unread = await em.find(
    Candidate,
    { source, $or: [{ state: 'unread' }, { state: 'pending', reason: { $ne: null } }] },
    { orderBy: { lastOfferedAt: 'desc' }, limit: 50, populate: ['publication'] },
  );
  return {
    source,
    ...healthAndWarning(source, clock(), (await strayingBySource(em)).get(sourceId)),
    publications: counts?.publications ?? 0,
    unread: counts?.unread ?? 0,
    pending: await em.count(Candidate, { source, state: 'pending' }),
    regionName: source.region
      ? ((await em.findOne(Concept, { id: source.region }))?.label ?? source.region)
      : null,
    scans,
    unreadCandidates: unread.map((candidate) => ({
      title: candidate.offer.title || candidate.offer.url,
      url: candidate.offer.url,
      reason: candidate.reason ?? null,
      attempts: candidate.attempts,
      nextAttemptAt: candidate.nextAttemptAt ?? null,
      publicationId: candidate.publication?.id ?? null,
    })),
    lastTest: await lastTestOf(em, source),
  };
}

/** Scans of a source, newest first. @throws {NotFound} */
export async function listScans(
  { em }: Pick<Services, 'em'>,
  given: { sourceId: number; page: number; size: number },
) {
  const source = await em.findOne(Source, given.sourceId);
  if (!source) throw new NotFound('source', given.sourceId);
  const { page, size } = given;
  const [items, total] = await em.findAndCount(
    Scan,
    { source },
    { orderBy: { id: 'desc' }, limit: size, offset: (page - 1) * size },
  );
  return { total, page, size, items };
}
