/** Keeps what was used of late, within a budget. */
export type RecentlyUsed<V> = {
  get: (key: string) => V | undefined
  set: (key: string, value: V) => void
}

/**
 * Values in two generations: what is used goes into the young one; when that has half of the budget, it becomes the old
 * one, and what of that was not used again goes.
 *
 * @param sizeOf in the units of `budget`.
 */
export function recentlyUsed<V>(budget: number, sizeOf: (value: V) => number): RecentlyUsed<V> {
  let [young, old] = [new Map<string, V>(), new Map<string, V>()]
  let held = 0
  const set = (key: string, value: V) => {
    const size = sizeOf(value)
    if (2 * size > budget) return
    if (2 * (held + size) > budget) {
      old = young
      young = new Map()
      held = 0
    }
    young.set(key, value)
    held += size
  }
  return {
    get: (key) => {
      const value = young.get(key)
      if (value !== undefined) return value
      const older = old.get(key)
      if (older !== undefined) set(key, older)
      return older
    },
    set,
  }
}
