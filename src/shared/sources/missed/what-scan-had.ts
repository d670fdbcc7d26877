import type { EntityManager } from '#shared/database/open-database.ts';
import { canonicalAddress, isWebAddress } from '#shared/text/address.ts';
import type { Known, SetAside } from './known.ts';

/** What the scan had of one publication by itself: nothing that people brought counts. */
export interface Had {
  /** When a source first offered it; null: none ever did. */
  offeredAt: Date | null;
  /** When what was offered was first read into the library; null: not yet. */
  readAt: Date | null;
  /** The source that offered it first. */
  sourceId: number | null;
  setAside: SetAside | null;
}

export const hadNothing: Had = { offeredAt: null, readAt: null, sourceId: null, setAside: null };

type Time = number | string | Date;
const instant = (time: Time): Date =>
  new Date(typeof time === 'string' && /^\d+$/.test(time) ? Number(time) : time);

const marksFor = (values: unknown[]) => values.map(() => '?').join(', ');
/** Values in one statement: SQLite takes some thousands. */
const most = 900;

function* pieces<T>(values: T[]): Generator<T[]> {
  for (let start = 0; start < values.length; start += most) yield values.slice(start, start + most);
}

/** The publication that each was merged into, or itself; and all that were merged into one of them. */
async function mergedOnes(em: EntityManager, ids: number[]): Promise<Map<number, number>> {
  const keptOf = new Map(ids.map((id) => [id, id]));
  for (const some of pieces(ids)) {
    const rows: { id: number; merged_into_id: number | null }[] = await em.execute(
      `select id, merged_into_id from publication where merged_into_id is not null and (id in (${marksFor(some)}) or merged_into_id in (${marksFor(some)}))`,
      [...some, ...some],
    );
    for (const row of rows) keptOf.set(Number(row.id), Number(row.merged_into_id));
  }
  return keptOf;
}

interface Seen {
  publication_id: number;
  source_id: number;
  at: Time;
}

async function firstSeen(
  em: EntityManager,
  ids: number[],
  { table, column }: { table: 'candidate' | 'sighting'; column: string },
): Promise<{ publicationId: number; sourceId: number; at: Date }[]> {
  const seen = [];
  for (const some of pieces(ids)) {
    const rows: Seen[] = await em.execute(
      `select t.publication_id, t.source_id, min(t.${column}) as at from ${table} t
         join source s on s.id = t.source_id
        where s.kind <> 'manual' and t.publication_id in (${marksFor(some)})
        group by t.publication_id, t.source_id`,
      some,
    );
    for (const { publication_id, source_id, at } of rows) {
      seen.push({
        publicationId: Number(publication_id),
        sourceId: Number(source_id),
        at: instant(at),
      });
    }
  }
  return seen;
}

const earlier = (one: Date | null, other: Date | null) =>
  one && other ? (one < other ? one : other) : (one ?? other);

/** What the scan had of publications, under their ids. */
async function hadOf(em: EntityManager, ids: number[]): Promise<Map<number, Had>> {
  const keptOf = await mergedOnes(em, ids);
  const all = [...new Set([...keptOf.keys(), ...keptOf.values()])];
  const had = new Map<number, Had>();
  const note = (publicationId: number, change: (known: Had) => Had) => {
    const kept = keptOf.get(publicationId) ?? publicationId;
    had.set(kept, change(had.get(kept) ?? hadNothing));
  };
  const sightings = await firstSeen(em, all, { table: 'sighting', column: 'seen_at' });
  const offers = await firstSeen(em, all, { table: 'candidate', column: 'first_offered_at' });
  for (const { publicationId, at } of sightings)
    note(publicationId, (known) => ({ ...known, readAt: earlier(known.readAt, at) }));
  // What an earlier version kept no candidate of was offered when it was read, at the latest.
  for (const { publicationId, sourceId, at } of [...offers, ...sightings]) {
    note(publicationId, (known) =>
      known.offeredAt && known.offeredAt <= at ? known : { ...known, offeredAt: at, sourceId },
    );
  }
  return new Map(ids.map((id) => [id, had.get(keptOf.get(id) ?? id) ?? hadNothing]));
}

/** What waits to be read, by the address it was offered at. */
async function waiting(em: EntityManager): Promise<Map<string, { sourceId: number; at: Date }>> {
  const rows: { source_id: number; at: Time; url: string | null }[] = await em.execute(
    `select c.source_id, c.first_offered_at as at, c.offer ->> 'url' as url from candidate c
       join source s on s.id = c.source_id
      where c.state = 'pending' and c.publication_id is null and s.kind <> 'manual'`,
  );
  const byAddress = new Map<string, { sourceId: number; at: Date }>();
  for (const row of rows) {
    if (!row.url) continue;
    const address = canonicalAddress(row.url);
    const known = byAddress.get(address);
    const at = instant(row.at);
    if (!known || at < known.at) byAddress.set(address, { sourceId: Number(row.source_id), at });
  }
  return byAddress;
}

/** What the scan had of each, in their order: what was read of it, or waits to be. */
export async function whatScanHad(em: EntityManager, all: Known[]): Promise<Had[]> {
  const ids = [...new Set(all.flatMap(({ publicationId }) => publicationId ?? []))];
  const had = await hadOf(em, ids);
  const isUnknown = all.some(({ publicationId, url }) => publicationId === null && url);
  const pending = isUnknown ? await waiting(em) : new Map<string, never>();
  return all.map(({ publicationId, url, wasSetAside }) => {
    if (publicationId !== null) {
      return { ...(had.get(publicationId) ?? hadNothing), setAside: wasSetAside };
    }
    const offer = url && isWebAddress(url) ? pending.get(canonicalAddress(url)) : undefined;
    return offer ? { ...hadNothing, offeredAt: offer.at, sourceId: offer.sourceId } : hadNothing;
  });
}
