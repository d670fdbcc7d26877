import type { Services } from '#shared/services.ts';

/** Milliseconds between two goes at the index while publications are recorded. */
const indexEvery = 1000;

/** Indexes now and then what is recorded meanwhile: one page that is long in coming keeps none waiting. */
export function indexMeanwhile(
  { log }: Pick<Services, 'log'>,
  index: () => Promise<void>,
): { recorded(): void; end(): Promise<void> } {
  let isBehind = false;
  let underWay: Promise<void> | null = null;
  const timer = setInterval(() => {
    if (!isBehind || underWay) return;
    isBehind = false;
    underWay = index()
      .catch((error: unknown) => log.error({ err: error }, 'indexing failed'))
      .finally(() => {
        underWay = null;
      });
  }, indexEvery);
  return {
    recorded() {
      isBehind = true;
    },
    async end() {
      clearInterval(timer);
      await underWay;
    },
  };
}
