import type { EntityManager } from '#shared/database/open-database.ts';
import { londonDay, weekOf } from '#shared/london.ts';

/** The week in which a sift takes place. */
export const siftWeek = (at: Date): string => weekOf(londonDay(at)).week;

/** That a publication was put off, by whom and why. */
export interface PutOff {
  /** The week in which it was: it comes back with the next. */
  week: string;
  why: string;
  by: string | null;
  at: Date;
  /** It is back: that week is over. */
  isBack: boolean;
}

/** Who was asked to look at a publication, by whom, and what they said. */
export interface Asked {
  to: { id: number; name: string };
  by: string | null;
  at: Date;
  note: string | null;
  answer: string | null;
  answeredAt: Date | null;
}

/** What was put off, and what was assigned, by the ids of publications that wait. */
export interface PutBy {
  later: Map<number, PutOff>;
  assigned: Map<number, Asked>;
}

type Moment = string | number | Date;
interface DeferralRow {
  id: number;
  week: string;
  why: string;
  at: Moment;
  by_name: string | null;
}
interface AssignmentRow {
  id: number;
  to_id: number;
  to_name: string;
  at: Moment;
  note: string | null;
  answer: string | null;
  answered_at: Moment | null;
  by_name: string | null;
}

const that = (only: number | undefined) =>
  only === undefined ? `p.status = 'new' and p.merged_into_id is null` : 'p.id = ?';

/** @param given.only this publication alone, whether it waits or not */
export async function readPutBy(
  em: EntityManager,
  given: { at: Date; only?: number },
): Promise<PutBy> {
  const bound = given.only === undefined ? [] : [given.only];
  const deferrals: DeferralRow[] = await em.execute(
    `select d.publication_id as id, d.week, d.why, d.at, coalesce(u.name, u.email) as by_name
       from deferral d join publication p on p.id = d.publication_id
       left join app_user u on u.id = d.by_id where ${that(given.only)} order by d.at, d.id`,
    bound,
  );
  const assignments: AssignmentRow[] = await em.execute(
    `select a.publication_id as id, a.to_id, coalesce(t.name, t.email) as to_name, a.at, a.note,
            a.answer, a.answered_at, coalesce(u.name, u.email) as by_name
       from assignment a join publication p on p.id = a.publication_id
       join app_user t on t.id = a.to_id
       left join app_user u on u.id = a.by_id where ${that(given.only)} order by a.at, a.id`,
    bound,
  );
  const week = siftWeek(given.at);
  const putOff = (row: DeferralRow): PutOff => ({
    ...{ week: row.week, why: row.why, by: row.by_name, at: new Date(row.at) },
    isBack: row.week !== week,
  });
  const asked = (row: AssignmentRow): Asked => ({
    ...{ to: { id: row.to_id, name: row.to_name }, by: row.by_name, at: new Date(row.at) },
    ...{ note: row.note, answer: row.answer },
    answeredAt: row.answered_at === null ? null : new Date(row.answered_at),
  });
  return {
    later: new Map(deferrals.map((row) => [row.id, putOff(row)])),
    assigned: new Map(assignments.map((row) => [row.id, asked(row)])),
  };
}

/** waiting: in this sift. later: put off to the next. assigned: to whomever; mine: to who asks. */
export const siftLists = ['waiting', 'later', 'assigned', 'mine'] as const;
export type SiftList = (typeof siftLists)[number];

/**
 * Whether a publication that waits is in a list. What somebody else is asked to look at waits for them,
 * not in everybody's sift; nothing is in none.
 */
export function isInList(
  list: SiftList,
  id: number,
  { putBy, viewer }: { putBy: PutBy; viewer: number | null },
): boolean {
  const asked = putBy.assigned.get(id);
  const openTo = asked && !asked.answeredAt ? asked.to.id : null;
  const isLater = putBy.later.get(id)?.isBack === false;
  if (list === 'assigned') return openTo !== null;
  if (list === 'mine') return openTo !== null && openTo === viewer;
  if (list === 'later') return isLater;
  return !isLater && (openTo === null || openTo === viewer);
}
