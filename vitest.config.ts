import { defineConfig } from 'vitest/config'

export default defineConfig({
  test: {
    include: ['test/**/*.test.ts'],
    exclude: ['test/soak/**'],
    testTimeout: 30_000,
    hookTimeout: 60_000,
    maxWorkers: 2,
    /** Tests that run beside each other do so because they wait. */
    maxConcurrency: 12,
    /** What a file changes in its process, such as `TMPDIR`, it puts back: the next one runs in the same. */
    isolate: false,
  },
})
