import { createRoute, z } from '@hono/zod-openapi'
import type { Database } from '../db/client.ts'
import { countGaps, findGap, type GapPlace, type GapView, listGaps } from '../db/gap-list.ts'
import { changeGap, removeGap } from '../db/gaps.ts'
import type { GapState } from '../db/schema/gaps.ts'
import { AppError } from '../errors.ts'
import { attachmentHeader } from '../http/attachment.ts'
import { toCsv } from '../http/csv.ts'
import { newRoutes } from '../http/env.ts'
import { cutPage, pageQuery } from '../http/paging.ts'
import { orProblem } from '../http/problems.ts'
import { decodeTimeCursor, timePosition } from '../http/time-cursor.ts'
import { jsonBody, jsonContent } from '../http/wire/common.ts'
import { gapChangeSchema, gapCountsSchema, gapSchema, gapStateSchema, toWireGap } from '../http/wire/gap.ts'

const GAPS_AT_ONCE = 500
const CSV = 'text/csv; charset=utf-8'

const tags = ['gaps']
const params = z.object({ id: z.string() })
const chosen = z.object({ state: gapStateSchema.optional() })

const list = createRoute({
  method: 'get',
  path: '/',
  tags,
  summary: 'Questions that the library did not answer, the one asked last first',
  request: { query: pageQuery.extend(chosen.shape) },
  responses: {
    200: jsonContent(
      z.object({ gaps: z.array(gapSchema), counts: gapCountsSchema, nextCursor: z.string().optional() }),
      'A page, and how many there are of each state',
    ),
    ...orProblem,
  },
})

const download = createRoute({
  method: 'get',
  path: '/export',
  tags,
  summary: 'All of them as a table for a spreadsheet',
  request: { query: chosen },
  responses: { 200: { description: 'CSV', content: { 'text/csv': { schema: z.string() } } }, ...orProblem },
})

const read = createRoute({
  method: 'get',
  path: '/{id}',
  tags,
  summary: 'A question that the library did not answer',
  request: { params },
  responses: { 200: jsonContent(gapSchema, 'The gap'), ...orProblem },
})

const change = createRoute({
  method: 'patch',
  path: '/{id}',
  tags,
  summary: 'Says who looks after a gap, what became of it, and what is to be known about it',
  request: { params, body: jsonBody(gapChangeSchema) },
  responses: { 200: jsonContent(gapSchema, 'The gap as it is now'), ...orProblem },
})

const remove = createRoute({
  method: 'delete',
  path: '/{id}',
  tags,
  summary: 'Forgets a gap; its answers stay',
  request: { params },
  responses: { 204: { description: 'It is gone' }, ...orProblem },
})

const placeOf = ({ lastAskedAt, id }: GapView): GapPlace => ({ lastAskedAt, id })

function* allGaps(db: Database, state: GapState | undefined): Generator<GapView> {
  for (let after: GapPlace | undefined; ; ) {
    const page = listGaps(db, { state, after, limit: GAPS_AT_ONCE })
    yield* page
    const last = page.at(-1)
    if (!last || page.length < GAPS_AT_ONCE) return
    after = placeOf(last)
  }
}

const COLUMNS =
  'question,language,state,owner,reason,missing,nearest,times asked,first asked,last asked,answered since,note,id'.split(
    ',',
  )

function toRow(gap: GapView): (string | number)[] {
  const { question, language, state, owner, reason, missing, documents, timesAsked, firstAskedAt, lastAskedAt } = gap
  const titles = documents.map(({ title }) => title).join('; ')
  const about = [question, language, state, owner, reason, missing.join('; '), titles]
  return [...about, timesAsked, firstAskedAt, lastAskedAt, gap.answeredAt ?? '', gap.note, gap.id]
}

function noGap(id: string): AppError {
  return new AppError('not_found', `There is no knowledge gap ${id}.`)
}

function readGap(db: Database, id: string) {
  const gap = findGap(db, id)
  if (!gap) throw noGap(id)
  return toWireGap(gap)
}

export const gapRoutes = newRoutes()
  .openapi(list, (c) => {
    const { db } = c.var.services
    const { state, limit, cursor } = c.req.valid('query')
    const place = decodeTimeCursor(cursor)
    const after = place && { lastAskedAt: place.at, id: place.id }
    const rows = listGaps(db, { state, after, limit: limit + 1 })
    const { page, ...next } = cutPage(rows, limit, ({ lastAskedAt, id }) => timePosition({ at: lastAskedAt, id }))
    return c.json({ gaps: page.map(toWireGap), counts: countGaps(db), ...next }, 200)
  })
  .openapi(download, (c) => {
    const { state } = c.req.valid('query')
    const rows = [...allGaps(c.var.services.db, state)].map(toRow)
    const headers = { 'content-type': CSV, 'content-disposition': attachmentHeader('knowledge-gaps.csv') }
    return c.body(toCsv([COLUMNS, ...rows]), 200, headers)
  })
  .openapi(read, (c) => c.json(readGap(c.var.services.db, c.req.valid('param').id), 200))
  .openapi(change, (c) => {
    const { db } = c.var.services
    const { id } = c.req.valid('param')
    if (!changeGap(db, id, c.req.valid('json'))) throw noGap(id)
    return c.json(readGap(db, id), 200)
  })
  .openapi(remove, (c) => {
    const { id } = c.req.valid('param')
    if (!removeGap(c.var.services.db, id)) throw noGap(id)
    return c.body(null, 204)
  })
