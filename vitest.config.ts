import { defineConfig } from 'vitest/config'

/** What tests of pure functions and of SQLite need no process of their own for: the next file runs in the same. */
const LIGHT = ['answering', 'db', 'evaluation', 'http', 'language', 'retrieval', 'web'].map(
  (room) => `test/${room}/**/*.test.ts`,
)

export default defineConfig({
  test: {
    testTimeout: 30_000,
    hookTimeout: 60_000,
    maxWorkers: 2,
    /** Tests that run beside each other do so because they wait. */
    maxConcurrency: 12,
    projects: [
      { extends: true, test: { name: 'light', include: LIGHT, isolate: false } },
      {
        extends: true,
        test: { name: 'whole', include: ['test/**/*.test.ts'], exclude: ['test/soak/**', ...LIGHT] },
      },
    ],
  },
})
