import { createRoute, z } from '@hono/zod-openapi'
import {
  type ConversationPlace,
  conversationAnswers,
  findConversation,
  listConversations,
  removeConversation,
} from '../db/conversations.ts'
import { AppError } from '../errors.ts'
import { newRoutes } from '../http/env.ts'
import { cutPage, decodeCursor, invalidCursor, pageQuery } from '../http/paging.ts'
import { orProblem } from '../http/problems.ts'
import { jsonContent } from '../http/wire/common.ts'
import { conversationSchema, conversationWithAnswersSchema, toWireKeptAnswer } from '../http/wire/conversation.ts'

const tags = ['conversations']
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

export const conversationRoutes = newRoutes()
  .openapi(list, (c) => {
    const { limit, cursor } = c.req.valid('query')
    const rows = listConversations(c.var.services.db, { after: toPlace(cursor), limit: limit + 1 })
    const { page, ...next } = cutPage(rows, limit, ({ updatedAt, id }) => `${updatedAt} ${id}`)
    return c.json({ conversations: page, ...next }, 200)
  })
  .openapi(read, (c) => {
    const { id } = c.req.valid('param')
    const conversation = findConversation(c.var.services.db, id)
    if (!conversation) throw noConversation(id)
    const answers = conversationAnswers(c.var.services.db, id).map(toWireKeptAnswer)
    return c.json({ ...conversation, answers }, 200)
  })
  .openapi(remove, (c) => {
    const { id } = c.req.valid('param')
    if (!removeConversation(c.var.services.db, id)) throw noConversation(id)
    return c.body(null, 204)
  })
