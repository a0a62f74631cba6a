import { createRoute, z } from '@hono/zod-openapi'
import { newRoutes } from '../http/env.ts'
import { countBySpace } from '../http/library-counts.ts'
import { orProblem } from '../http/problems.ts'
import { removeSample } from '../http/sample-space.ts'
import { jsonContent } from '../http/wire/common.ts'

const tags = ['spaces']

const spaceSchema = z.object({ name: z.string(), isSample: z.boolean(), documents: z.int() }).openapi('Space')

const list = createRoute({
  method: 'get',
  path: '/',
  tags,
  summary: 'The spaces with the number of their documents',
  responses: { 200: jsonContent(z.object({ spaces: z.array(spaceSchema) }), 'The spaces'), ...orProblem },
})

const remove = createRoute({
  method: 'delete',
  path: '/{name}',
  tags,
  summary: 'Removes the sample documents for good; no other space is removed as a whole',
  request: { params: z.object({ name: z.string() }) },
  responses: { 204: { description: 'They are gone' }, ...orProblem },
})

export const spaceRoutes = newRoutes()
  .openapi(list, (c) => c.json({ spaces: countBySpace(c.var.services.db) }, 200))
  .openapi(remove, async (c) => {
    await removeSample(c.var.services, c.req.valid('param').name)
    return c.body(null, 204)
  })
