export type Diffed<T> = { item: T; state: 'kept' | 'gone' | 'new' }

/**
 * Two lists as one, in the order of the later: what only the earlier has stands behind what it stood behind there, and
 * before what is new. Repeats are told apart by their number. A kept item is shown as the later list has it.
 */
export function diffLists<T>(before: readonly T[], after: readonly T[], keyOf: (item: T) => string): Diffed<T>[] {
  const places = new Map<string, number[]>()
  for (const [at, item] of before.entries()) places.set(keyOf(item), [...(places.get(keyOf(item)) ?? []), at])
  const partners = after.map((item) => places.get(keyOf(item))?.shift())
  const kept = new Set(partners)
  const goneFrom = (place: number): Diffed<T>[] => {
    const rest = before.slice(place)
    const length = rest.findIndex((_, at) => kept.has(place + at))
    return rest.slice(0, length < 0 ? rest.length : length).map((item) => ({ item, state: 'gone' }))
  }
  const later = after.flatMap((item, at): Diffed<T>[] => {
    const partner = partners[at]
    return partner === undefined ? [{ item, state: 'new' }] : [{ item, state: 'kept' }, ...goneFrom(partner + 1)]
  })
  return [...goneFrom(0), ...later]
}
