import { it } from 'vitest'
import { surviveKills } from '../helpers/kills.ts'

it('loses nothing, has nothing twice and finds the same after five kills of the worker', async () => {
  await surviveKills({ kills: 5, seed: Number(process.env.SEED ?? 20_261_120) })
}, 120_000)
