import { Candidate, Publication } from '#shared/entities/index.ts';
import type { Services } from '#shared/services.ts';
import { week } from '#shared/text/durations.ts';

/** Publications sent round again in one go. */
const batch = 200;

/**
 * Sends publications round that have not been read for long, so that a change or disappearance is
 * noticed even where no feed tells. Uploaded files cannot be read again.
 *
 * @returns how many
 */
export async function reopenForRecheck(services: Pick<Services, 'em' | 'clock'>): Promise<number> {
  const at = services.clock();
  const em = services.em.fork();
  const due = await em.find(
    Publication,
    { recheckAt: { $lte: at }, url: { $ne: null } },
    { orderBy: { recheckAt: 'asc' }, limit: batch },
  );
  for (const publication of due) {
    await em.nativeUpdate(
      Candidate,
      { id: publication.readFromId ?? 0, state: 'recorded' },
      { state: 'pending', attempts: 0, nextAttemptAt: at },
    );
    // Reading it sets the next time; until then it is not sent round twice.
    publication.recheckAt = new Date(at.getTime() + week);
  }
  await em.flush();
  return due.length;
}
