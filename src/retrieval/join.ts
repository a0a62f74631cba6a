import type { Passage } from './passage.ts'

/** UTF-16 code units; passages are not joined beyond it. */
const LONGEST_PASSAGE = 900

/** A passage with the ordinals of the chunks that it is made of. */
type Joined = { passage: Passage; first: number; last: number }

/** The whole text of a version, or undefined where it is not at hand: then its passages stay as they are. */
export type ReadText = (versionId: string) => string | undefined

function isNextTo({ passage, first, last }: Joined, other: Passage): boolean {
  if (passage.versionId !== other.versionId) return false
  if (other.ordinal !== first - 1 && other.ordinal !== last + 1) return false
  const start = Math.min(passage.span.start, other.span.start)
  return Math.max(passage.span.end, other.span.end) - start <= LONGEST_PASSAGE
}

function commonHeadings(one: readonly string[], other: readonly string[]): string[] {
  const differs = one.findIndex((heading, at) => heading !== other[at])
  return one.slice(0, differs < 0 ? one.length : differs)
}

/** The better passage, grown over its neighbour: its score and its id, the page where it begins, what both stand under. */
function grow({ passage, first, last }: Joined, other: Passage, source: string): Joined {
  const span = {
    start: Math.min(passage.span.start, other.span.start),
    end: Math.max(passage.span.end, other.span.end),
  }
  const { page: _, speaker, ...rest } = passage
  const page = other.ordinal < first ? other.page : passage.page
  const grown: Passage = {
    ...rest,
    span,
    text: source.slice(span.start, span.end),
    headings: commonHeadings(passage.headings, other.headings),
    ...(page === undefined ? {} : { page }),
    ...(speaker !== undefined && speaker === other.speaker ? { speaker } : {}),
  }
  return { passage: grown, first: Math.min(first, other.ordinal), last: Math.max(last, other.ordinal) }
}

/**
 * Makes one passage of those that stand side by side in a text, in the place of the better one: a point is often begun
 * in one chunk and ended in the next. Keeps the order.
 *
 * @param limit passages wanted; what comes after them in the list can still grow one of them.
 */
export function joinNeighbours(passages: readonly Passage[], limit: number, readText: ReadText): Passage[] {
  const joined: Joined[] = []
  const texts = new Map<string, string | undefined>()
  for (const passage of passages) {
    const at = joined.findIndex((one) => isNextTo(one, passage))
    const neighbour = joined[at]
    if (neighbour) {
      const { versionId } = passage
      if (!texts.has(versionId)) texts.set(versionId, readText(versionId))
      const source = texts.get(versionId)
      if (source !== undefined) {
        joined[at] = grow(neighbour, passage, source)
        continue
      }
    }
    if (joined.length < limit) joined.push({ passage, first: passage.ordinal, last: passage.ordinal })
  }
  return joined.map(({ passage }) => passage)
}
