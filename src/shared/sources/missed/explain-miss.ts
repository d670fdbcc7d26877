import { getDomain } from 'tldts';
import type { EntityManager } from '#shared/database/open-database.ts';
import { MethodChange, Source } from '#shared/entities/index.ts';
import { addDays, inWords, londonDay, londonInstant } from '#shared/london.ts';
import { canonicalAddress, hostOf, isWebAddress } from '#shared/text/address.ts';
import { plainTitle } from '#shared/text/different-things.ts';
import { counted, listed, quoted } from '#shared/text/in-words.ts';
import type { Known } from './known.ts';
import type { MissReason } from './words.ts';

/** Why the scan did not offer something in time. */
export interface Explained {
  reason: MissReason;
  /** The same as a sentence, with the source and the days. */
  words: string;
  /** The source that would have had it; null where there was none. */
  source: { id: number; name: string } | null;
}

/** Without a day of publication, visits of this many days before it reached the group are looked at. */
const lookedBack = 28;

/** Publishers' sites: the whole of gov.uk is nobody's, and a council's pages are its own. */
const siteOf = (url: string): string =>
  getDomain(url, { allowPrivateDomains: true }) ?? hostOf(url);

interface Visits {
  sourceId: number;
  well: number;
  failed: number;
}

/** What the rule looks at: read once, for any number of misses. */
export interface Sources {
  all: Source[];
  /** Pausing and switching on, oldest first. */
  pauses: MethodChange[];
}

/** Sources that scan by themselves, and when they were paused. */
export async function readSources(em: EntityManager): Promise<Sources> {
  const all = await em.find(Source, { kind: { $ne: 'manual' } }, { orderBy: { id: 'asc' } });
  const changes = await em.find(
    MethodChange,
    { subject: 'source', action: 'source.changed' },
    { orderBy: { at: 'asc', id: 'asc' } },
  );
  return { all, pauses: changes.filter(({ after }) => typeof after?.isPaused === 'boolean') };
}

/** Whether a source was paused at an instant: what was changed after it tells, else how it is now. */
export function wasPaused({ id, isPaused }: Source, pauses: MethodChange[], at: Date): boolean {
  const own = pauses.filter(({ subjectId }) => subjectId === String(id));
  const next = own.find((change) => change.at > at);
  return next ? next.before?.isPaused === true : isPaused;
}

const bySamePublisher = (source: Source, publisher: string | null) =>
  !!publisher && plainTitle(source.publisher) === plainTitle(publisher);

/** Sources of which something at this site, or by this publisher, is in the library by then. */
async function thatHadOffered(em: EntityManager, known: Known): Promise<Set<number>> {
  const host = known.url && isWebAddress(known.url) ? hostOf(canonicalAddress(known.url)) : '';
  const rows: { id: number }[] = host
    ? await em.execute(
        `select distinct g.source_id as id from identifier i
           join publication p on p.id = i.publication_id
           join sighting g on g.publication_id = p.id
          where i.scheme = 'address' and i.value like ? and g.seen_at <= ?`,
        [`https://${host.replace(/[%_]/g, '')}/%`, known.reachedAt],
      )
    : await em.execute(
        `select distinct g.source_id as id from publication p
           join sighting g on g.publication_id = p.id
          where p.publisher = ? and g.seen_at <= ?`,
        [known.publisher ?? '', known.reachedAt],
      );
  return new Set(rows.map(({ id }) => Number(id)));
}

/** Visits to some sources between two instants, by how they ended. */
async function visitsTo(
  em: EntityManager,
  ids: number[],
  { from, until }: { from: Date; until: Date },
): Promise<Visits[]> {
  const rows: { source_id: number; outcome: string; n: number }[] = await em.execute(
    `select source_id, outcome, count(*) as n from scan
      where source_id in (${ids.map(() => '?').join(', ')}) and started_at >= ? and started_at <= ?
      group by source_id, outcome`,
    [...ids, from, until],
  );
  return ids.map((sourceId) => {
    const own = rows.filter((row) => Number(row.source_id) === sourceId);
    const count = (...outcomes: string[]) =>
      own
        .filter(({ outcome }) => outcomes.includes(outcome))
        .reduce((sum, { n }) => sum + Number(n), 0);
    return {
      sourceId,
      well: count('read', 'not-modified'),
      failed: count('failed', 'abandoned'),
    };
  });
}

const named = ({ id, name }: Source) => ({ id, name });
const names = (sources: Source[]) => listed(sources.slice(0, 3).map(({ name }) => quoted(name)));

/** No source looks there: or it did not yet, or it was switched off. */
function withoutSource(known: Known, covering: Source[], { pauses }: Sources): Explained {
  const [source] = covering;
  if (!source) {
    const where = known.url ? `at ${siteOf(known.url)}` : 'for its publisher';
    return { reason: 'no-source', words: `No source looks ${where}.`, source: null };
  }
  const isLater = source.createdAt > known.reachedAt;
  const paused = pauses.filter(
    ({ subjectId, after, at }) =>
      subjectId === String(source.id) && after?.isPaused === true && at <= known.reachedAt,
  );
  const since = paused.at(-1)?.at;
  return {
    reason: 'no-source',
    words: isLater
      ? `No source looked there yet: ${quoted(source.name)} was added on ${inWords(londonDay(source.createdAt))}.`
      : `${quoted(source.name)} would have had it, but was switched off${since ? ` since ${inWords(londonDay(since))}` : ''}.`,
    source: named(source),
  };
}

const asked = (source: Source) =>
  source.query ? ` What it asks for (${source.query}) leaves it out.` : '';

/** What the visits of those that cover it say: failing, not visited, or read and yet not offered. */
async function fromVisits(em: EntityManager, known: Known, active: Source[]): Promise<Explained> {
  const until = known.reachedAt;
  const published = known.publishedOn ? londonInstant(known.publishedOn) : null;
  const from =
    published && published < until
      ? published
      : londonInstant(addDays(londonDay(until), -lookedBack));
  const visits = await visitsTo(
    em,
    active.map(({ id }) => id),
    { from, until },
  );
  const of = (sourceId: number) => active.filter(({ id }) => id === sourceId);
  const read = visits.filter(({ well }) => well > 0).flatMap(({ sourceId }) => of(sourceId));
  const failing = visits.filter(({ failed }) => failed > 0).flatMap(({ sourceId }) => of(sourceId));
  const [first] = read;
  if (first) {
    return {
      reason: 'outside-filter',
      words: `${names(read)} ${read.length === 1 ? 'was' : 'were'} read meanwhile and did not offer it.${asked(first)}`,
      source: named(first),
    };
  }
  const [failed] = failing;
  if (failed) {
    const times = visits.reduce((sum, visit) => sum + visit.failed, 0);
    return {
      reason: 'source-failing',
      words: `${names(failing)} could not be read: ${counted(times, 'visit')} failed from ${inWords(londonDay(from))} to ${inWords(londonDay(until))}.`,
      source: named(failed),
    };
  }
  const [waiting] = active;
  return {
    reason: 'not-yet-read',
    words: `${active.length > 0 ? names(active) : 'Its source'} had not been visited between its publication and the day it reached us.`,
    source: waiting ? named(waiting) : null,
  };
}

/**
 * Why no source had offered something by the time it reached the group: asked where what the scan had
 * does not say it itself. A source covers it when it is of the same site or publisher, or has had
 * something from there before.
 */
export async function explainMiss(
  em: EntityManager,
  known: Known,
  sources: Sources,
): Promise<Explained> {
  const site = known.url && isWebAddress(known.url) ? siteOf(known.url) : null;
  const had = await thatHadOffered(em, known);
  const covering = sources.all.filter(
    (source) =>
      had.has(source.id) ||
      (site !== null && siteOf(source.url) === site) ||
      bySamePublisher(source, known.publisher),
  );
  const active = covering.filter(
    (source) =>
      source.createdAt <= known.reachedAt &&
      !wasPaused(source, sources.pauses, known.reachedAt) &&
      !(source.endedAt && source.endedAt <= known.reachedAt),
  );
  return active.length === 0
    ? withoutSource(known, covering, sources)
    : fromVisits(em, known, active);
}
