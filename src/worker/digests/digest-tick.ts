import { holdLease, releaseLease } from '#shared/database/hold-lease.ts';
import { beginSending } from '#shared/digests/begin-sending.ts';
import { missDigest } from '#shared/digests/miss-digest.ts';
import { selectLines } from '#shared/digests/select-lines.ts';
import { ensureRecentDigests, isMissed } from '#shared/digests/weeks.ts';
import { Digest, User } from '#shared/entities/index.ts';
import { DeliveryFailure } from '#shared/errors.ts';
import {
  addDays,
  daysOfWeek,
  instantInWords,
  inWordsWithoutYear,
  londonInstant,
} from '#shared/london.ts';
import { rolesThatMay } from '#shared/people/permissions.ts';
import type { Services } from '#shared/services.ts';
import { deliverDigest } from './deliver-digest.ts';

type Work = Pick<Services, 'em' | 'clock' | 'mailer' | 'config' | 'log' | 'holder'>;

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
  // Written before the mails go: after a crash nobody is told twice.
  const mine = await em.nativeUpdate(
    Digest,
    { id: digest.id, remindedAt: null },
    { remindedAt: at },
  );
  if (mine !== 1) return;
  const approvers = await em.find(User, {
    role: { $in: rolesThatMay('approve digest') },
    isActive: true,
  });
  for (const { email } of approvers) {
    try {
      await work.mailer.send({
        to: email,
        subject: `The digest for the week to ${inWordsWithoutYear(week.endsOn)} waits for approval`,
        text: [
          `The digest for the week to ${inWordsWithoutYear(week.endsOn)} has ${lines.length} ${lines.length === 1 ? 'publication' : 'publications'} and is not approved. Until somebody approves it, it is not sent.`,
          '',
          `If it is approved in time, it goes out on ${instantInWords(digest.sendAt)}:`,
          `${baseUrl}/digests/${digest.week}`,
          ...(work.config.isDemonstration
            ? ['', 'Demonstration. Fictional publications and plan; no council’s own.']
            : []),
        ].join('\n'),
      });
    } catch (error) {
      if (!(error instanceof DeliveryFailure)) throw error;
      work.log.warn({ reason: error.message }, 'a reminder could not be mailed');
    }
  }
}

/**
 * Looks after digests: makes drafts, tells coordinators of what waits, marks weeks that were missed,
 * begins what is due and delivers from the ledger. One worker at a time does it.
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
      const isSending = await em.fork().count(Digest, { id: digest.id, state: 'sending' });
      if (isSending) await deliverDigest(work, { digestId: digest.id, baseUrl: given.baseUrl });
    }
  } finally {
    await releaseLease(work.em, lease.name, lease.holder);
  }
}
