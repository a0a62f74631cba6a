import { request } from 'node:http'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { ErrorCode } from '../../src/errors.ts'
import type { Problem } from '../../src/http/problems.ts'
import { runPrecedent, startService } from '../helpers/built.ts'
import { expectClearLine, expectRefused } from '../helpers/refusal.ts'
import { temporaryFolder, temporarySuiteFolder } from '../helpers/temporary-folder.ts'

const folder = temporarySuiteFolder()
let url = ''

const stops: (() => Promise<void>)[] = []

beforeAll(async () => {
  const service = await startService(['--data', folder], {}, (stop) => stops.push(stop))
  url = service.url
})
afterAll(async () => {
  for (const stop of stops) await stop()
})

type Answered = { status: number; type: string; body: string }

/** Sends what `fetch` would not: any host, any body. */
function send(method: string, path: string, headers: Record<string, string> = {}, body = ''): Promise<Answered> {
  const { hostname, port } = new URL(url)
  return new Promise((resolve, reject) => {
    const sent = request({ hostname, port, path, method, headers }, (answer) => {
      let text = ''
      answer.on('data', (part: Buffer) => {
        text += part.toString('utf8')
      })
      answer.on('end', () => {
        const type = answer.headers['content-type'] ?? ''
        resolve({ status: answer.statusCode ?? 0, type, body: text })
      })
    })
    sent.on('error', reject)
    sent.end(body)
  })
}

const JSON_BODY = { 'content-type': 'application/json' }

function expectProblem({ status, type, body }: Answered, expected: number, code: ErrorCode): void {
  const problem = JSON.parse(body) as Problem
  expect({ status, type, problem }).toMatchObject({
    status: expected,
    type: 'application/problem+json',
    problem: { status: expected, code, type: 'about:blank' },
  })
  expectClearLine(problem.detail)
}

const TOO_LONG = '验'.repeat(20_000)

describe('a question', () => {
  it.each<[string, string, ErrorCode]>([
    ['of nothing', '', 'question_empty'],
    ['of white space', ' \u3000\n\t ', 'question_empty'],
    ['of 20,000 characters', TOO_LONG, 'question_too_long'],
  ])('%s is refused by both commands and both calls', async (_, question, code) => {
    const data = join(temporaryFolder(), 'data')
    await expectRefused(['ask', question, '--data', data], code)
    await expectRefused(['search', question, '--data', data], code)
    for (const body of [{ question }, { question, stream: true }]) {
      expectProblem(await send('POST', '/api/ask', JSON_BODY, JSON.stringify(body)), 422, code)
    }
    expectProblem(await send('POST', '/api/search', JSON_BODY, JSON.stringify({ query: question })), 422, code)
  })

  it('without letters is answered: nothing is found', async () => {
    for (const question of ['？！……', '🙂🙂', '%_*"\'\\', '\u202eabc', '\ud800']) {
      const { status, body } = await send('POST', '/api/ask', JSON_BODY, JSON.stringify({ question }))
      expect({ status, answer: JSON.parse(body) as unknown }).toMatchObject({
        status: 200,
        answer: { status: 'refused' },
      })
    }
  })
})

describe('a request', () => {
  it.each([
    ['cut short', '{"question":'],
    ['empty', ''],
    ['no JSON', 'question=验收'],
    ['not UTF-8 text', '\u0000\u0001'],
  ])('whose body is %s is malformed', async (_, body) => {
    for (const path of ['/api/ask', '/api/search']) {
      expectProblem(await send('POST', path, JSON_BODY, body), 400, 'malformed_request')
    }
  })

  it.each([
    ['/api/ask', '[]'],
    ['/api/ask', 'null'],
    ['/api/ask', '{"question":5}'],
    ['/api/ask', '{"question":"验收","filters":{"since":"yesterday"}}'],
    ['/api/ask', '{"question":"验收","filters":{"owner":"me"}}'],
    ['/api/search', '{"query":"验收","limit":0}'],
    ['/api/search', '{"query":"验收","limit":"many"}'],
  ])('to %s with %s is not valid', async (path, body) => {
    expectProblem(await send('POST', path, JSON_BODY, body), 422, 'invalid_request')
  })

  it('of another content type is not taken', async () => {
    for (const type of ['text/plain', 'application/x-www-form-urlencoded', 'multipart/form-data; boundary=x']) {
      const answer = await send('POST', '/api/ask', { 'content-type': type }, '{"question":"验收"}')
      expectProblem(answer, 415, 'unsupported_media_type')
    }
    expectProblem(await send('POST', '/api/documents', JSON_BODY, '{}'), 415, 'unsupported_media_type')
  })

  it('larger than 1 MB is not read', async () => {
    const body = JSON.stringify({ question: 'x'.repeat(1_100_000) })
    expectProblem(await send('POST', '/api/ask', JSON_BODY, body), 413, 'payload_too_large')
  })

  it.each([
    ['GET', '/api/documents/none'],
    ['GET', '/api/documents/none/text'],
    ['GET', '/api/documents/none/file'],
    ['GET', '/api/documents/none/chunks'],
    ['GET', '/api/documents/none/versions'],
    ['GET', '/api/documents/..%2f..%2fetc%2fpasswd/file'],
    ['DELETE', '/api/documents/none'],
    ['GET', '/api/jobs/none'],
    ['GET', '/api/jobs/none/events'],
    ['POST', '/api/jobs/none/cancel'],
    ['POST', '/api/jobs/none/retry'],
    ['GET', '/api/answers/none'],
    ['GET', '/api/nothing'],
    ['PUT', '/api/ask'],
  ])('for an unknown id is told so: %s %s', async (method, path) => {
    expectProblem(await send(method, path), 404, 'not_found')
  })

  it('sent to another name is refused before anything is done', async () => {
    for (const host of ['evil.example', 'evil.example:8787', '192.168.1.20', '127.0.0.1.evil.example']) {
      expectProblem(await send('GET', '/api/documents', { host }), 403, 'forbidden_host')
    }
  })

  it('from a page of another origin is refused', async () => {
    for (const origin of ['http://evil.example', 'null', 'https://127.0.0.1']) {
      const headers = { ...JSON_BODY, origin }
      expectProblem(await send('POST', '/api/ask', headers, '{"question":"验收"}'), 403, 'forbidden_origin')
      expectProblem(await send('GET', '/api/documents', { origin }), 403, 'forbidden_origin')
    }
  })
})

it('the service still answers afterwards', async () => {
  expect((await send('POST', '/api/ask', JSON_BODY, '{"question":"验收"}')).status).toBe(200)
  expect((await runPrecedent(['search', '验收', '--json', '--data', folder])).code).toBe(0)
})
