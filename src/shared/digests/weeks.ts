import {
  AuditEntry,
  Digest,
  Publication,
  Source,
  Subscriber,
  User,
} from '#shared/entities/index.ts';
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
import { day } from '#shared/text/durations.ts';

type Work = Pick<Services, 'em' | 'clock'>;

/** Delivery may begin on the Monday after the week at this London time. */
const sendingTime = '07:00';
/** A digest not approved by this long after its Monday morning is missed, and never sent by itself. */
const missedAfter = day;

export const sendAtOf = ({ endsOn }: Week): Date => londonInstant(addDays(endsOn, 1), sendingTime);

/** The week that today lies in. */
export const presentWeek = (at: Date): Week => weekOf(londonDay(at));

/** The week before. */
export const weekBefore = (week: Week): Week => weekOf(addDays(week.startsOn, -7));

/** The week after. */
export const weekAfter = (week: Week): Week => weekOf(addDays(week.startsOn, 7));

/** Whether the time for a digest has passed without it being sent. */
export const isMissed = ({ state, sendAt }: Pick<Digest, 'state' | 'sendAt'>, at: Date): boolean =>
  state === 'missed' ||
  ((state === 'draft' || state === 'approved') && at.getTime() - sendAt.getTime() > missedAfter);

/** The day of the first trace of anybody using this library; null while it is empty. */
async function setUpOn(em: Services['em']): Promise<string | null> {
  const first = { disableIdentityMap: true } as const;
  const traces = [
    (await em.findOne(User, { id: { $gt: 0 } }, { ...first, orderBy: { createdAt: 'asc' } }))
      ?.createdAt,
    (await em.findOne(Source, { id: { $gt: 0 } }, { ...first, orderBy: { createdAt: 'asc' } }))
      ?.createdAt,
    (await em.findOne(Subscriber, { id: { $gt: 0 } }, { ...first, orderBy: { createdAt: 'asc' } }))
      ?.createdAt,
    (await em.findOne(AuditEntry, { id: { $gt: 0 } }, { ...first, orderBy: { id: 'asc' } }))?.at,
    (
      await em.findOne(
        Publication,
        { siftedAt: { $ne: null } },
        { ...first, orderBy: { siftedAt: 'asc' } },
      )
    )?.siftedAt,
  ].filter((at) => at instanceof Date);
  const [earliest] = traces.sort((a, b) => a.getTime() - b.getTime());
  return earliest ? londonDay(earliest) : null;
}

/** A week that ended before the library was set up has no digest: nobody could have missed it. */
async function isBeforeSetUp({ em, clock }: Work, week: Week): Promise<boolean> {
  return week.endsOn < ((await setUpOn(em)) ?? londonDay(clock()));
}

/**
 * The digest of a week, made as a draft if there is none yet.
 *
 * @throws {NotFound} for no such week, one to come, or one from before the library was set up
 */
export async function ensureDigest(work: Work, week: string): Promise<Digest> {
  const { em, clock } = work;
  const days = daysOfWeek(week);
  if (!days || days.startsOn > londonDay(clock())) throw new NotFound('digest for week', week);
  const known = await em.findOne(Digest, { week }, { populate: ['approvedBy'] });
  if (known) return known;
  if (await isBeforeSetUp(work, days)) throw new NotFound('digest for week', week);
  await em
    .fork()
    .upsert(
      Digest,
      { ...days, state: 'draft', sendAt: sendAtOf(days), createdAt: clock() },
      { onConflictFields: ['week'], onConflictAction: 'ignore' },
    );
  return em.findOneOrFail(Digest, { week }, { populate: ['approvedBy'] });
}

/** Makes the digests of this week and, unless the library was set up since, of the week before. */
export async function ensureRecentDigests(work: Work): Promise<void> {
  const present = presentWeek(work.clock());
  const before = weekBefore(present);
  const isThere = (await work.em.count(Digest, { week: before.week })) > 0;
  if (!isThere && !(await isBeforeSetUp(work, before))) await ensureDigest(work, before.week);
  await ensureDigest(work, present.week);
}
