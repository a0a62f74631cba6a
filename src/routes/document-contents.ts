import { createReadStream } from 'node:fs'
import { stat } from 'node:fs/promises'
import { Readable } from 'node:stream'
import { createRoute, z } from '@hono/zod-openapi'
import { listChunks } from '../db/chunks.ts'
import { originalPath } from '../db/originals.ts'
import { listVersions, versionText } from '../db/versions.ts'
import { AppError } from '../errors.ts'
import { safeMediaType } from '../http/accepted-files.ts'
import { attachmentHeader } from '../http/attachment.ts'
import { newRoutes } from '../http/env.ts'
import { cutPage, decodeNumberCursor, pageQuery } from '../http/paging.ts'
import { orProblem } from '../http/problems.ts'
import { readableDocument, readableVersion } from '../http/read-document.ts'
import { jsonContent } from '../http/wire/common.ts'
import { chunkSchema, toWireChunk, toWireVersion, versionSchema } from '../http/wire/document.ts'

const tags = ['documents']
const params = z.object({ id: z.string() })
const versionQuery = z.object({ version: z.string().optional().openapi({ description: 'The current one by default' }) })

const text = createRoute({
  method: 'get',
  path: '/{id}/text',
  tags,
  summary: 'The extracted text that every span counts in',
  request: { params, query: versionQuery },
  responses: { 200: { description: 'Text', content: { 'text/plain': { schema: z.string() } } }, ...orProblem },
})

const file = createRoute({
  method: 'get',
  path: '/{id}/file',
  tags,
  summary: 'The original bytes',
  request: { params, query: versionQuery },
  responses: {
    200: { description: 'The file', content: { 'application/octet-stream': { schema: z.string() } } },
    ...orProblem,
  },
})

const chunks = createRoute({
  method: 'get',
  path: '/{id}/chunks',
  tags,
  summary: 'The chunks of a version in text order',
  request: { params, query: pageQuery.extend(versionQuery.shape) },
  responses: {
    200: jsonContent(z.object({ chunks: z.array(chunkSchema), nextCursor: z.string().optional() }), 'A page'),
    ...orProblem,
  },
})

const versions = createRoute({
  method: 'get',
  path: '/{id}/versions',
  tags,
  summary: 'Every reading of the document, newest first',
  request: { params, query: versionQuery },
  responses: { 200: jsonContent(z.object({ versions: z.array(versionSchema) }), 'The versions'), ...orProblem },
})

function missingOriginal(path: string): AppError {
  return new AppError('not_found', `The original of ${path} is not kept any more; bring the file in again.`)
}

export const documentContentRoutes = newRoutes()
  .openapi(text, (c) => {
    const version = readableVersion(c, c.req.valid('param').id, c.req.valid('query').version)
    return c.text(versionText(c.var.services.db, version.id) ?? '', 200, {
      'content-type': 'text/plain; charset=utf-8',
    })
  })
  .openapi(file, async (c) => {
    const { id } = c.req.valid('param')
    const version = readableVersion(c, id, c.req.valid('query').version)
    const { path } = readableDocument(c, id)
    const place = originalPath(c.var.services.config.dataFolder, version.contentHash)
    const { size } = await stat(place).catch(() => {
      throw missingOriginal(path)
    })
    const headers = {
      'content-type': safeMediaType(path),
      'content-length': String(size),
      'content-disposition': attachmentHeader(path),
    }
    if (c.req.method === 'HEAD') return c.body(null, 200, headers)
    return c.body(Readable.toWeb(createReadStream(place)) as ReadableStream<Uint8Array>, 200, headers)
  })
  .openapi(chunks, (c) => {
    const { limit, cursor, version: wanted } = c.req.valid('query')
    const version = readableVersion(c, c.req.valid('param').id, wanted)
    const rows = listChunks(c.var.services.db, version.id, { after: decodeNumberCursor(cursor), limit: limit + 1 })
    const { page, ...next } = cutPage(rows, limit, (row) => row.ordinal)
    return c.json({ chunks: page.map(toWireChunk), ...next }, 200)
  })
  .openapi(versions, (c) => {
    const document = readableDocument(c, c.req.valid('param').id)
    const wanted = c.req.valid('query').version
    const all = listVersions(c.var.services.db, document.id).map(toWireVersion)
    return c.json({ versions: wanted === undefined ? all : all.filter(({ id }) => id === wanted) }, 200)
  })
