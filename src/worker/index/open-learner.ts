import { EmbedderFailure } from '#shared/search/embedding/embedder.ts';
import type { Services } from '#shared/services.ts';
import { minute } from '#shared/text/durations.ts';
import type { Indexer } from './hold-indexer.ts';
import { learnMeanings } from './learn-meanings.ts';

/** Milliseconds of a tick that the embedder gets: what is new must not wait for it. */
const share = 5000;
/** Milliseconds until an embedder that failed is asked again. */
const pause = minute;

/** Brings what the index knows of meanings a little further. */
export type Learn = (indexer: Indexer, given: { isPatient: boolean }) => Promise<void>;

/**
 * Sees to it that meanings are learnt bit by bit, tick by tick. An embedder that is down is said once,
 * and once when it is back; nothing but meanings waits for it.
 *
 * @param isClosing asked between two batches
 * @param given.pause milliseconds until an embedder that failed is asked again
 */
export function openLearner(
  services: Pick<Services, 'em' | 'search' | 'embedder' | 'log'>,
  isClosing: () => boolean,
  given: { pause?: number } = {},
): Learn {
  const { embedder, log } = services;
  const refused = new Set<number>();
  let pausedUntil = 0;
  let isDown = false;

  /** An embedder that is down is asked again later. */
  function pauseAfter(error: unknown): void {
    if (!(error instanceof EmbedderFailure)) throw error;
    if (!isDown) log.warn({ err: error }, 'the embedder is not available; words are indexed');
    isDown = true;
    pausedUntil = performance.now() + (given.pause ?? pause);
  }

  return async (indexer, { isPatient }) => {
    // Our own model reads beside the ticks: see keep-reading-meanings.ts.
    if (embedder?.reads !== 'passages' || performance.now() < pausedUntil) return;
    const { meanings } = await services.search.current();
    if (!meanings) return;
    const until = performance.now() + (isPatient ? Infinity : share);
    const isOver = () => isClosing() || performance.now() > until;
    try {
      await learnMeanings({ ...services, embedder }, meanings, indexer, { refused, isOver });
      if (isDown) log.info('The embedder answers again.');
      isDown = false;
    } catch (error) {
      pauseAfter(error);
    }
  };
}
