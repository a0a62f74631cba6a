/** How a request fails that is otherwise right. `applied`: whether it had its effect all the same. */
export type Failure =
  | { kind: 'status'; status: number; error: string; retryAfter?: number; isPlain?: true; applied?: true }
  | { kind: 'half_applied'; error: string }
  | { kind: 'reset'; applied: boolean }
  | { kind: 'stall'; applied: boolean }
  | { kind: 'wait_timeout' }
  | { kind: 'accepted' }

const status = (
  code: number,
  error: string,
  rest: { retryAfter?: number; isPlain?: true; applied?: true } = {},
): Failure => ({
  kind: 'status',
  status: code,
  error,
  ...rest,
})

/** Every way in which a request to a server can fail, by what a client sees. */
export const FAILURES = {
  too_large: status(400, 'JSON payload (33554433 bytes) is larger than allowed (limit: 33554432 bytes).'),
  unauthorised: status(401, 'Invalid API key or JWT', { isPlain: true }),
  forbidden: status(403, 'Invalid JWT, access is expired', { isPlain: true }),
  read_only: status(403, 'Forbidden: Write access to collection is required'),
  not_found: status(404, 'Not found: Collection `gone` does not exist!'),
  timeout: status(408, 'Operation timed out after 60 seconds'),
  rate_limited: status(429, 'Rate limiting exceeded: Read rate limit exceeded, retry later', { retryAfter: 1 }),
  too_costly: status(429, 'Rate limiting exceeded: Request costs more than the limit allows'),
  internal: status(500, 'Service internal error: Not enough memory'),
  /** Some replicas have it. */
  inconsistent: status(500, 'Service internal error: Consistency of this update is not guaranteed. Please retry', {
    applied: true,
  }),
  half_applied: { kind: 'half_applied', error: 'Service internal error: Task was cancelled' },
  bad_gateway: status(502, '<html><body>502 Bad Gateway</body></html>', { isPlain: true }),
  unavailable: status(503, 'Service unavailable: 1 of 1 read operations failed'),
  gateway_timeout: status(504, '<html><body>504 Gateway Time-out</body></html>', { isPlain: true }),
  quota: status(507, 'Insufficient storage: disk quota exceeded'),
  reset_before: { kind: 'reset', applied: false },
  reset_after: { kind: 'reset', applied: true },
  stall_before: { kind: 'stall', applied: false },
  stall_after: { kind: 'stall', applied: true },
  wait_timeout: { kind: 'wait_timeout' },
  accepted: { kind: 'accepted' },
} as const satisfies Record<string, Failure>
export type FailureName = keyof typeof FAILURES

/** Which requests fail; a missing field fits every one. */
export type RequestMatch = { method?: string; path?: RegExp }

export type PlannedFailure = { name: string; failure: Failure; match: RequestMatch; times: number }

/** Takes the first failure planned for such a request off the list. */
export function takeFailure(planned: PlannedFailure[], method: string, path: string): PlannedFailure | undefined {
  const found = planned.find(
    ({ match, times }) => times > 0 && (match.method ?? method) === method && (match.path?.test(path) ?? true),
  )
  if (found) found.times--
  return found
}
