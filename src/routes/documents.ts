import { createRoute, z } from '@hono/zod-openapi'
import type { Database } from '../db/client.ts'
import { browseDocuments, type ListPosition } from '../db/document-list.ts'
import type { DocumentView } from '../db/document-views.ts'
import { correctDocument } from '../db/documents.ts'
import { AppError } from '../errors.ts'
import { newRoutes } from '../http/env.ts'
import { cutPage, decodeCursor, decodeNumberCursor } from '../http/paging.ts'
import { orProblem } from '../http/problems.ts'
import { readableDocument } from '../http/read-document.ts'
import { assertOwnSpace } from '../http/sample-space.ts'
import { accessOf } from '../http/viewer.ts'
import {
  daySchema,
  jsonBody,
  jsonContent,
  kindSchema,
  sensitivitySchema,
  spaceNameSchema,
} from '../http/wire/common.ts'
import { documentSchema } from '../http/wire/document.ts'
import { documentListQuery, documentPageSchema } from '../http/wire/document-list.ts'

const tags = ['documents']
const params = z.object({ id: z.string() })
const nameSchema = z.string().trim().max(200)

const list = createRoute({
  method: 'get',
  path: '/',
  tags,
  summary: 'Documents, filtered and sorted, a page at a time',
  request: { query: documentListQuery },
  responses: { 200: jsonContent(documentPageSchema, 'A page'), ...orProblem },
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

/** A list in the order of ids goes on after an id, so that no removal shifts it; a sorted one counts. */
function toPosition(place: {
  offset?: number | undefined
  cursor?: string | undefined
  isSorted: boolean
}): ListPosition {
  if (place.offset !== undefined) return { offset: place.offset }
  if (place.isSorted) return { offset: decodeNumberCursor(place.cursor) ?? 0 }
  return { afterId: decodeCursor(place.cursor) ?? '' }
}

export const documentRoutes = newRoutes()
  .openapi(list, (c) => {
    const { limit, kind: kinds, state: states, q, space, container, issue, sort, ...place } = c.req.valid('query')
    const from = toPosition({ ...place, isSorted: sort !== undefined })
    const asked = {
      access: accessOf(c),
      filters: { q, kinds, space, states, container, issue },
      sort,
      from,
      limit: limit + 1,
    }
    const { documents, total } = browseDocuments(c.var.services.db, asked)
    const positionOf = (row: DocumentView) => (sort && 'offset' in from ? from.offset + limit : row.id)
    const { page, ...next } = cutPage(documents, limit, positionOf)
    return c.json({ documents: page, total, ...next }, 200)
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
