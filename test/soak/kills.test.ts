import { it } from 'vitest'
import { surviveKills } from '../helpers/kills.ts'

const SEEDS = [1, 2, 3]

it.each(SEEDS)('finds the same after twenty kills of the worker (seed %i)', (seed) => surviveKills({ kills: 20, seed }))
