import type { Services } from '#shared/services.ts';
import { type Sifting, siftPublications } from './sift-publications.ts';

/** Keeps publications as relevant: one, or several at once. @throws {NotFound} and keeps none */
export const keepPublications = (
  services: Pick<Services, 'em' | 'clock'>,
  given: Sifting,
): Promise<void> => siftPublications(services, given, { status: 'kept', reason: null, note: null });
