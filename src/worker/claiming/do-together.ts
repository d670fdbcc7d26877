interface Waiting<T> {
  thing: T;
  resolve: () => void;
  reject: (error: unknown) => void;
}

/**
 * Does in one go what is asked for at the same time: one transaction costs little more for twenty
 * things than for one. What cannot be done together is done alone, so that it fails by itself and
 * spares the rest.
 *
 * @param given.most things done in one go
 * @param given.patience milliseconds that the first waits for others at most: SQLite answers at once, so
 *   without a pause nothing else would arrive while something is done
 * @param given.together does several in one transaction; @returns those that are done
 * @param given.alone does one
 * @param given.onFault told why some could not be done together
 * @returns asks for one thing, and waits until it is done
 */
export function doTogether<T>(given: {
  most: number;
  patience: number;
  together: (things: T[]) => Promise<ReadonlySet<T>>;
  alone: (thing: T) => Promise<unknown>;
  onFault: (error: unknown) => void;
}): (thing: T) => Promise<void> {
  const waiting: Waiting<T>[] = [];
  let isRunning = false;
  /** Ends the pause for others. */
  let stopPausing = () => {};

  /** Until enough are there or patience is at its end. */
  const pause = () =>
    new Promise<void>((resolve) => {
      const timer = setTimeout(resolve, given.patience);
      stopPausing = () => {
        clearTimeout(timer);
        resolve();
      };
    });

  async function doAll(batch: Waiting<T>[]): Promise<void> {
    const things = batch.map(({ thing }) => thing);
    const together = () =>
      given.together(things).catch((error: unknown) => {
        given.onFault(error);
        return new Set<T>();
      });
    const done = things.length > 1 ? await together() : new Set<T>();
    for (const { thing, resolve, reject } of batch) {
      if (done.has(thing)) resolve();
      else await given.alone(thing).then(() => resolve(), reject);
    }
  }

  async function run(): Promise<void> {
    isRunning = true;
    while (waiting.length > 0) {
      if (waiting.length < given.most) await pause();
      await doAll(waiting.splice(0, given.most));
    }
    isRunning = false;
  }

  return (thing) =>
    new Promise<void>((resolve, reject) => {
      waiting.push({ thing, resolve, reject });
      if (!isRunning) void run();
      else if (waiting.length >= given.most) stopPausing();
    });
}
