import { createRoute, z } from '@hono/zod-openapi'
import type { TypedResponse } from 'hono'
import { listChunks } from '../db/chunks.ts'
import { type Layout, unpackLayout } from '../db/layout-body.ts'
import { findLayout } from '../db/layouts.ts'
import { versionText } from '../db/versions.ts'
import { newRoutes } from '../http/env.ts'
import { plainLayout } from '../http/plain-layout.ts'
import { orProblem } from '../http/problems.ts'
import { readableDocument, readableVersion } from '../http/read-document.ts'
import { jsonContent } from '../http/wire/common.ts'
import { layoutSchema } from '../http/wire/layout.ts'

const layout = createRoute({
  method: 'get',
  path: '/{id}/layout',
  tags: ['documents'],
  summary: 'The blocks of the text and, of a PDF, where its lines are printed',
  request: {
    params: z.object({ id: z.string() }),
    query: z.object({ version: z.string().optional().openapi({ description: 'The current one by default' }) }),
  },
  responses: {
    200: jsonContent(layoutSchema, 'The layout; lines where the version was read without one'),
    ...orProblem,
  },
})

type LayoutResponse = TypedResponse<Layout, 200, 'json'>

export const documentLayoutRoutes = newRoutes().openapi(layout, (c) => {
  const { db } = c.var.services
  const { id } = c.req.valid('param')
  const version = readableVersion(c, id, c.req.valid('query').version)
  const packed = findLayout(db, version.id)
  if (!packed) {
    const chunks = listChunks(db, version.id, { limit: version.chunkCount })
    return c.json(plainLayout(readableDocument(c, id).path, versionText(db, version.id) ?? '', chunks), 200)
  }
  const headers = { 'content-type': 'application/json; charset=utf-8', vary: 'accept-encoding' }
  const takesGzip = /\bgzip\b/i.test(c.req.header('accept-encoding') ?? '')
  const response = takesGzip
    ? c.body(Uint8Array.from(packed), 200, { ...headers, 'content-encoding': 'gzip' })
    : c.body(unpackLayout(packed), 200, headers)
  return response as unknown as LayoutResponse
})
