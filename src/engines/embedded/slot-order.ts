import type { Corpus } from './corpus.ts'
import type { IsBefore } from './top-slots.ts'

/** The order of equal scores: path, version, position in the text. Never a random id of a chunk, never a slot. */
export function slotOrder({ segments, versions }: Corpus): IsBefore {
  return (a, b) => {
    const [ofA, ofB] = [segments[a.segment], segments[b.segment]]
    const [one, two] = [versions[ofA?.versionOf[a.slot] ?? -1], versions[ofB?.versionOf[b.slot] ?? -1]]
    if (one && two && one !== two) return one.path === two.path ? one.versionId < two.versionId : one.path < two.path
    return (ofA?.ordinalOf[a.slot] ?? 0) < (ofB?.ordinalOf[b.slot] ?? 0)
  }
}
