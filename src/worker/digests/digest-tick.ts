import { holdLease, releaseLease } from '#shared/database/hold-lease.ts';
import { beginSending } from '#shared/digests/begin-sending.ts';
import { selectLines } from '#shared/digests/select-lines.ts';
import { ensureDigest, presentWeek, weekBefore } from '#shared/digests/weeks.ts';
import { Delivery, Digest, User } from '#shared/entities/index.ts';
import { addDays, daysOfWeek, londonInstant } from '#shared/london.ts';
import { writeLetters } from '#shared/mail/write-letters.ts';
import type { Services } from '#shared/services.ts';
import type { DigestReminder } from '../letters/digest-reminder.ts';

type Work = Pick<Services, 'em' | 'clock' | 'mailer' | 'holder'>;

const hour = 3_600_000;
/** A digest not approved by this long after its Monday morning is missed, and never sent by itself. */
const missedAfter = 24 * hour;
/** Coordinators are told on the Friday of the week at this time that a draft waits. */
const reminderTime = '15:00';

const byWorker = { userId: null, name: 'worker' };

async function remind(
  work: Work,
  em: Services['em'],
  digest: Digest,
  baseUrl: string,
): Promise<void> {
  const week = daysOfWeek(digest.week);
  if (!week || digest.remindedAt || digest.state !== 'draft' || !work.mailer.isConfigured) return;
  const at = work.clock();
  if (at < londonInstant(addDays(week.startsOn, 4), reminderTime)) return;
  const { lines } = await selectLines({ em }, week);
  if (lines.length === 0) return;
  const coordinators = await em.find(User, {
    role: { $in: ['coordinator', 'administrator'] },
    isActive: true,
  });
  const content: DigestReminder = { lines: lines.length };
  const letters = { kind: 'digest-reminder', about: digest.week, content } as const;
  const host = new URL(baseUrl).hostname;
  await em.fork().transactional(async (em) => {
    await em.nativeUpdate(Digest, { id: digest.id }, { remindedAt: at });
    await writeLetters(em, { ...letters, to: coordinators, host, at });
  });
}

/** Nobody to send to, or all is settled by an earlier version: it is sent. */
async function endIfOver(em: Services['em'], digest: Digest, at: Date): Promise<void> {
  const isOpen = { digest: digest.id, state: { $in: ['waiting', 'sending'] } } as const;
  if ((await em.count(Delivery, isOpen)) > 0) return;
  await em.nativeUpdate(Digest, { id: digest.id, state: 'sending' }, { state: 'sent', sentAt: at });
}

const isMissed = (digest: Digest, at: Date) =>
  (digest.state === 'draft' || digest.state === 'approved') &&
  at.getTime() - digest.sendAt.getTime() > missedAfter;

/**
 * Looks after digests: makes drafts, tells coordinators of what waits, marks weeks that were missed,
 * and writes the ledger of what is due; `sending` delivers from it. One worker at a time does it.
 */
export async function digestTick(work: Work, given: { baseUrl: string }): Promise<void> {
  const at = work.clock();
  const lease = { name: 'digests', holder: work.holder, seconds: 120 };
  if (!(await holdLease(work.em, { ...lease, at }))) return;
  try {
    const em = work.em.fork();
    const present = presentWeek(at);
    for (const { week } of [weekBefore(present), present])
      await ensureDigest({ em, clock: work.clock }, week);
    const open = await em.find(
      Digest,
      { state: { $in: ['draft', 'approved', 'sending'] } },
      { orderBy: { startsOn: 'asc' } },
    );
    for (const digest of open) {
      if (isMissed(digest, at)) {
        await em.nativeUpdate(Digest, { id: digest.id, state: digest.state }, { state: 'missed' });
        continue;
      }
      await remind(work, em, digest, given.baseUrl);
      if (digest.state === 'approved' && digest.sendAt <= at) {
        const host = new URL(given.baseUrl).hostname;
        await beginSending(
          { em: em.fork(), clock: work.clock },
          { week: digest.week, host, by: byWorker },
        );
      }
      await endIfOver(em.fork(), digest, at);
    }
  } finally {
    await releaseLease(work.em, lease.name, lease.holder);
  }
}
