import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { createApp } from '../src/app.ts'
import { AppError } from '../src/errors.ts'
import { sendJson } from './helpers/requests.ts'
import { type FakeServices, fakeServices } from './helpers/services.ts'

let fake: FakeServices
let app: ReturnType<typeof createApp>

beforeEach(async () => {
  fake = await fakeServices()
  app = createApp(fake.services)
})
afterEach(() => fake.close())

async function problemOf(response: Response): Promise<Record<string, unknown>> {
  expect(response.headers.get('content-type')).toBe('application/problem+json')
  const problem = (await response.json()) as Record<string, unknown>
  expect(problem.status).toBe(response.status)
  return problem
}

describe('what goes wrong', () => {
  it('is told as problem details with a stable code', async () => {
    expect(await problemOf(await app.request('/api/documents/none'))).toEqual({
      type: 'about:blank',
      title: 'Not Found',
      status: 404,
      detail: 'There is no document none.',
      code: 'not_found',
    })
  })

  it('keeps the status and the words of an expected failure', async () => {
    fake.gives.retrieve = () => {
      throw new AppError('embedding_failed', 'The embedding model does not answer.')
    }
    const response = await sendJson(app, 'POST', '/api/search', { query: 'x' })
    expect(response.status).toBe(503)
    expect(await problemOf(response)).toMatchObject({ code: 'embedding_failed', detail: /does not answer/ })
  })

  it('hides the words of an unexpected failure and logs them', async () => {
    fake.gives.retrieve = () => {
      throw new Error('password=hunter2')
    }
    const response = await sendJson(app, 'POST', '/api/search', { query: 'x' })
    const body = await response.text()
    expect(response.status).toBe(500)
    expect(body).toContain('"code":"internal"')
    expect(body).not.toContain('hunter2')
    expect(fake.calls.log.join()).toContain('hunter2')
  })

  it.each(['/nowhere', '/api/nowhere', '/api/documents/a/b/c', '/assets/none.js'])(
    'is not found at %s',
    async (path) => {
      const response = await app.request(path)
      expect(response.status).toBe(404)
      expect(await problemOf(response)).toMatchObject({ code: 'not_found' })
    },
  )

  it('is malformed JSON', async () => {
    const headers = { 'content-type': 'application/json' }
    const response = await app.request('/api/search', { method: 'POST', headers, body: '{"query": ' })
    expect(response.status).toBe(400)
    expect(await problemOf(response)).toMatchObject({ code: 'malformed_request' })
  })

  it('is a body of another content type', async () => {
    const headers = { 'content-type': 'text/plain' }
    const response = await app.request('/api/search', { method: 'POST', headers, body: '{"query": "x"}' })
    expect(response.status).toBe(415)
    expect(await problemOf(response)).toMatchObject({ code: 'unsupported_media_type' })
  })

  it('is a body of more than 1 MB', async () => {
    const response = await sendJson(
      app,
      'POST',
      '/api/search',
      { query: 'x'.repeat(2 ** 20) },
      { 'content-length': String(2 ** 20 + 12) },
    )
    expect(response.status).toBe(413)
    expect(await problemOf(response)).toMatchObject({ code: 'payload_too_large' })
  })

  it.each([
    [{}, 'query'],
    [{ query: 7 }, 'query'],
    [{ query: 'x', limit: 0 }, 'limit'],
    [{ query: 'x', limit: 1.5 }, 'limit'],
    [{ query: 'x', filters: { kind: 'poem' } }, 'filters.kind'],
    [{ query: 'x', filters: { since: 'yesterday' } }, 'filters.since'],
    [{ query: 'x', filters: { spaces: ['a'] } }, 'filters.spaces'],
    [[], 'the request'],
  ])('is %j, and the field is named', async (body, field) => {
    const response = await sendJson(app, 'POST', '/api/search', body)
    expect(response.status).toBe(422)
    const problem = await problemOf(response)
    expect(problem.code).toBe('invalid_request')
    expect(problem.detail).toMatch(new RegExp(`^${field}[ :]`))
  })
})

describe('the description of the interface', () => {
  type Description = { openapi: string; paths: Record<string, Record<string, unknown>> }

  it('lists every call that the contract promises', async () => {
    const { openapi, paths } = (await (await app.request('/api/openapi.json')).json()) as Description
    const calls = Object.entries(paths).flatMap(([path, methods]) =>
      Object.keys(methods).map((method) => `${method.toUpperCase()} ${path}`),
    )
    expect(openapi).toBe('3.1.0')
    expect(calls.sort()).toEqual([
      'DELETE /api/answers/{id}/feedback',
      'DELETE /api/concepts/{id}',
      'DELETE /api/conversations/{id}',
      'DELETE /api/documents/{id}',
      'DELETE /api/evaluation-questions/{id}',
      'DELETE /api/gaps/{id}',
      'DELETE /api/spaces/{name}',
      'GET /api/answers/{id}',
      'GET /api/answers/{id}/diff',
      'GET /api/concepts',
      'GET /api/conversations',
      'GET /api/conversations/{id}',
      'GET /api/conversations/{id}/export',
      'GET /api/documents',
      'GET /api/documents/{id}',
      'GET /api/documents/{id}/chunks',
      'GET /api/documents/{id}/file',
      'GET /api/documents/{id}/layout',
      'GET /api/documents/{id}/similar',
      'GET /api/documents/{id}/text',
      'GET /api/documents/{id}/versions',
      'GET /api/evaluation-questions',
      'GET /api/evaluation-questions/export',
      'GET /api/gaps',
      'GET /api/gaps/export',
      'GET /api/gaps/{id}',
      'GET /api/jobs',
      'GET /api/jobs/events',
      'GET /api/jobs/{id}',
      'GET /api/jobs/{id}/events',
      'GET /api/spaces',
      'GET /healthz',
      'GET /metrics',
      'GET /readyz',
      'GET /v1/models',
      'GET /v1/models/{id}',
      'PATCH /api/conversations/{id}',
      'PATCH /api/documents/{id}',
      'PATCH /api/gaps/{id}',
      'POST /api/answers/{id}/evaluation-question',
      'POST /api/answers/{id}/feedback',
      'POST /api/answers/{id}/replay',
      'POST /api/ask',
      'POST /api/concepts',
      'POST /api/documents',
      'POST /api/jobs/{id}/cancel',
      'POST /api/jobs/{id}/retry',
      'POST /api/search',
      'POST /mcp',
      'POST /v1/chat/completions',
      'PUT /api/concepts/{id}',
    ])
  })

  it('describes each call by a body it takes and the answers it gives', async () => {
    const { paths } = (await (await app.request('/api/openapi.json')).json()) as Description
    expect(paths['/api/documents']?.post).toMatchObject({
      requestBody: { content: { 'multipart/form-data': { schema: { required: ['files'] } } } },
      responses: { 202: {}, default: { content: { 'application/problem+json': {} } } },
    })
    expect(paths['/api/ask']?.post).toMatchObject({
      responses: { 200: { content: { 'application/json': {}, 'text/event-stream': {} } } },
    })
  })
})
