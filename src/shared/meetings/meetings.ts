import { type Actor, recordAudit } from '#shared/database/record-audit.ts';
import { Meeting, User } from '#shared/entities/index.ts';
import { Invalid, NotFound } from '#shared/errors.ts';
import type { Services } from '#shared/services.ts';
import { readDay } from '#shared/text/read-day.ts';

const longestName = 200;

/** Meetings, the latest first. */
export const listMeetings = ({ em }: Pick<Services, 'em'>): Promise<Meeting[]> =>
  em.find(Meeting, {}, { orderBy: { heldOn: 'desc' } });

/**
 * Notes a day on which the group meets, past or to come.
 *
 * @param given.heldOn as people write a day
 * @throws {Invalid} with field heldOn or name, or where one is noted already
 */
export async function addMeeting(
  { em, clock }: Pick<Services, 'em' | 'clock'>,
  given: { heldOn: string; name: string | null; by: Actor },
): Promise<Meeting> {
  const { by } = given;
  const at = clock();
  const day = readDay(given.heldOn);
  if ('problem' in day)
    throw new Invalid(given.heldOn.trim() ? day.problem : 'Enter a day', 'heldOn');
  const name = given.name?.replace(/\s+/g, ' ').trim() || null;
  if (name && name.length > longestName)
    throw new Invalid(`Keep the name to ${longestName} characters.`, 'name');
  const heldOn = day.value;
  return em.transactional(async (em) => {
    if ((await em.count(Meeting, { heldOn })) > 0)
      throw new Invalid('A meeting on that day is noted already.', 'heldOn');
    const addedBy = by.userId === null ? null : em.getReference(User, by.userId);
    const meeting = em.create(Meeting, { heldOn, name, addedBy, addedAt: at });
    await em.flush();
    const subject = { type: 'meeting', id: meeting.id };
    recordAudit(em, { by, at, action: 'meeting.added', subject, after: { heldOn, name } });
    return meeting;
  });
}

/** Takes a meeting out of the list. @throws {NotFound} @returns what it was */
export async function removeMeeting(
  { em, clock }: Pick<Services, 'em' | 'clock'>,
  given: { meetingId: number; by: Actor },
): Promise<{ heldOn: string; name: string | null }> {
  const { by, meetingId } = given;
  const at = clock();
  return em.transactional(async (em) => {
    const meeting = await em.findOne(Meeting, meetingId);
    if (!meeting) throw new NotFound('meeting', meetingId);
    const before = { heldOn: meeting.heldOn, name: meeting.name ?? null };
    em.remove(meeting);
    const subject = { type: 'meeting', id: meetingId };
    recordAudit(em, { by, at, action: 'meeting.removed', subject, before });
    return before;
  });
}
