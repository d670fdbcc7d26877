import type { EntityManager } from '#shared/database/open-database.ts';
import type { MayShow } from '#shared/entities/index.ts';
import { mayShowOf } from '#shared/entities/may-show-of.ts';
import { londonDay } from '#shared/london.ts';

/** A publication as lists show it, before its labels. */
export interface Found {
  id: number;
  title: string;
  url: string | null;
  publisher: string;
  /** "YYYY-MM-DD"; null when nobody said. */
  publishedOn: string | null;
  /** "YYYY-MM-DD": stands in where there is no date, and is read as that. */
  firstSeenOn: string;
  type: string | null;
  region: string | null;
  status: 'new' | 'kept' | 'set-aside';
  /** Null where the source's licence class allows no more than title and link. */
  summary: string | null;
  mayShow: MayShow;
  describesAbuse: boolean;
  textProblem: string | null;
  /** Concept ids that a person accepted. */
  concepts: string[];
  tags: string[];
  linkCount: number;
}

interface Row {
  id: number;
  title: string;
  url: string | null;
  publisher: string;
  published_on: string | null;
  published_on_basis: string | null;
  first_seen_at: string | number | Date;
  type: string | null;
  region: string | null;
  status: Found['status'];
  summary: string | null;
  may_show: MayShow;
  gone_at: unknown;
  shows_gone_text: boolean | number;
  takedown: string | null;
  describes_abuse: boolean | number;
  text_problem: string | null;
  link_count: number | string;
}

function foundOf(row: Row, concepts: string[], tags: string[]): Found {
  const mayShow = mayShowOf({
    mayShow: row.may_show,
    isGone: row.gone_at !== null,
    showsGoneText: Boolean(row.shows_gone_text),
    isTakenDown: row.takedown !== null,
  });
  return {
    id: row.id,
    title: row.title,
    url: row.url,
    publisher: row.publisher,
    publishedOn: row.published_on_basis === 'first-seen' ? null : row.published_on,
    firstSeenOn: londonDay(new Date(row.first_seen_at)),
    type: row.type,
    region: row.region,
    status: row.status,
    summary: mayShow === 'link' ? null : row.summary,
    mayShow,
    describesAbuse: Boolean(row.describes_abuse),
    textProblem: row.text_problem,
    concepts,
    tags,
    linkCount: Number(row.link_count),
  };
}

/**
 * Publications as lists show them, in the order of the ids; those that are not there are left out.
 * Plain queries, since every search waits for them.
 */
export async function loadFound(em: EntityManager, ids: number[]): Promise<Found[]> {
  if (ids.length === 0) return [];
  const marks = ids.map(() => '?').join(', ');
  const rows: Row[] = await em.execute(
    `select p.id, p.title, p.url, p.publisher, p.published_on, p.published_on_basis,
            p.first_seen_at, p.type, p.region, p.status, p.summary, p.gone_at, p.shows_gone_text,
            p.takedown, p.describes_abuse, p.text_problem, s.may_show,
            (select count(*) from link l
              where l.publication_id = p.id and l.removed_at is null) as link_count
       from publication p join source s on s.id = p.source_id
      where p.id in (${marks})`,
    ids,
  );
  const concepts: { publication_id: number; concept_id: string }[] = await em.execute(
    `select pc.publication_id, pc.concept_id from publication_concept pc
       join concept c on c.id = pc.concept_id
      where pc.publication_id in (${marks}) order by c.position`,
    ids,
  );
  const tags: { publication_id: number; label: string }[] = await em.execute(
    `select publication_id, label from tag where publication_id in (${marks}) order by label`,
    ids,
  );
  const rowOf = new Map(rows.map((row) => [row.id, row]));
  return ids.flatMap((id) => {
    const row = rowOf.get(id);
    if (!row) return [];
    return foundOf(
      row,
      concepts.filter((one) => one.publication_id === id).map((one) => one.concept_id),
      tags.filter((one) => one.publication_id === id).map((one) => one.label),
    );
  });
}
