import { UniqueConstraintViolationException } from '@mikro-orm/core';
import type { Services } from '#shared/services.ts';
import { type Recording, recordBatch } from './record-batch.ts';

/**
 * Records what was retrieved of a candidate.
 *
 * @returns the publication's id
 */
export async function recordPublication(
  work: Pick<Services, 'em' | 'clock' | 'chance'>,
  given: Recording,
): Promise<number> {
  for (let attempt = 1; ; attempt += 1) {
    try {
      const recorded = await recordBatch(work, [given]);
      const id = recorded.get(given.candidateId);
      if (!id) throw new Error(`there is no candidate ${given.candidateId}`);
      return id;
    } catch (error) {
      // Somebody else recorded the same thing between our look and our write: now it is found.
      if (!(error instanceof UniqueConstraintViolationException) || attempt === 5) throw error;
    }
  }
}
