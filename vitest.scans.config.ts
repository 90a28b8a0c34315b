import { defineConfig } from 'vitest/config'

/** Whole scans, read by the real engines: minutes rather than seconds. */
export default defineConfig({
  test: {
    include: ['test/scans/**/*.test.ts'],
    globalSetup: ['test/build.ts'],
    testTimeout: 300_000,
    hookTimeout: 300_000,
    pool: 'forks',
    maxWorkers: 2,
  },
})
