import type { MiddlewareHandler } from 'hono'
import { matchedRoutes } from 'hono/route'
import type { AppEnv } from './env.ts'

/** Upper edges of the latency histogram, seconds. */
export const LATENCY_BUCKETS = [0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10] as const

export type RequestMetrics = {
  /** By `method`, `route` and `status`, joined with a blank. */
  requests: Map<string, number>
  /** By route: one count for each bucket and a last one for all beyond. */
  latency: Map<string, { counts: number[]; seconds: number }>
}

export function newRequestMetrics(): RequestMetrics {
  return { requests: new Map(), latency: new Map() }
}

function note(metrics: RequestMetrics, request: { method: string; route: string; status: number; seconds: number }) {
  const key = `${request.method} ${request.route} ${request.status}`
  metrics.requests.set(key, (metrics.requests.get(key) ?? 0) + 1)
  const latency = metrics.latency.get(request.route) ?? {
    counts: Array<number>(LATENCY_BUCKETS.length + 1).fill(0),
    seconds: 0,
  }
  const edge = LATENCY_BUCKETS.findIndex((limit) => request.seconds <= limit)
  const bucket = edge < 0 ? LATENCY_BUCKETS.length : edge
  latency.counts[bucket] = (latency.counts[bucket] ?? 0) + 1
  latency.seconds += request.seconds
  metrics.latency.set(request.route, latency)
}

const METHODS = new Set(['GET', 'HEAD', 'POST', 'PATCH', 'PUT', 'DELETE', 'OPTIONS'])

/** Counts every request under its route's pattern, so that ids never become labels. A stream counts until its first byte. */
export function measureRequests(metrics: RequestMetrics): MiddlewareHandler<AppEnv> {
  return async (c, next) => {
    const start = performance.now()
    await next()
    const pattern = matchedRoutes(c).findLast(({ path }) => !path.includes('*'))?.path
    note(metrics, {
      method: METHODS.has(c.req.method) ? c.req.method : 'OTHER',
      route: pattern ?? 'other',
      status: c.res.status,
      seconds: (performance.now() - start) / 1_000,
    })
  }
}
