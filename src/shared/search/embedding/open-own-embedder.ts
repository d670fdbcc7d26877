import { minute } from '#shared/text/durations.ts';
import { type Embedder, EmbedderFailure } from './embedder.ts';
import { type ModelRunner, openModelRunner } from './model-runner.ts';
import { ownFloor, ownModel } from './own-model.ts';

/** Milliseconds without work after which a process ends: within a minute its memory is free again. */
const idle = 40_000;
/** Milliseconds that a search waits for a process that is ready: it takes some tens of them. */
const patience = 400;

/** @throws {EmbedderFailure} when it is not there in time; what was asked for is read all the same */
async function inTime<T>(work: Promise<T>, within: number): Promise<T> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<never>((_, reject) => {
    timer = setTimeout(
      () => reject(new EmbedderFailure('The language model took too long.')),
      within,
    );
  });
  // Nobody waits for it any more: its failure is nobody's.
  work.catch(() => undefined);
  try {
    return await Promise.race([work, late]);
  } finally {
    clearTimeout(timer);
  }
}

/**
 * The sentence model that comes with the product. Somebody who waits is answered by a process that reads
 * for nobody else; what is read in the background has one that gives way to everything. Both start with
 * the first work and end when they have had none for a while; no connection is opened by either.
 *
 * @param given for tests: when it ends, and what its Node is given
 */
export function openOwnEmbedder(
  given: { idle?: number; execArgv?: string[] } = {},
): Embedder & { pids(): number[] } {
  const open = (isInBackground: boolean): ModelRunner =>
    openModelRunner({ idle, isInBackground, ...given });
  const [awaited, background] = [open(false), open(true)];

  return {
    model: ownModel,
    floor: ownFloor,
    reads: 'whole',
    patience,
    followsUp: true,
    async embed(texts, { within = 10 * minute, isAwaited = false } = {}) {
      const runner = isAwaited ? awaited : background;
      return inTime(Promise.all(texts.map((text) => runner.read(text))), within);
    },
    isReady: () => awaited.isReady(),
    warm: () => awaited.warm(),
    pids: () => [awaited, background].flatMap((runner) => runner.pid() ?? []),
    async close() {
      await Promise.all([awaited.close(), background.close()]);
    },
  };
}
