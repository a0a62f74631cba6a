import { SHORTEST_POINT, USEFUL_CHUNK } from './limits.ts'
import type { Unit } from './units.ts'

/** What all units of a run share: the speaker, the section, and whether they are rows of a table. */
type Key = { speaker: string | undefined; section: string; inTable: boolean }

const lengthOf = (units: Unit[]): number => (units.at(-1)?.end ?? 0) - (units[0]?.start ?? 0)

const sameKey = (a: Key, b: Key): boolean =>
  a.speaker === b.speaker && a.section === b.section && a.inTable === b.inTable

/** The key of each unit; one that introduces what follows has the key of that, a mere label only within its own turn. */
function keysOf(units: Unit[]): Key[] {
  const keys: Key[] = []
  let next: Key | undefined
  for (const unit of units.toReversed()) {
    const own = { speaker: unit.block.speaker, section: unit.section, inTable: unit.inTable }
    const goesWithNext = unit.introduces && (unit.startsSection || unit.asks || unit.block.speaker === next?.speaker)
    next = goesWithNext && next ? next : own
    keys.push(next)
  }
  return keys.reverse()
}

const isSpoken = (run: Unit[]): boolean => run.some(({ block }) => block.speaker !== undefined)

function isTiny(run: Unit[]): boolean {
  return lengthOf(run) < (isSpoken(run) ? SHORTEST_POINT : USEFUL_CHUNK)
}

function joinTiny(runs: Unit[][]): Unit[][] {
  const joined: Unit[][] = []
  for (const run of runs) {
    const open = joined.at(-1)
    if (open && isTiny(open) && isTiny(run) && isSpoken(open) === isSpoken(run)) open.push(...run)
    else joined.push([...run])
  }
  return joined
}

/**
 * Groups units into runs that one chunk may hold: one speaker's turn in one section, text or table. Neighbouring runs of
 * which neither is of a useful size are joined, but none that somebody says with one that nobody does.
 */
export function toRuns(units: Unit[]): Unit[][] {
  const keys = keysOf(units)
  const runs: Unit[][] = []
  units.forEach((unit, index) => {
    const key = keys[index]
    const before = keys[index - 1]
    const open = runs.at(-1)
    if (open && key && before && sameKey(key, before)) open.push(unit)
    else runs.push([unit])
  })
  return joinTiny(runs)
}
