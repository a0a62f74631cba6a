import { it } from 'vitest'
import { surviveKills } from '../helpers/kills.ts'

it('loses nothing, has nothing twice and finds the same after three kills of the worker', async () => {
  await surviveKills({ documents: 20, kills: 3, seed: Number(process.env.SEED ?? 20_261_120) })
}, 120_000)
