import { describe, expect, it } from 'vitest';
import {
  anEmptyLibrary,
  aSteadyPublisher,
  killedAfter,
  scanToTheEnd,
} from '../support/killed-library.ts';

const kills = 10;
const scan = ['scan', '--all'];

// 200 kills at random moments are `npm run torture`.
describe.each([
  ['sqlite', [scan]],
  ['postgres', [scan, scan]],
] as const)('kill -9 during a scan on %s', (kind, commands) => {
  it(`loses nothing and doubles nothing, ${kills} times over`, { timeout: 240_000 }, async () => {
    const publisher = await aSteadyPublisher();
    const wanted = await scanToTheEnd(await anEmptyLibrary(kind, publisher), publisher);
    const disturbed = await anEmptyLibrary(kind, publisher);

    for (let kill = 0; kill < kills; kill += 1) {
      // From before the first visit to the middle of recording.
      await killedAfter(700 + kill * 250, [...commands], disturbed.settings);
    }

    expect(await scanToTheEnd(disturbed, publisher)).toEqual(wanted);
  });
});
