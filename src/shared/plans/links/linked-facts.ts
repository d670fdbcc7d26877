import type { EntityManager } from '#shared/database/open-database.ts';
import { type Bearing, Publication } from '#shared/entities/index.ts';
import { type Standing, standingOf } from '#shared/entities/standing.ts';

/** What lists of a plan need of one link: no more is read of thousands. */
export interface LinkedFacts {
  linkId: number;
  entryId: number;
  bearing: Bearing;
  linkedAt: Date;
  publication: {
    id: number;
    title: string;
    /** A concept of the vocabulary. */
    type: string | null;
    /** "YYYY-MM-DD". */
    publishedOn: string | null;
    /** Empty when it stands well. */
    standing: Standing[];
  };
}

interface Row {
  link_id: number;
  entry_id: number;
  bearing: Bearing;
  /** As the database gives it. */
  linked_at: Date | number | string;
  publication_id: number;
  title: string;
  type: string | null;
  published_on: string | null;
}

/** Those of which `standingOf` may have something to say: it looks at nothing else. */
const mayStandIll = `(p.takedown is not null or p.gone_at is not null or p.withdrawn_at is not null
  or p.superseded_by_id is not null or p.set_aside_reason = 'superseded' or p.merged_into_id is not null)`;

/** How each publication stands that does not stand well and is linked; the others are absent. */
async function standingOfLinked(em: EntityManager): Promise<Map<number, Standing[]>> {
  const linked = await em.execute<{ publication_id: number }[]>(
    `select distinct l.publication_id from link l join publication p on p.id = l.publication_id
      where l.removed_at is null and ${mayStandIll}`,
  );
  const ids = linked.map(({ publication_id }) => Number(publication_id));
  const rows = await em.find(Publication, { id: { $in: ids } });
  return new Map(rows.map((row) => [row.id, standingOf(row)]));
}

/** All links that stand now, of one plan or of all, in the order in which they were made. */
export async function linkedNow(
  em: EntityManager,
  { planId }: { planId?: number | undefined } = {},
): Promise<LinkedFacts[]> {
  const rows = await em.execute<Row[]>(
    `select l.id as link_id, l.entry_id, l.bearing, l.linked_at, l.publication_id, p.title, p.type,
            p.published_on
       from link l join publication p on p.id = l.publication_id
       join plan_entry e on e.id = l.entry_id
      where l.removed_at is null ${planId === undefined ? '' : 'and e.plan_id = ?'} order by l.id`,
    planId === undefined ? [] : [planId],
  );
  const standing = await standingOfLinked(em);
  return rows.map((row) => ({
    linkId: Number(row.link_id),
    entryId: Number(row.entry_id),
    bearing: row.bearing,
    linkedAt: new Date(row.linked_at),
    publication: {
      id: Number(row.publication_id),
      title: row.title,
      type: row.type,
      publishedOn: row.published_on,
      standing: standing.get(Number(row.publication_id)) ?? [],
    },
  }));
}
