import { Source } from '#shared/entities/index.ts';
import type { Services } from '#shared/services.ts';
import { counted } from '#shared/text/in-words.ts';
import { type Quarter, quartersBefore } from '#shared/text/quarters.ts';
import { percent } from './figures.ts';

/** What a source yielded in a year up to the end of a quarter, and in that quarter. */
export interface SourceYield {
  id: number;
  name: string;
  /** From 1: what only it had that was kept, then what was kept, then the share that was. */
  rank: number;
  isPaused: boolean;
  isEnded: boolean;
  /** Publications first seen in this time that it offered; … in the quarter alone. */
  found: number;
  foundInQuarter: number;
  kept: number;
  setAside: number;
  waiting: number;
  /** … of them, those that no other source offered. */
  onlyIts: number;
  /** … and were kept: what would have been missed without it. */
  onlyItsKept: number;
  /** Kept of those judged; null: too few to say. */
  keptShare: number | null;
  /** What follows, as a sentence. */
  words: string;
}

/** Fewer judged say nothing of the share that is of use. */
const enoughJudged = 10;
/** As few in a year is rare: then the share says nothing, and what only it had everything. */
const rare = 12;
/** So many judged, and none kept: worth a look at what it asks for. */
const manyJudged = 20;
const quartersOfYear = 4;

type Counts = Omit<
  SourceYield,
  'id' | 'name' | 'rank' | 'isPaused' | 'isEnded' | 'keptShare' | 'words'
>;

const none: Counts = {
  found: 0,
  foundInQuarter: 0,
  kept: 0,
  setAside: 0,
  waiting: 0,
  onlyIts: 0,
  onlyItsKept: 0,
};

type Row = Record<
  | 'source_id'
  | 'found'
  | 'in_quarter'
  | 'kept'
  | 'set_aside'
  | 'waiting'
  | 'only_its'
  | 'only_its_kept',
  number | string
>;

/** Counts by source; people who add by hand are no source here, so that a find of a source is its own. */
async function countsBySource(
  em: Services['em'],
  { from, quarter }: { from: Date; quarter: Quarter },
): Promise<Map<number, Counts>> {
  const rows: Row[] = await em.execute(
    `select e.source_id, count(*) as found,
            sum(case when e.first_seen_at >= ? then 1 else 0 end) as in_quarter,
            sum(case when e.status = 'kept' then 1 else 0 end) as kept,
            sum(case when e.status = 'set-aside' then 1 else 0 end) as set_aside,
            sum(case when e.status = 'new' then 1 else 0 end) as waiting,
            sum(case when e.sources = 1 then 1 else 0 end) as only_its,
            sum(case when e.sources = 1 and e.status = 'kept' then 1 else 0 end) as only_its_kept
       from (
         select g.source_id, p.id, p.status, p.first_seen_at,
                (select count(distinct o.source_id) from sighting o
                   join source os on os.id = o.source_id
                  where o.publication_id = p.id and os.kind <> 'manual') as sources
           from publication p
           join sighting g on g.publication_id = p.id
           join source s on s.id = g.source_id
          where s.kind <> 'manual' and p.merged_into_id is null
            and p.first_seen_at >= ? and p.first_seen_at < ?
          group by g.source_id, p.id, p.status, p.first_seen_at
       ) e group by e.source_id`,
    [quarter.from, from, quarter.until],
  );
  return new Map(
    rows.map((row) => [
      Number(row.source_id),
      {
        found: Number(row.found),
        foundInQuarter: Number(row.in_quarter),
        kept: Number(row.kept),
        setAside: Number(row.set_aside),
        waiting: Number(row.waiting),
        onlyIts: Number(row.only_its),
        onlyItsKept: Number(row.only_its_kept),
      },
    ]),
  );
}

/** What follows for a source; a rare one is never told by how little it offers. */
function inWords({ found, kept, setAside, waiting, onlyItsKept }: Counts): string {
  const judged = kept + setAside;
  if (found === 0)
    return 'Nothing in this year. See whether it still says anything, before it is dropped.';
  if (onlyItsKept > 0) {
    const what = `${counted(onlyItsKept, 'publication')} that ${onlyItsKept === 1 ? 'was' : 'were'} kept came from nowhere else.`;
    return found <= rare ? `Rare, and worth it: ${what}` : `Worth it: ${what}`;
  }
  if (kept > 0) return 'What was kept of it, others offered too.';
  if (waiting > 0 && judged < enoughJudged) return 'Too few judged to say.';
  if (judged >= manyJudged)
    return `None of ${counted(judged, 'publication')} judged was kept: look at what it asks for.`;
  return 'Too few to say.';
}

function yieldOf(source: Source, counts: Counts): Omit<SourceYield, 'rank'> {
  const judged = counts.kept + counts.setAside;
  return {
    id: source.id,
    name: source.name,
    isPaused: source.isPaused,
    isEnded: !!source.endedAt,
    ...counts,
    keptShare: judged >= enoughJudged ? counts.kept / judged : null,
    words: inWords(counts),
  };
}

/** "42%", or that it cannot be said. */
export const shareInWords = (share: number | null): string =>
  share === null ? 'too few to say' : percent(share);

/**
 * Sources by what they yielded in the year up to the end of a quarter, what only they had first: how
 * much a source offers does not count, so that a rare good one stands above a busy one.
 */
export async function rankSources(
  { em }: Pick<Services, 'em'>,
  { quarter }: { quarter: Quarter },
): Promise<SourceYield[]> {
  const { from } = quartersBefore(quarter, quartersOfYear - 1);
  const counts = await countsBySource(em, { from, quarter });
  const sources = await em.find(
    Source,
    { kind: { $ne: 'manual' }, createdAt: { $lt: quarter.until } },
    { orderBy: { name: 'asc' } },
  );
  const share = ({ kept, found }: Counts) => (found === 0 ? 0 : kept / found);
  return sources
    .map((source) => yieldOf(source, counts.get(source.id) ?? none))
    .sort(
      (a, b) =>
        b.onlyItsKept - a.onlyItsKept ||
        b.kept - a.kept ||
        share(b) - share(a) ||
        b.found - a.found ||
        (a.name < b.name ? -1 : 1),
    )
    .map((one, at) => ({ ...one, rank: at + 1 }));
}
