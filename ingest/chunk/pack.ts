import { LONGEST_CHUNK, SHORTEST_POINT, SOFT_CHUNK, SUBSECTION_CHUNK, TARGET_CHUNK, USEFUL_CHUNK } from './limits.ts'
import type { Unit } from './units.ts'

const startOf = (units: Unit[]): number => units[0]?.start ?? 0
const endOf = (units: Unit[]): number => units.at(-1)?.end ?? 0
const lengthOf = (units: Unit[]): number => endOf(units) - startOf(units)

/** Units with the introductions before them and those of the same bond, as far as they fit into a chunk. */
function withIntroductions(run: Unit[]): Unit[][] {
  const groups: Unit[][] = []
  let open: Unit[] = []
  run.forEach((unit, index) => {
    if (open.length > 0 && unit.end - startOf(open) > LONGEST_CHUNK) {
      groups.push(open)
      open = []
    }
    open.push(unit)
    const isBound = unit.bond !== undefined && run[index + 1]?.bond === unit.bond
    if (!unit.introduces && !isBound) {
      groups.push(open)
      open = []
    }
  })
  if (open.length > 0) groups.push(open)
  return groups
}

const isBound = (units: Unit[]): boolean => units.some(({ bond }) => bond !== undefined)
const isTiny = (units: Unit[]): boolean => lengthOf(units) < (isBound(units) ? SHORTEST_POINT : USEFUL_CHUNK)

/**
 * Whether a chunk goes on with the next group: always while it is tiny, else up to the target, and neither into a new
 * part nor to or from a thought of several blocks.
 */
function takes(chunk: Unit[], group: Unit[]): boolean {
  const length = lengthOf(chunk)
  const joined = endOf(group) - startOf(chunk)
  if (joined > LONGEST_CHUNK) return false
  if (isTiny(chunk)) return true
  if (isBound(chunk) || isBound(group)) return false
  if (length >= SUBSECTION_CHUNK && group[0]?.introduces && !group[0].asks) return false
  return joined <= TARGET_CHUNK || (joined <= SOFT_CHUNK && length < TARGET_CHUNK / 2)
}

/** Packs one run into chunks, each a list of neighbouring units; a tiny rest goes to the chunk before it. */
export function packRun(run: Unit[]): Unit[][] {
  const chunks: Unit[][] = []
  for (const group of withIntroductions(run)) {
    const open = chunks.at(-1)
    if (open && takes(open, group)) open.push(...group)
    else chunks.push([...group])
  }
  const last = chunks.at(-1)
  const before = chunks.at(-2)
  if (last && before && isTiny(last) && endOf(last) - startOf(before) <= SOFT_CHUNK + USEFUL_CHUNK) {
    chunks.splice(-2, 2, [...before, ...last])
  }
  return chunks
}
