import { holdLease, releaseLease } from '#shared/database/hold-lease.ts';
import { beginSending } from '#shared/digests/begin-sending.ts';
import { missDigest } from '#shared/digests/miss-digest.ts';
import { selectLines } from '#shared/digests/select-lines.ts';
import { ensureRecentDigests, isMissed } from '#shared/digests/weeks.ts';
import { Delivery, Digest, User } from '#shared/entities/index.ts';
import { addDays, daysOfWeek, londonInstant } from '#shared/london.ts';
import { writeLetters } from '#shared/mail/write-letters.ts';
import { rolesThatMay } from '#shared/people/permissions.ts';
import type { Services } from '#shared/services.ts';
import type { DigestReminder } from '../letters/digest-reminder.ts';

type Work = Pick<Services, 'em' | 'clock' | 'mailer' | 'holder'>;

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
  const { lines } = await selectLines({ em, clock: work.clock }, week);
  if (lines.length === 0) return;
  const approvers = await em.find(User, {
    role: { $in: rolesThatMay('approve digest') },
    isActive: true,
  });
  const content: DigestReminder = { lines: lines.length };
  const letters = { kind: 'digest-reminder', about: digest.week, content } as const;
  const host = new URL(baseUrl).hostname;
  await em.fork().transactional(async (em) => {
    const isNotYet = { id: digest.id, remindedAt: null };
    if ((await em.nativeUpdate(Digest, isNotYet, { remindedAt: at })) !== 1) return;
    await writeLetters(em, { ...letters, to: approvers, host, at });
  });
}

/** Nobody to send to, or all is settled by an earlier version: it is sent. */
async function endIfOver(em: Services['em'], digest: Digest, at: Date): Promise<void> {
  const isOpen = { digest: digest.id, state: { $in: ['waiting', 'sending'] } } as const;
  if ((await em.count(Delivery, isOpen)) > 0) return;
  await em.nativeUpdate(Digest, { id: digest.id, state: 'sending' }, { state: 'sent', sentAt: at });
}

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
    await ensureRecentDigests({ em, clock: work.clock });
    const open = await em.find(
      Digest,
      { state: { $in: ['draft', 'approved', 'sending'] } },
      { orderBy: { startsOn: 'asc' } },
    );
    for (const digest of open) {
      if (isMissed(digest, at)) {
        await missDigest({ em: em.fork(), clock: work.clock }, { week: digest.week, by: byWorker });
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
