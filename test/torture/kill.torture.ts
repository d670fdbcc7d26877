import { describe, expect, it } from 'vitest';
import {
  anEmptyLibrary,
  aSteadyPublisher,
  killedAfter,
  scanToTheEnd,
} from '../support/killed-library.ts';
import { randomNumbers } from './random-numbers.ts';

const kills = Number(process.env.TORTURE_KILLS ?? 200);
const seed = Number(process.env.TORTURE_SEED ?? Date.now() % 1_000_000);
/** Kills of one library; then it is scanned to the end, compared, and a new one begins. */
const perLibrary = 10;
/** Milliseconds after the start: from before the first visit to after the last. */
const [soonest, latest] = [400, 4500];

const scan = ['scan', '--all'];
const rebuild = ['index', 'rebuild'];

describe.each([
  ['sqlite', 'one worker', [scan]],
  ['postgres', 'two workers', [scan, scan]],
] as const)('kill -9 at random on %s with %s', (kind, _workers, commands) => {
  it(`loses nothing and doubles nothing, ${kills / 2} times (seed ${seed})`, async () => {
    const random = randomNumbers(seed);
    const publisher = await aSteadyPublisher();
    const wanted = await scanToTheEnd(await anEmptyLibrary(kind, publisher), publisher);
    for (let done = 0; done < kills / 2; done += perLibrary) {
      const library = await anEmptyLibrary(kind, publisher);
      for (let kill = 0; kill < Math.min(perLibrary, kills / 2 - done); kill += 1) {
        // Now and then while an index is rebuilt beside the scan.
        const also = random() < 0.2 ? [rebuild] : [];
        const after = soonest + random() * (latest - soonest);
        await killedAfter(
          after,
          [...commands.map((words) => [...words]), ...also],
          library.settings,
        );
      }
      expect(await scanToTheEnd(library, publisher)).toEqual(wanted);
      console.log(`${kind}: ${done + perLibrary} kills, nothing lost, nothing doubled`);
    }
  });
});
