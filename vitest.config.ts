import { defineConfig } from 'vitest/config'

/**
 * Tests that leave nothing behind in their process: they share it, and what is compiled. So they also try that what was read before does not show in
 * what is read next. Not among them: tests with a module, a variable of the environment or a built-in of their own.
 */
const TOGETHER = [
  'test/{check,fixtures,forms,imaging,layout,locate,messages,narrative,output,report,text}/**/*.test.ts',
  'test/sources/!(bad-scans|docx|natives).test.ts',
  'test/{cli,docs,hostile,ocr,package}/**/*.test.ts',
  'test/archive/!(read-archive|queue).test.ts',
  'test/node/{export/!(review-site),places,random-input,rules-file}.test.ts',
  'test/architecture.test.ts',
]

const own = { pool: 'forks', testTimeout: 60_000, hookTimeout: 60_000 } as const

export default defineConfig({
  test: {
    globalSetup: ['test/build.ts'],
    maxWorkers: 2,
    projects: [
      { test: { ...own, name: 'together', isolate: false, include: TOGETHER } },
      { test: { ...own, name: 'apart', include: ['test/**/*.test.ts'], exclude: ['test/scans/**', ...TOGETHER] } },
    ],
  },
})
