import type { Services } from '#shared/services.ts';
import { type Sifting, siftPublications } from './sift-publications.ts';

/** Takes a verdict back: they wait to be judged again. @throws {NotFound} */
export const reopenPublications = (
  services: Pick<Services, 'em' | 'clock'>,
  given: Sifting,
): Promise<void> => siftPublications(services, given, { status: 'new', reason: null, note: null });
