import { SearchUnavailable } from '#shared/errors.ts';
import type { Services } from '#shared/services.ts';

/** A search server that is down is said once, and once when it is back; nothing is lost by it. */
export function sayWhenDown({
  log,
}: Pick<Services, 'log'>): (work: () => Promise<unknown>) => Promise<void> {
  let isDown = false;
  return async (work) => {
    try {
      await work();
      if (isDown) log.info('The search server answers again.');
      isDown = false;
    } catch (error) {
      if (!(error instanceof SearchUnavailable)) throw error;
      if (!isDown) log.warn({ err: error }, 'search is not available');
      isDown = true;
    }
  };
}
