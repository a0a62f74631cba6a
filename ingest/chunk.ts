import type { Span } from '../src/language/span.ts'
import { packRun } from './chunk/pack.ts'
import { toRuns } from './chunk/runs.ts'
import { toUnits, type Unit } from './chunk/units.ts'
import type { StructuredBlock } from './structure.ts'

/** A stored slice of a document, with what stands around it: headings, highest first, the speaker, the first page. */
export type ChunkSpan = Span & { headings: string[]; speaker?: string; page?: number }

/** The longest path that all blocks lie under. */
function commonHeadings(blocks: StructuredBlock[]): string[] {
  const paths = blocks.map(({ headings }) => headings)
  const first = paths[0] ?? []
  let depth = 0
  while (depth < first.length && paths.every((path) => path[depth] === first[depth])) depth++
  return first.slice(0, depth)
}

function toChunk(units: Unit[]): ChunkSpan[] {
  const first = units[0]
  const last = units.at(-1)
  if (!first || !last) return []
  const texts = units.filter(({ introduces }) => !introduces)
  const blocks = (texts.length > 0 ? texts : [last]).map(({ block }) => block)
  const speaker = blocks[0]?.speaker
  const spokenByOne = speaker !== undefined && blocks.every((block) => block.speaker === speaker)
  const { page } = first.block
  return [
    {
      start: first.start,
      end: last.end,
      headings: commonHeadings(blocks),
      ...(spokenByOne && { speaker }),
      ...(page !== undefined && { page }),
    },
  ]
}

/**
 * Cuts a document into chunks of one thought each: `text.slice(start, end)` is the chunk. They hold every non-white
 * character of every block once, in order, and are at most 1,200 characters long, mostly about 450. Small neighbours
 * are packed together; long blocks are cut between sentences; a table row stays whole; headings go with what follows;
 * a speaker's turn, a section of the highest level and a table are not mixed with their neighbours. Linear in the text.
 */
export function chunkDocument(text: string, blocks: StructuredBlock[]): ChunkSpan[] {
  return toRuns(toUnits(text, blocks)).flatMap(packRun).flatMap(toChunk)
}
