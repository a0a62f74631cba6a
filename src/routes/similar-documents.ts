import { createRoute, z } from '@hono/zod-openapi'
import { similarDocuments } from '../db/similar-documents.ts'
import { newRoutes } from '../http/env.ts'
import { orProblem } from '../http/problems.ts'
import { readableDocument } from '../http/read-document.ts'
import { mayRead } from '../http/viewer.ts'
import { jsonContent } from '../http/wire/common.ts'
import { similarSchema } from '../http/wire/document.ts'

const similar = createRoute({
  method: 'get',
  path: '/{id}/similar',
  tags: ['documents'],
  summary: 'Documents that repeat this one, or are repeated by it',
  request: { params: z.object({ id: z.string() }) },
  responses: { 200: jsonContent(similarSchema, 'Those that share most come first'), ...orProblem },
})

export const similarDocumentRoutes = newRoutes().openapi(similar, (c) => {
  const { id } = readableDocument(c, c.req.valid('param').id)
  const found = similarDocuments(c.var.services.db, id)
  return c.json({ documents: found.filter(({ document }) => mayRead(c, document)) }, 200)
})
