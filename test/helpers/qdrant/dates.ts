/** RFC 3339 and the shorter forms that a server takes beside it; without an offset it is UTC. */
const DATE = /^(\d{4}-\d\d-\d\d)(?:[T ](\d\d:\d\d(?::\d\d(?:\.\d+)?)?)(Z|z|[+-]\d\d:?\d\d)?)?$/

/** @returns milliseconds, or undefined for what is no date: such a value is not indexed and never matches. */
export function dateOf(text: unknown): number | undefined {
  const parts = typeof text === 'string' ? DATE.exec(text) : null
  if (!parts) return undefined
  const [, day, time = '00:00', offset = 'Z'] = parts
  const at = Date.parse(`${day}T${time}${offset.toUpperCase()}`)
  if (Number.isNaN(at)) return undefined
  return new Date(Date.parse(`${day}T00:00Z`)).toISOString().startsWith(String(day)) ? at : undefined
}
