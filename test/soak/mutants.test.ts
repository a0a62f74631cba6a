import { it } from 'vitest'
import { surviveMutants } from '../helpers/survive-mutants.ts'

it('brings two thousand damaged files to an end, and answers throughout', async () => {
  console.log(await surviveMutants({ count: 2_000, seed: 20_261_120 }))
})
