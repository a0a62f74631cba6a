import { expect, it } from 'vitest'
import { surviveMutants } from '../helpers/survive-mutants.ts'

it('brings fifty damaged files to an end, each done or failed with a code, and answers throughout', async () => {
  const ends = await surviveMutants({ count: 50, seed: 7 })
  expect(ends.done).toBeGreaterThan(10)
  expect(ends.file_broken).toBeGreaterThan(5)
}, 120_000)
