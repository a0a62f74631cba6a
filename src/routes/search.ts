import { createRoute, z } from '@hono/zod-openapi'
import { newRoutes } from '../http/env.ts'
import { limitSchema } from '../http/paging.ts'
import { orProblem } from '../http/problems.ts'
import { accessOf } from '../http/viewer.ts'
import { jsonBody, jsonContent } from '../http/wire/common.ts'
import { hitSchema, toHits } from '../http/wire/hit.ts'
import { filtersSchema, questionSchema, toFilters } from '../http/wire/query.ts'

const request = z.object({
  query: questionSchema,
  limit: limitSchema,
  filters: filtersSchema.optional(),
  explain: z.boolean().default(false).openapi({ description: 'Adds `why` to every hit' }),
})

const found = z.object({
  hits: z.array(hitSchema),
  degraded: z.array(z.string()).openapi({ description: 'What the search had to do without' }),
  tookMs: z.number(),
})

const search = createRoute({
  method: 'post',
  path: '/',
  tags: ['search'],
  summary: 'The passages nearest to a text, best first',
  request: { body: jsonBody(request) },
  responses: { 200: jsonContent(found, 'The hits'), ...orProblem },
})

export const searchRoutes = newRoutes().openapi(search, async (c) => {
  const { query, limit, filters, explain } = c.req.valid('json')
  const start = performance.now()
  const asked = { query, limit, filters: toFilters(filters) }
  const { passages, degraded } = await c.var.services.retrieve(asked, accessOf(c), c.req.raw.signal)
  const tookMs = Math.round((performance.now() - start) * 10) / 10
  return c.json({ hits: toHits(passages, { explain }), degraded, tookMs }, 200)
})
