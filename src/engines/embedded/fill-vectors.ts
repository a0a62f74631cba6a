import type { Database } from '../../db/client.ts'
import { findVectors } from '../../db/vectors.ts'
import type { Corpus, Segment } from './corpus.ts'
import { nextTurn } from './next-turn.ts'
import { emptyBlock, putVector, type VectorBlock } from './vector-block.ts'

const VECTORS_PER_STEP = 200

type Gap = { segment: Segment; block: VectorBlock; slots: readonly number[] }

function fill(db: Database, model: string, { segment, block, slots }: Gap): void {
  const chunkIds = slots.map((slot) => segment.chunkIds[slot] ?? '')
  const found = findVectors(db, model, chunkIds)
  for (const [at, slot] of slots.entries()) {
    const vector = found.get(chunkIds[at] ?? '')
    if (vector) putVector(block, slot, vector)
  }
}

/** Loads what an embedder made of the chunks of a segment, in steps. */
export async function fillSegment(db: Database, segment: Segment, model: string): Promise<void> {
  const block = segment.vectors.get(model) ?? emptyBlock(segment.live.length)
  segment.vectors.set(model, block)
  const slots = Array.from(segment.live.keys()).filter((slot) => block.has[slot] === 0)
  for (let at = 0; at < slots.length; at += VECTORS_PER_STEP) {
    fill(db, model, { segment, block, slots: slots.slice(at, at + VECTORS_PER_STEP) })
    await nextTurn()
  }
  block.isWhole = true
}

/**
 * Loads the vectors of another embedder for all chunks of a corpus that may grow meanwhile. `onWhole` is called at the
 * very moment when no chunk is left out.
 */
export async function fillView(db: Database, corpus: Corpus, model: string, onWhole: () => void): Promise<void> {
  for (;;) {
    const next = corpus.segments.find((segment) => segment.vectors.get(model)?.isWhole !== true)
    if (!next) return onWhole()
    await fillSegment(db, next, model)
  }
}

/** Vectors can come after their points: where another embedder was in use when a version was read. */
export function fillGaps(
  db: Database,
  model: string,
  segments: readonly Segment[],
  versions: ReadonlySet<number>,
): void {
  for (const segment of segments) {
    const block = segment.vectors.get(model)
    if (!block || block.missing === 0) continue
    const slots: number[] = []
    for (const [slot, number] of segment.versionOf.entries())
      if (block.has[slot] === 0 && versions.has(number)) slots.push(slot)
    for (let at = 0; at < slots.length; at += VECTORS_PER_STEP)
      fill(db, model, { segment, block, slots: slots.slice(at, at + VECTORS_PER_STEP) })
  }
}
