import { UniqueConstraintViolationException } from '@mikro-orm/core';
import type { Services } from '#shared/services.ts';
import { doTogether } from '../claiming/do-together.ts';
import { type Recording, recordBatch } from './record-batch.ts';
import { recordPublication } from './record-publication.ts';

/** Publications recorded in one transaction at most: some are long, and all are held in memory. */
const most = 20;
/** Milliseconds: much less than a page takes to come. */
const patience = 40;

/** Records one publication, alone or together with others. */
export type Recorder = (given: Recording) => Promise<void>;

/** Records what several retrievals bring at the same time in one transaction. */
export function openRecorder(work: Pick<Services, 'em' | 'clock' | 'chance' | 'log'>): Recorder {
  return doTogether<Recording>({
    most,
    patience,
    async together(givens) {
      const recorded = await recordBatch(work, givens);
      return new Set(givens.filter(({ candidateId }) => recorded.has(candidateId)));
    },
    alone: (given) => recordPublication(work, given),
    onFault: (error) => {
      // Another worker recorded the same thing meanwhile: nothing is wrong.
      if (error instanceof UniqueConstraintViolationException) return;
      work.log.warn({ err: error }, 'recording together failed: each is recorded by itself');
    },
  });
}
