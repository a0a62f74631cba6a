import { createRoute, z } from '@hono/zod-openapi'
import { newRoutes } from '../http/env.ts'
import { orProblem } from '../http/problems.ts'

const METHOD_NOT_ALLOWED = { jsonrpc: '2.0', error: { code: -32_000, message: 'Method not allowed.' }, id: null }

const call = createRoute({
  method: 'post',
  path: '/',
  tags: ['mcp'],
  summary: 'The Model Context Protocol over streamable HTTP: tools search, ask, read_document and list_documents',
  description: 'A JSON-RPC message, or several. There are no sessions: every request stands for itself.',
  responses: {
    200: {
      description: 'The responses, as a stream of events where the client accepts one',
      content: { 'application/json': { schema: z.unknown() }, 'text/event-stream': { schema: z.string() } },
    },
    202: { description: 'Notifications were taken' },
    ...orProblem,
  },
})

/** MCP's SDK is loaded with the first call: most libraries never see one. */
export const mcpRoutes = newRoutes()
mcpRoutes.openapi(call, async (c) => {
  const { answerMcp } = await import('../http/mcp/answer-mcp.ts')
  return answerMcp(c)
})
mcpRoutes.on(['GET', 'DELETE', 'PUT', 'PATCH'], '/', (c) => c.json(METHOD_NOT_ALLOWED, 405, { Allow: 'POST' }))
