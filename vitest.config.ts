import { defineConfig } from 'vitest/config';

export default defineConfig({
  test: {
    globalSetup: './test/support/run/global-setup.ts',
    include: ['test/**/*.test.{ts,tsx}'],
    // Our own model takes its time to start: a test that wants it says so.
    env: { EMBEDDER: 'off' },
    expect: { requireAssertions: true },
    testTimeout: 30_000,
    hookTimeout: 60_000,
    maxWorkers: 2,
  },
});
