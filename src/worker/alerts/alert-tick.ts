import { holdLease, releaseLease } from '#shared/database/hold-lease.ts';
import type { Services } from '#shared/services.ts';
import { composeAlerts } from './compose-alerts.ts';

type Work = Pick<Services, 'em' | 'search' | 'clock' | 'mailer' | 'log' | 'holder'>;

/**
 * Writes what is new for people's saved searches into the ledger that is mailed from. One worker at
 * a time does it. Without a mail server nothing is written either: it stays new until there is one.
 */
export async function alertTick(work: Work, given: { baseUrl: string }): Promise<void> {
  if (!work.mailer.isConfigured) return;
  const lease = { name: 'search-alerts', holder: work.holder, seconds: 300 };
  if (!(await holdLease(work.em, { ...lease, at: work.clock() }))) return;
  try {
    await composeAlerts(work, { host: new URL(given.baseUrl).hostname });
  } finally {
    await releaseLease(work.em, lease.name, lease.holder);
  }
}
