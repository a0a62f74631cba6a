import { defineConfig } from 'vitest/config'

/** What takes longer than a test run may: kills, load, damaged and monstrous files. `npm run soak`. */
export default defineConfig({
  test: { include: ['test/soak/**/*.test.ts'], testTimeout: 20 * 60_000, hookTimeout: 120_000, maxWorkers: 1 },
})
