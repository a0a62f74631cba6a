import { createRoute, z } from '@hono/zod-openapi'
import type { Database } from '../db/client.ts'
import { correctDocument, type DocumentView, listDocuments } from '../db/documents.ts'
import { AppError } from '../errors.ts'
import { newRoutes } from '../http/env.ts'
import { cutPage, decodeCursor, pageQuery } from '../http/paging.ts'
import { orProblem } from '../http/problems.ts'
import { readableDocument } from '../http/read-document.ts'
import { assertOwnSpace } from '../http/sample-space.ts'
import { mayRead } from '../http/viewer.ts'
import {
  daySchema,
  jsonBody,
  jsonContent,
  kindSchema,
  sensitivitySchema,
  spaceNameSchema,
} from '../http/wire/common.ts'
import { documentSchema } from '../http/wire/document.ts'

const tags = ['documents']
const params = z.object({ id: z.string() })
const nameSchema = z.string().trim().max(200)

const list = createRoute({
  method: 'get',
  path: '/',
  tags,
  summary: 'Documents, a page at a time',
  request: { query: pageQuery.extend({ space: spaceNameSchema.optional() }) },
  responses: {
    200: jsonContent(z.object({ documents: z.array(documentSchema), nextCursor: z.string().optional() }), 'A page'),
    ...orProblem,
  },
})

const read = createRoute({
  method: 'get',
  path: '/{id}',
  tags,
  summary: 'One document',
  request: { params },
  responses: { 200: jsonContent(documentSchema, 'The document'), ...orProblem },
})

const corrections = z
  .strictObject({
    title: nameSchema.min(1).optional(),
    kind: kindSchema.optional(),
    date: z.union([z.literal(''), daySchema], 'takes an ISO 8601 date such as 2025-03-31, or nothing').optional(),
    project: nameSchema.optional(),
    people: z.array(nameSchema.min(1)).max(200).optional(),
    space: spaceNameSchema.optional(),
    sensitivity: sensitivitySchema.optional(),
  })
  .refine((fields) => Object.keys(fields).length > 0, 'takes at least one field')

type Corrections = z.infer<typeof corrections>

function withoutUndefined(fields: Corrections) {
  return Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== undefined))
}

function applyCorrections(db: Database, document: DocumentView, fields: Corrections): DocumentView | undefined {
  try {
    return correctDocument(db, document.id, withoutUndefined(fields))
  } catch (cause) {
    if (!(cause instanceof Error && 'code' in cause && cause.code === 'SQLITE_CONSTRAINT_UNIQUE')) throw cause
    const message = `space: "${fields.space}" already has a document at ${document.path}; remove one of the two first.`
    throw new AppError('invalid_request', message, { cause })
  }
}

const correct = createRoute({
  method: 'patch',
  path: '/{id}',
  tags,
  summary: 'Corrects what reading found out; later readings leave it alone',
  request: { params, body: jsonBody(corrections) },
  responses: { 200: jsonContent(documentSchema, 'The document as corrected'), ...orProblem },
})

const remove = createRoute({
  method: 'delete',
  path: '/{id}',
  tags,
  summary: 'Removes a document everywhere',
  request: { params },
  responses: { 204: { description: 'It is gone' }, ...orProblem },
})

export const documentRoutes = newRoutes()
  .openapi(list, (c) => {
    const { limit, cursor, space } = c.req.valid('query')
    const rows = listDocuments(c.var.services.db, { after: decodeCursor(cursor), limit: limit + 1, space })
    const { page, ...next } = cutPage(rows, limit, (row) => row.id)
    return c.json({ documents: page.filter((document) => mayRead(c, document)), ...next }, 200)
  })
  .openapi(read, (c) => c.json(readableDocument(c, c.req.valid('param').id), 200))
  .openapi(correct, (c) => {
    const { services } = c.var
    const document = readableDocument(c, c.req.valid('param').id)
    const fields = c.req.valid('json')
    if (fields.space !== undefined && fields.space !== document.space) assertOwnSpace(services, fields.space)
    const corrected = applyCorrections(services.db, document, fields)
    if (!corrected) throw new AppError('not_found', `There is no document ${document.id}.`)
    return c.json(corrected, 200)
  })
  .openapi(remove, async (c) => {
    const { id } = readableDocument(c, c.req.valid('param').id)
    await c.var.services.removeDocument(id)
    return c.body(null, 204)
  })
