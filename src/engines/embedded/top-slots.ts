export type ScoredSlot = { slot: number; score: number }

/**
 * The best `limit` of many scored slots, best first: a binary heap that keeps its worst on top.
 * `before` decides between equal scores.
 */
export function topSlots(
  slots: Iterable<ScoredSlot>,
  limit: number,
  before: (a: number, b: number) => number,
): ScoredSlot[] {
  const isWorse = (a: ScoredSlot, b: ScoredSlot) =>
    a.score < b.score || (a.score === b.score && before(a.slot, b.slot) > 0)
  const heap: ScoredSlot[] = []
  for (const candidate of slots) {
    if (heap.length < limit) {
      heap.push(candidate)
      siftUp(heap, isWorse)
    } else if (heap[0] && isWorse(heap[0], candidate)) {
      heap[0] = candidate
      siftDown(heap, isWorse)
    }
  }
  return heap.sort((a, b) => b.score - a.score || before(a.slot, b.slot))
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
