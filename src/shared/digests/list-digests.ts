import { Delivery, Digest, DigestLine, type DigestState } from '#shared/entities/index.ts';
import type { Services } from '#shared/services.ts';
import { ensureRecentDigests, isMissed } from './weeks.ts';

/** Digests, newest first; this week's and last week's are there even if nobody looked at them yet. */
export async function listDigests(
  services: Pick<Services, 'em' | 'clock'>,
  given: { page: number; size: number },
) {
  const { em } = services;
  const at = services.clock();
  await ensureRecentDigests(services);
  const [rows, total] = await em.findAndCount(
    Digest,
    {},
    { orderBy: { startsOn: 'desc' }, limit: given.size, offset: (given.page - 1) * given.size },
  );
  const items = await Promise.all(
    rows.map(async (digest) => ({
      week: digest.week,
      startsOn: digest.startsOn,
      endsOn: digest.endsOn,
      state: (isMissed(digest, at) ? 'missed' : digest.state) as DigestState,
      sendAt: digest.sendAt,
      sentAt: digest.sentAt ?? null,
      /** Frozen lines; null while it is a draft. */
      lines:
        digest.state === 'draft' || digest.state === 'missed'
          ? null
          : await em.count(DigestLine, { digest }),
      sent: await em.count(Delivery, { digest, state: 'sent' }),
    })),
  );
  return { total, ...given, items };
}
