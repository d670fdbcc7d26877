import { Digest } from '#shared/entities/index.ts';
import { NotFound } from '#shared/errors.ts';
import {
  addDays,
  daysOfWeek,
  londonDay,
  londonInstant,
  type Week,
  weekOf,
} from '#shared/london.ts';
import type { Services } from '#shared/services.ts';

/** Delivery may begin on the Monday after the week at this London time. */
const sendingTime = '07:00';

export const sendAtOf = ({ endsOn }: Week): Date => londonInstant(addDays(endsOn, 1), sendingTime);

/** The week that today lies in. */
export const presentWeek = (at: Date): Week => weekOf(londonDay(at));

/** The week before. */
export const weekBefore = (week: Week): Week => weekOf(addDays(week.startsOn, -7));

/** The digest of a week, made as a draft if there is none yet. @throws {NotFound} for no such week */
export async function ensureDigest(
  { em, clock }: Pick<Services, 'em' | 'clock'>,
  week: string,
): Promise<Digest> {
  const days = daysOfWeek(week);
  if (!days || days.startsOn > londonDay(clock())) throw new NotFound('digest for week', week);
  const known = await em.findOne(Digest, { week }, { populate: ['approvedBy'] });
  if (known) return known;
  await em
    .fork()
    .upsert(
      Digest,
      { ...days, state: 'draft', sendAt: sendAtOf(days), createdAt: clock() },
      { onConflictFields: ['week'], onConflictAction: 'ignore' },
    );
  return em.findOneOrFail(Digest, { week }, { populate: ['approvedBy'] });
}
