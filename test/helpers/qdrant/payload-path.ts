export type Payload = Record<string, unknown>

export function isObject(value: unknown): value is Payload {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

function step(value: unknown, key: string): unknown[] {
  const spreads = key.endsWith('[]')
  const name = spreads ? key.slice(0, -2) : key
  if (!isObject(value) || !(name in value)) return []
  const found = value[name]
  if (!spreads) return [found]
  return Array.isArray(found) ? found : []
}

/** What stands at a path of a payload: `a.b`, `a[].b`. Several values through `[]`, none where it is missing. */
export function valuesAt(payload: Payload, path: string): unknown[] {
  return path.split('.').reduce<unknown[]>((values, key) => values.flatMap((value) => step(value, key)), [payload])
}

/** The same, with every element of an array for itself: conditions match if any element does. */
export function elementsAt(payload: Payload, path: string): unknown[] {
  return valuesAt(payload, path).flatMap((value) => (Array.isArray(value) ? value : [value]))
}
