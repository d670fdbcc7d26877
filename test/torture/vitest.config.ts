import { defineConfig } from 'vitest/config';

/** `npm run torture`: what takes too long for every day. TORTURE_KILLS, TORTURE_SECONDS, TORTURE_SEED. */
export default defineConfig({
  test: {
    globalSetup: './test/support/run/global-setup.ts',
    include: ['test/torture/*.torture.ts'],
    expect: { requireAssertions: true },
    testTimeout: 7_200_000,
    hookTimeout: 60_000,
    maxWorkers: 1,
  },
});
