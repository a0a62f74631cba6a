import type { Span } from './span.ts'

export type QuantityKind =
  | 'number'
  | 'percent'
  | 'money'
  | 'duration'
  | 'count'
  | 'date'
  | 'month'
  | 'year'
  | 'quarter'
  | 'time'
  | 'phone'
  | 'version'

/**
 * A value as it stands in a text. Two that say the same have the same `key`, however they are written: `3|month`,
 * `30|percent`, `5000000|yuan`, `2025-03-12`, `2025-03`, `--03-12` (no year), `2025-q3`, `T14:30`, `v2.1`, `12`.
 */
export type Quantity = Span & { kind: QuantityKind; key: string }

/** What a reader found at an offset, and where reading goes on; nothing found is something to pass over. */
export type Reading = { quantities: Quantity[]; end: number }
export type ReadQuantity = (text: string, at: number) => Reading | undefined

/** @param pattern a sticky one. */
export function matchAt(pattern: RegExp, text: string, at: number): RegExpExecArray | null {
  pattern.lastIndex = at
  return pattern.exec(text)
}
