import { defineConfig } from 'vitest/config'

/**
 * Minutes rather than seconds: whole scans, read by the real engines, and all of what `npm test` tries in part (runs that are
 * killed, reports damaged on purpose).
 */
export default defineConfig({
  test: {
    include: [
      'test/scans/**/*.test.ts',
      'test/archive/kill.test.ts',
      'test/hostile/damage.test.ts',
      'test/node/{old-word,recycle}.test.ts',
    ],
    env: { NIANBAO_TEST_THOROUGH: '1' },
    globalSetup: ['test/build.ts'],
    testTimeout: 300_000,
    hookTimeout: 300_000,
    pool: 'forks',
    maxWorkers: 2,
  },
})
