const SECOND_MS = 1_000

/**
 * What a response asks its client to wait, in milliseconds: `Retry-After` as seconds or as a date (RFC 9110 §10.2.3), or
 * `Retry-After-Ms`, which several services send. Undefined where it does not say, or says nothing that can be read.
 */
export function retryAfterMs(headers: Headers | undefined, now: number): number | undefined {
  const milliseconds = Number.parseFloat(headers?.get('retry-after-ms') ?? '')
  if (Number.isFinite(milliseconds)) return Math.max(0, milliseconds)
  const text = headers?.get('retry-after') ?? ''
  const asked = /^\s*\d/.test(text) ? Number.parseFloat(text) * SECOND_MS : Date.parse(text) - now
  return Number.isFinite(asked) ? Math.max(0, asked) : undefined
}
