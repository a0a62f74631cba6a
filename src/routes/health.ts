import { createRoute, z } from '@hono/zod-openapi'
import { countDocuments } from '../db/document-views.ts'
import { newRoutes } from '../http/env.ts'
import { countChunks, countJobs } from '../http/library-counts.ts'
import { libraryFamilies, processFamilies, requestFamilies, writeMetrics } from '../http/metrics-text.ts'
import type { RequestMetrics } from '../http/request-metrics.ts'
import { jsonContent } from '../http/wire/common.ts'

const tags = ['operation']
const status = z.object({ status: z.enum(['ok', 'unavailable']) })

const alive = createRoute({
  method: 'get',
  path: '/healthz',
  tags,
  summary: 'The process runs',
  responses: { 200: jsonContent(status, 'It runs') },
})

const ready = createRoute({
  method: 'get',
  path: '/readyz',
  tags,
  summary: 'The library can be asked, an empty one included',
  responses: { 200: jsonContent(status, 'It can'), 503: jsonContent(status, 'The database does not answer') },
})

const metrics = createRoute({
  method: 'get',
  path: '/metrics',
  tags,
  summary: 'Prometheus text',
  responses: { 200: { description: 'Metrics', content: { 'text/plain': { schema: z.string() } } } },
})

export function healthRoutes(requests: RequestMetrics) {
  return newRoutes()
    .openapi(alive, (c) => c.json({ status: 'ok' } as const, 200))
    .openapi(ready, (c) => {
      try {
        countDocuments(c.var.services.db)
        return c.json({ status: 'ok' } as const, 200)
      } catch (error) {
        c.var.services.log(`not ready: ${String(error)}`)
        return c.json({ status: 'unavailable' } as const, 503)
      }
    })
    .openapi(metrics, (c) => {
      const { db } = c.var.services
      const library = { documents: countDocuments(db), chunks: countChunks(db), jobs: countJobs(db) }
      const families = [...requestFamilies(requests), ...libraryFamilies(library), ...processFamilies()]
      return c.text(writeMetrics(families), 200, { 'content-type': 'text/plain; version=0.0.4; charset=utf-8' })
    })
}
