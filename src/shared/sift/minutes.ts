import { type Actor, recordAudit } from '#shared/database/record-audit.ts';
import { nameOf, SiftMinutes, User } from '#shared/entities/index.ts';
import { Invalid, NotFound } from '#shared/errors.ts';
import { daysOfWeek } from '#shared/london.ts';
import type { Services } from '#shared/services.ts';

type Work = Pick<Services, 'em' | 'clock'>;

export interface ShownMinutes {
  id: number;
  /** "2026-W38". */
  week: string;
  endsOn: string;
  minutes: number;
  by: string | null;
  byId: number | null;
  at: Date;
}

/** A week has no more. */
export const mostMinutes = 7 * 24 * 60;

/** What was noted of how long sifts took, the latest week first. */
export async function listMinutes({ em }: Pick<Services, 'em'>): Promise<ShownMinutes[]> {
  const rows = await em.find(
    SiftMinutes,
    {},
    { populate: ['by'], orderBy: { week: 'desc', id: 'desc' } },
  );
  return rows.map(({ id, week, minutes, by, at }) => ({
    ...{ id, week, minutes, at, by: nameOf(by), byId: by?.id ?? null },
    endsOn: daysOfWeek(week)?.endsOn ?? '',
  }));
}

/**
 * Notes how many minutes a week's sift took the person who says so; said again, it is corrected.
 *
 * @throws {Invalid} with field week or minutes
 */
export async function noteMinutes(
  { em, clock }: Work,
  given: { week: string; minutes: number; by: Actor },
): Promise<number> {
  const { week, minutes, by } = given;
  if (!daysOfWeek(week)) throw new Invalid('There is no such week', 'week');
  if (!Number.isInteger(minutes) || minutes < 1 || minutes > mostMinutes)
    throw new Invalid('Enter the minutes as a whole number, like 45', 'minutes');
  const at = clock();
  return em.transactional(async (em) => {
    const person = by.userId === null ? null : em.getReference(User, by.userId);
    const known = await em.findOne(SiftMinutes, { week, by: person });
    const before = known ? { week, minutes: known.minutes } : null;
    const row = known ?? em.create(SiftMinutes, { week, minutes, by: person, at });
    Object.assign(row, { minutes, at });
    await em.flush();
    const subject = { type: 'sift-minutes', id: row.id };
    recordAudit(em, {
      by,
      at,
      action: 'sift.minutes-noted',
      subject,
      before,
      after: { week, minutes },
    });
    return row.id;
  });
}

/** Takes a note of minutes away. @throws {NotFound} @returns what it was */
export async function removeMinutes(
  { em, clock }: Work,
  given: { minutesId: number; by: Actor },
): Promise<{ week: string; minutes: number }> {
  const at = clock();
  return em.transactional(async (em) => {
    const row = await em.findOne(SiftMinutes, given.minutesId);
    if (!row) throw new NotFound('note of minutes', given.minutesId);
    const before = { week: row.week, minutes: row.minutes };
    em.remove(row);
    const subject = { type: 'sift-minutes', id: given.minutesId };
    recordAudit(em, { by: given.by, at, action: 'sift.minutes-removed', subject, before });
    return before;
  });
}
