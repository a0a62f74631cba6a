import type { IncomingMessage, ServerResponse } from 'node:http'
import { Refusal, refuse } from './refusal.ts'
import type { Answer } from './requests.ts'
import type { Route } from './route.ts'

export type Keys = { apiKey?: string; readOnlyApiKey?: string }

export async function readBytes(request: IncomingMessage): Promise<Buffer> {
  const parts: Buffer[] = []
  for await (const part of request) parts.push(part as Buffer)
  return Buffer.concat(parts)
}

export function parseBody(bytes: Buffer, maxBytes: number, type: string): unknown {
  if (bytes.length > maxBytes)
    return refuse(400, `JSON payload (${bytes.length} bytes) is larger than allowed (limit: ${maxBytes} bytes).`)
  if (bytes.length === 0) return undefined
  if (!type.startsWith('application/json')) return refuse(400, 'Content type error')
  try {
    return JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(bytes))
  } catch (error) {
    return refuse(400, `Format error in JSON body: ${String(error)}`)
  }
}

export function recordedBody(bytes: Buffer): unknown {
  if (bytes.length === 0) return undefined
  try {
    return JSON.parse(bytes.toString('utf8'))
  } catch {
    return bytes.toString('utf8')
  }
}

export function checkKey({ headers }: IncomingMessage, route: Route, { apiKey, readOnlyApiKey }: Keys): void {
  if (route.needsKey === false || (apiKey === undefined && readOnlyApiKey === undefined)) return
  const bearer = /^Bearer (.*)$/.exec(headers.authorization ?? '')?.[1]
  const key = headers['api-key'] ?? bearer
  if (key === undefined) throw new Refusal(401, 'Must provide an API key or an Authorization bearer token', true)
  if (key === apiKey) return
  if (key !== readOnlyApiKey) throw new Refusal(401, 'Invalid API key or JWT', true)
  if (route.writes) refuse(403, 'Forbidden: Global manage access is required')
}

export function sendText(response: ServerResponse, status: number, text: string) {
  response.writeHead(status, { 'content-type': 'text/plain; charset=utf-8' })
  response.end(text)
}

export function sendJson(
  response: ServerResponse,
  status: number,
  body: unknown,
  headers: Record<string, string> = {},
) {
  response.writeHead(status, { 'content-type': 'application/json', ...headers })
  response.end(JSON.stringify(body))
}

export function sendAnswer(response: ServerResponse, answer: Answer) {
  if ('text' in answer) sendText(response, 200, answer.text)
  else sendJson(response, 200, 'raw' in answer ? answer.raw : { result: answer.result, status: 'ok', time: 0.001 })
}

export function sendRefusal(response: ServerResponse, { status, message, isPlain }: Refusal) {
  if (isPlain) sendText(response, status, message)
  else sendJson(response, status, { status: { error: message }, time: 0 })
}
