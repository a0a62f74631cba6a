import { createRoute, z } from '@hono/zod-openapi'
import type { Database } from '../db/client.ts'
import {
  type ConversationPlace,
  conversationAnswers,
  findConversation,
  listConversations,
  removeConversation,
  renameConversation,
} from '../db/conversations.ts'
import { AppError } from '../errors.ts'
import { attachmentHeader } from '../http/attachment.ts'
import { writeConversation } from '../http/conversation-markdown.ts'
import { newRoutes } from '../http/env.ts'
import { toFileName } from '../http/file-name.ts'
import { cutPage, decodeCursor, invalidCursor, pageQuery } from '../http/paging.ts'
import { orProblem } from '../http/problems.ts'
import { jsonBody, jsonContent } from '../http/wire/common.ts'
import { conversationSchema, conversationWithAnswersSchema, toWireKeptAnswer } from '../http/wire/conversation.ts'

const tags = ['conversations']
const LONGEST_TITLE = 120
const params = z.object({ id: z.string() })

const list = createRoute({
  method: 'get',
  path: '/',
  tags,
  summary: 'Conversations, the one with the latest answer first',
  request: { query: pageQuery },
  responses: {
    200: jsonContent(
      z.object({ conversations: z.array(conversationSchema), nextCursor: z.string().optional() }),
      'A page',
    ),
    ...orProblem,
  },
})

const read = createRoute({
  method: 'get',
  path: '/{id}',
  tags,
  summary: 'A conversation with its answers in the order in which they were given',
  request: { params },
  responses: { 200: jsonContent(conversationWithAnswersSchema, 'The conversation'), ...orProblem },
})

const exportOne = createRoute({
  method: 'get',
  path: '/{id}/export',
  tags,
  summary: 'A conversation as a file: its questions, its answers and their sources',
  request: { params, query: z.object({ format: z.enum(['md', 'json']).default('md') }) },
  responses: {
    200: {
      description: 'The file',
      content: {
        'text/markdown': { schema: z.string() },
        'application/json': { schema: conversationWithAnswersSchema },
      },
    },
    ...orProblem,
  },
})

const rename = createRoute({
  method: 'patch',
  path: '/{id}',
  tags,
  summary: 'Gives a conversation another title',
  request: {
    params,
    body: jsonBody(z.strictObject({ title: z.string().trim().min(1).max(LONGEST_TITLE) })),
  },
  responses: { 200: jsonContent(conversationSchema, 'The conversation as renamed'), ...orProblem },
})

const remove = createRoute({
  method: 'delete',
  path: '/{id}',
  tags,
  summary: 'Removes a conversation with its answers',
  request: { params },
  responses: { 204: { description: 'It is gone' }, ...orProblem },
})

function toPlace(cursor: string | undefined): ConversationPlace | undefined {
  const position = decodeCursor(cursor)
  if (position === undefined) return undefined
  const [, updatedAt, id] = /^(\S+) (.+)$/su.exec(position) ?? []
  if (updatedAt === undefined || id === undefined) throw invalidCursor()
  return { updatedAt, id }
}

function noConversation(id: string): AppError {
  return new AppError('not_found', `There is no conversation ${id}.`)
}

/** A conversation with its answers as it is sent. @throws AppError `not_found` */
function wholeConversation(db: Database, id: string): z.infer<typeof conversationWithAnswersSchema> {
  const conversation = findConversation(db, id)
  if (!conversation) throw noConversation(id)
  return { ...conversation, answers: conversationAnswers(db, id).map(toWireKeptAnswer) }
}

export const conversationRoutes = newRoutes()
  .openapi(list, (c) => {
    const { limit, cursor } = c.req.valid('query')
    const rows = listConversations(c.var.services.db, { after: toPlace(cursor), limit: limit + 1 })
    const { page, ...next } = cutPage(rows, limit, ({ updatedAt, id }) => `${updatedAt} ${id}`)
    return c.json({ conversations: page, ...next }, 200)
  })
  .openapi(read, (c) => c.json(wholeConversation(c.var.services.db, c.req.valid('param').id), 200))
  .openapi(exportOne, (c) => {
    const whole = wholeConversation(c.var.services.db, c.req.valid('param').id)
    const { format } = c.req.valid('query')
    const headers = { 'content-disposition': attachmentHeader(`${toFileName(whole.title)}.${format}`) }
    if (format === 'json') return c.json(whole, 200, headers)
    return c.body(writeConversation(whole), 200, { ...headers, 'content-type': 'text/markdown; charset=utf-8' })
  })
  .openapi(rename, (c) => {
    const { id } = c.req.valid('param')
    const renamed = renameConversation(c.var.services.db, id, c.req.valid('json').title)
    if (!renamed) throw noConversation(id)
    return c.json(renamed, 200)
  })
  .openapi(remove, (c) => {
    const { id } = c.req.valid('param')
    if (!removeConversation(c.var.services.db, id)) throw noConversation(id)
    return c.body(null, 204)
  })
