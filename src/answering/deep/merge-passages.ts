import type { Passage } from '../../retrieval/passage.ts'

/** One of each list in turn, the best of every list first. */
export function takeInTurn<T>(lists: readonly (readonly T[])[]): T[] {
  const longest = Math.max(0, ...lists.map((list) => list.length))
  return Array.from({ length: longest }, (_, at) => lists.flatMap((list) => list.slice(at, at + 1))).flat()
}

/** The best passage of each document. */
export function bestOfEachDocument(passages: readonly Passage[]): Passage[] {
  const seen = new Set<string>()
  return passages.filter(({ documentId }) => !seen.has(documentId) && seen.add(documentId))
}

const holds = (one: Passage, other: Passage): boolean =>
  one.versionId === other.versionId && one.span.start <= other.span.start && one.span.end >= other.span.end

/** Each place of a text once: a passage that stands within another gives way to it, in the better place of the two. */
export function leaveOutHeld(passages: readonly Passage[]): Passage[] {
  const kept: Passage[] = []
  for (const passage of passages) {
    if (kept.some((one) => holds(one, passage))) continue
    const at = kept.findIndex((one) => holds(passage, one))
    if (at < 0) kept.push(passage)
    else
      kept.splice(
        0,
        kept.length,
        ...kept.flatMap((one, i) => (i === at ? [passage] : holds(passage, one) ? [] : [one])),
      )
  }
  return kept
}
