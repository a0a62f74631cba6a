export type ScoredSlot = { segment: number; slot: number; score: number }

/** Whether the first of two chunks of equal score stands before the second. */
export type IsBefore = (a: ScoredSlot, b: ScoredSlot) => boolean

export type TopSlots = {
  /** The score below which nothing is taken any more; 0 while there is room. */
  floor: () => number
  offer: (segment: number, slot: number, score: number) => void
  /** Best first. */
  take: () => ScoredSlot[]
}

/** Keeps the best `limit` of what is offered: a binary heap with its worst on top. */
export function openTopSlots(limit: number, isBefore: IsBefore): TopSlots {
  const heap: ScoredSlot[] = []
  const isWorse = (a: ScoredSlot, b: ScoredSlot) => a.score < b.score || (a.score === b.score && isBefore(b, a))
  return {
    floor: () => (heap.length < limit ? 0 : (heap[0]?.score ?? Number.POSITIVE_INFINITY)),
    offer: (segment, slot, score) => {
      const candidate = { segment, slot, score }
      if (heap.length < limit) {
        heap.push(candidate)
        siftUp(heap, isWorse)
      } else if (heap[0] && isWorse(heap[0], candidate)) {
        heap[0] = candidate
        siftDown(heap, isWorse)
      }
    },
    take: () => heap.sort((a, b) => (isWorse(a, b) ? 1 : -1)),
  }
}

type IsWorse = (a: ScoredSlot, b: ScoredSlot) => boolean

function siftUp(heap: ScoredSlot[], isWorse: IsWorse): void {
  let at = heap.length - 1
  while (at > 0) {
    const parent = (at - 1) >> 1
    const [child, above] = [heap[at], heap[parent]]
    if (!child || !above || !isWorse(child, above)) return
    heap[at] = above
    heap[parent] = child
    at = parent
  }
}

function siftDown(heap: ScoredSlot[], isWorse: IsWorse): void {
  let at = 0
  for (;;) {
    let worst = at
    for (const child of [2 * at + 1, 2 * at + 2]) {
      const [a, b] = [heap[child], heap[worst]]
      if (a && b && isWorse(a, b)) worst = child
    }
    const [here, there] = [heap[at], heap[worst]]
    if (worst === at || !here || !there) return
    heap[at] = there
    heap[worst] = here
    at = worst
  }
}
