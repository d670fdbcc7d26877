import type { SetAsideReason } from '#shared/entities/index.ts';
import type { Services } from '#shared/services.ts';
import { type Sifting, siftPublications } from './sift-publications.ts';

/** Sets publications aside, with the reason: one, or several at once. @throws {NotFound} */
export const setAsidePublications = (
  services: Pick<Services, 'em' | 'clock'>,
  given: Sifting & { reason: SetAsideReason; note?: string | null },
): Promise<void> =>
  siftPublications(services, given, {
    status: 'set-aside',
    reason: given.reason,
    note: given.note?.trim() || null,
  });
