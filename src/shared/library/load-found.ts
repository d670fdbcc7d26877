import type { EntityManager } from '#shared/database/open-database.ts';
import type { MayShow } from '#shared/entities/index.ts';
import { type Standing, standingOf } from '#shared/entities/standing.ts';
import { type TextExit, textExit } from '#shared/entities/text-exit.ts';
import { londonDay } from '#shared/london.ts';

/** A publication as lists show it, before its labels. */
export interface FoundPublication {
  /** What to know before relying on it; empty when it stands well. */
  standing: Standing[];
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

/** An instant as the two databases give it in plain rows. */
type Moment = string | number | Date;

interface Row {
  id: number;
  title: string;
  url: string | null;
  publisher: string;
  published_on: string | null;
  published_on_basis: string | null;
  first_seen_at: Moment;
  type: string | null;
  region: string | null;
  status: FoundPublication['status'];
  summary: string | null;
  may_show: MayShow;
  set_aside_reason: string | null;
  sifted_at: Moment | null;
  withdrawn_at: Moment | null;
  withdrawn_note: string | null;
  gone_at: Moment | null;
  shows_gone_text: boolean | number;
  takedown: 'restricted' | 'erased' | null;
  taken_down_at: Moment | null;
  merged_into_id: number | null;
  superseded_by_id: number | null;
  superseded_at: Moment | null;
  superseded_basis: string | null;
  describes_abuse: boolean | number;
  text_problem: string | null;
  link_count: number | string;
}

const exitOf = (row: Row): TextExit =>
  textExit({
    mayShow: row.may_show,
    isGone: row.gone_at !== null,
    showsGoneText: Boolean(row.shows_gone_text),
    isTakenDown: row.takedown !== null,
    describesAbuse: Boolean(row.describes_abuse),
  });

const instantOf = (moment: Moment | null) => (moment === null ? null : new Date(moment));

const standingOfRow = (row: Row): Standing[] =>
  standingOf({
    publisher: row.publisher,
    status: row.status,
    setAsideReason: row.set_aside_reason,
    siftedAt: instantOf(row.sifted_at),
    withdrawnAt: instantOf(row.withdrawn_at),
    withdrawnNote: row.withdrawn_note,
    goneAt: instantOf(row.gone_at),
    takedown: row.takedown,
    takenDownAt: instantOf(row.taken_down_at),
    mergedIntoId: row.merged_into_id,
    supersededById: row.superseded_by_id,
    supersededAt: instantOf(row.superseded_at),
    supersededBasis: row.superseded_basis,
  });

function foundOf(row: Row, exit: TextExit, concepts: string[], tags: string[]): FoundPublication {
  return {
    standing: standingOfRow(row),
    id: row.id,
    title: row.title,
    url: row.url,
    publisher: row.publisher,
    publishedOn: row.published_on_basis === 'first-seen' ? null : row.published_on,
    firstSeenOn: londonDay(new Date(row.first_seen_at)),
    type: row.type,
    region: row.region,
    status: row.status,
    summary: exit.inPart(row.summary),
    mayShow: exit.mayShow,
    describesAbuse: Boolean(row.describes_abuse),
    textProblem: exit.said(row.text_problem),
    concepts,
    tags,
    linkCount: Number(row.link_count),
  };
}

/** A publication as lists show it, and the exit for what else they show of its text. */
export interface FoundWithExit {
  found: FoundPublication;
  exit: TextExit;
}

/** Publications as lists show them, in the order of the ids; those that are not there are left out. */
export const loadFound = async (em: EntityManager, ids: number[]): Promise<FoundPublication[]> =>
  (await loadFoundWithExits(em, ids)).map(({ found }) => found);

/** The same, each with its exit. Plain queries, since every search waits for them. */
export async function loadFoundWithExits(
  em: EntityManager,
  ids: number[],
): Promise<FoundWithExit[]> {
  if (ids.length === 0) return [];
  const marks = ids.map(() => '?').join(', ');
  const rows: Row[] = await em.execute(
    `select p.id, p.title, p.url, p.publisher, p.published_on, p.published_on_basis,
            p.first_seen_at, p.type, p.region, p.status, p.summary,
            p.set_aside_reason, p.sifted_at, p.withdrawn_at, p.withdrawn_note, p.gone_at,
            p.shows_gone_text, p.takedown, p.taken_down_at, p.merged_into_id, p.describes_abuse,
            p.superseded_by_id, p.superseded_at, p.superseded_basis, p.text_problem, coalesce(p.may_show, s.may_show) as may_show,
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
    const exit = exitOf(row);
    const found = foundOf(
      row,
      exit,
      concepts.filter((one) => one.publication_id === id).map((one) => one.concept_id),
      tags.filter((one) => one.publication_id === id).map((one) => one.label),
    );
    return [{ found, exit }];
  });
}
