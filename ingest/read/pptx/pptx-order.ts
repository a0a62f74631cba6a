/** Where something stands on its page, in any unit, `y` downwards. */
export type Box = { left: number; top: number; right: number; bottom: number }

/** Boxes that overlap by less than this share of the smaller one still stand beside or above each other. */
const MAX_OVERLAP = 0.25
/** Above this many the order is taken as it is: comparing all pairs would take too long. */
const MAX_ITEMS = 1_000

/**
 * The order in which things are read: what stands above in the same column, or to the left in the same row, comes
 * first; where neither holds, the given order stays. Things without a place are not moved behind others.
 */
export function orderByPlace<T>(items: readonly T[], boxOf: (item: T) => Box | undefined): T[] {
  if (items.length > MAX_ITEMS) return [...items]
  const boxes = items.map(boxOf)
  const followers = boxes.map((box) => boxes.flatMap((other, at) => (precedes(box, other) ? [at] : [])))
  const awaited = items.map(() => 0)
  for (const at of followers.flat()) awaited[at] = (awaited[at] ?? 0) + 1
  const waiting = new Set(items.keys())
  const ordered: T[] = []
  while (waiting.size > 0) {
    // in a circle, which boxes can form, the first that waits breaks it
    const next = first(waiting, (at) => awaited[at] === 0) ?? first(waiting, () => true) ?? 0
    waiting.delete(next)
    ordered.push(...items.slice(next, next + 1))
    for (const at of followers[next] ?? []) awaited[at] = (awaited[at] ?? 0) - 1
  }
  return ordered
}

function first(values: Iterable<number>, fits: (value: number) => boolean): number | undefined {
  for (const value of values) if (fits(value)) return value
  return undefined
}

function precedes(a: Box | undefined, b: Box | undefined): boolean {
  if (!a || !b) return false
  const isAbove = comesBefore([a.top, a.bottom], [b.top, b.bottom])
  const isLeft = comesBefore([a.left, a.right], [b.left, b.right])
  return (
    (isAbove && share([a.left, a.right], [b.left, b.right]) > MAX_OVERLAP) ||
    (isLeft && share([a.top, a.bottom], [b.top, b.bottom]) > MAX_OVERLAP)
  )
}

type Range = readonly [from: number, to: number]

function comesBefore(a: Range, b: Range): boolean {
  return a[0] < b[0] && share(a, b) <= MAX_OVERLAP
}

/** How much of the smaller range lies in the other one. */
function share([a0, a1]: Range, [b0, b1]: Range): number {
  const common = Math.min(a1, b1) - Math.max(a0, b0)
  return common <= 0 ? 0 : common / Math.max(1, Math.min(a1 - a0, b1 - b0))
}
