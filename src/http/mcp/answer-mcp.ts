import { WebStandardStreamableHTTPServerTransport } from '@modelcontextprotocol/sdk/server/webStandardStreamableHttp.js'
import type { Context } from 'hono'
import type { AppEnv } from '../env.ts'
import { readableDocument, readableVersion } from '../read-document.ts'
import { accessOf } from '../viewer.ts'
import { createMcpServer } from './create-server.ts'

const JSON_TYPE = 'application/json'
const STREAM_TYPE = 'text/event-stream'

/**
 * Answers one POST of MCP's streamable HTTP, without a session. Clients accept a stream, which tells the progress of
 * long calls; one that accepts JSON only, or says nothing, is answered with JSON.
 */
export async function answerMcp(c: Context<AppEnv>): Promise<Response> {
  const { services } = c.var
  const streams = c.req.header('accept')?.includes(STREAM_TYPE) === true
  const headers = new Headers(c.req.raw.headers)
  headers.set('accept', `${JSON_TYPE}, ${STREAM_TYPE}`)
  const request = new Request(c.req.url, { method: 'POST', headers, body: await c.req.text() })
  const closing = c.env?.closing
  const server = createMcpServer({
    services,
    access: accessOf(c),
    readDocument: (id) => readableDocument(c, id),
    readVersion: (documentId, versionId) => readableVersion(c, documentId, versionId),
    endings: [c.req.raw.signal, ...(closing ? [closing] : [])],
    log: services.log,
  })
  const transport = new WebStandardStreamableHTTPServerTransport({ enableJsonResponse: !streams })
  await server.connect(transport)
  return transport.handleRequest(request)
}
