import { Client } from '@modelcontextprotocol/sdk/client/index.js'
import { StreamableHTTPClientTransport } from '@modelcontextprotocol/sdk/client/streamableHttp.js'
import type { Transport } from '@modelcontextprotocol/sdk/shared/transport.js'
import type { CallToolResult } from '@modelcontextprotocol/sdk/types.js'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { createApp } from '../../src/app.ts'
import { AppError } from '../../src/errors.ts'
import { askTool } from '../../src/http/mcp/ask-tool.ts'
import { listDocumentsTool } from '../../src/http/mcp/list-documents-tool.ts'
import { readDocumentTool } from '../../src/http/mcp/read-document-tool.ts'
import { searchTool } from '../../src/http/mcp/search-tool.ts'
import type { ToolContext } from '../../src/http/mcp/tool.ts'
import { type ListeningServer, startServer } from '../../src/server.ts'
import { addDocument, type FakeServices, fakeServices, makeAnswer, makePassage } from '../helpers/services.ts'

let fake: FakeServices
let server: ListeningServer
let client: Client
beforeEach(async () => {
  fake = await fakeServices()
  server = await startServer(createApp(fake.services), { host: '127.0.0.1', port: 0 })
  client = new Client({ name: 'test', version: '1' })
  await client.connect(new StreamableHTTPClientTransport(new URL(`${server.url}/mcp`)) as Transport)
  await client.listTools()
})
afterEach(async () => {
  await client.close()
  await server.stop()
  await fake.close()
})

async function call(name: string, values: Record<string, unknown> = {}): Promise<CallToolResult> {
  return (await client.callTool({ name, arguments: values })) as CallToolResult
}

const textOf = ({ content }: CallToolResult) => content.map((part) => (part.type === 'text' ? part.text : '')).join()

const TEXT = '一、背景\n客户换了领导。\n二、做法\n跟着一辆集卡走一遍😀完。'

describe('what the server says of itself', () => {
  it('is its name, how to use it, and that it has tools alone', () => {
    expect(client.getServerVersion()).toMatchObject({ name: 'precedent' })
    expect(client.getServerCapabilities()).toEqual({ tools: {} })
    expect(client.getInstructions()).toMatch(/"ask"[\s\S]*资料库/)
  })

  it('lists four tools that only read, described in both languages, every argument explained', async () => {
    const { tools } = await client.listTools()
    expect(tools.map(({ name }) => name)).toEqual(['search', 'ask', 'read_document', 'list_documents'])
    for (const { title, description, annotations, inputSchema, outputSchema } of tools) {
      expect(title).toMatch(/[a-z] \/ [\u4e00-\u9fff]/)
      expect(description).toMatch(/[a-z][\s\S]*[\u4e00-\u9fff]/)
      expect(annotations).toMatchObject({ readOnlyHint: true, openWorldHint: false })
      for (const field of Object.values(inputSchema.properties ?? {})) expect(field).toHaveProperty('description')
      expect(outputSchema?.type).toBe('object')
    }
  })
})

describe('search', () => {
  it('gives passages with their places, as text and as data', async () => {
    fake.gives.retrieve = () => ({ passages: [makePassage({ page: 4, speaker: '简主任' })], degraded: ['rerank'] })
    const filters = { kind: 'delivery_guide', space: '交付', since: '2025-01-02' }
    const result = await call('search', { query: ' 验收 ', limit: 3, filters })
    expect(fake.calls.retrieve[0]).toMatchObject({
      request: {
        query: '验收',
        limit: 3,
        filters: { kinds: ['delivery_guide'], spaces: ['交付'], since: '2025-01-02' },
      },
      access: { viewer: 'owner' },
    })
    expect(textOf(result)).toBe(
      '1. Handover guide › Handover › 简主任, p. 4\nid document-1, characters 0-33\nThe handover needs a signed list.',
    )
    expect(result.structuredContent).toMatchObject({
      passages: [{ rank: 1, documentId: 'document-1', span: { start: 0, end: 33 }, page: 4, speaker: '简主任' }],
      degraded: ['rerank'],
    })
  })

  it('says that nothing matches', async () => {
    const result = await call('search', { query: 'x' })
    expect(textOf(result)).toContain('没有匹配')
    expect(result.structuredContent).toEqual({ passages: [], degraded: [] })
  })
})

describe('ask', () => {
  const { chunkId, documentId, versionId, title, span, text: quote } = makePassage()
  const answer = makeAnswer({
    text: '清单要签字。[1]',
    question: '谁签字？',
    sentences: [{ text: '清单要签字。', citations: [1], support: 'supported' }],
    citations: [{ n: 1, chunkId, documentId, versionId, title, quote, span }],
    conflicts: [{ about: '签字人', citations: [1, 1], values: ['甲', '乙'] }],
    stale: [{ citation: 1, newer: { documentId: 'd2', title: '新指南', date: '2025-05-01' } }],
    nearest: [makePassage()],
  })

  it('gives the answer with its sources, quotes and conflicts', async () => {
    fake.gives.ask = () => answer
    const result = await call('ask', { question: '谁签字？' })
    expect(fake.calls.ask[0]).toMatchObject({
      request: { question: '谁签字？', filters: {}, depth: 'quick' },
      access: { viewer: 'owner' },
    })
    expect(textOf(result)).toContain('status: answered\n\n清单要签字。[1]')
    expect(textOf(result)).toContain('[1] Handover guide (id document-1)\n“The handover needs a signed list.”')
    expect(result.structuredContent).toMatchObject({
      answerId: 'answer-1',
      status: 'answered',
      citations: answer.citations,
      conflicts: answer.conflicts,
      nearest: [],
    })
  })

  it('shows with a refusal what came nearest, and who might know', async () => {
    const mightKnow = [{ name: '简主任', documentId: 'd3', title: '指南' }]
    fake.gives.ask = () =>
      makeAnswer({ status: 'refused', text: '没有。', nearest: [makePassage()], mightKnow, gapId: 'g1' })
    const result = await call('ask', { question: '谁签字？' })
    expect(textOf(result)).toMatch(/^status: refused\n\n没有。[\s\S]*Handover guide \(id document-1\)/)
    expect(result.structuredContent).toMatchObject({ nearest: [{ documentId: 'document-1' }], mightKnow, gapId: 'g1' })
  })

  it('tells the steps of a deep answer while they are done', async () => {
    const step = { n: 1, kind: 'search' as const, about: '验收', found: [], tookMs: 5 }
    fake.gives.ask = (_, onEvent) => {
      onEvent({ event: 'step', data: step })
      return { ...answer, steps: [step] }
    }
    const told: unknown[] = []
    const asked = { name: 'ask', arguments: { question: 'x', deep: true } }
    const result = await client.callTool(asked, undefined, { onprogress: (progress) => told.push(progress) })
    expect(fake.calls.ask[0]?.request.depth).toBe('deep')
    expect(told).toEqual([{ progress: 1, message: 'search: 验收' }])
    expect(result.structuredContent).toMatchObject({ steps: [step] })
  })

  it('stops asking when the client goes away', async () => {
    let isStopped = false
    fake.gives.ask = ({ signal }) =>
      new Promise((_, reject) => {
        signal?.addEventListener('abort', () => {
          isStopped = true
          reject(new Error('stopped'))
        })
      })
    const asking = call('ask', { question: 'x' })
    asking.catch(() => undefined)
    await expect.poll(() => fake.calls.ask.length).toBe(1)
    await client.close()
    await expect.poll(() => isStopped).toBe(true)
    expect(fake.calls.log).toEqual([])
  })

  it('ends with the service', async () => {
    fake.gives.ask = ({ signal }) =>
      new Promise((_, reject) => signal?.addEventListener('abort', () => reject(new Error('stopped'))))
    const asking = call('ask', { question: 'x' })
    await expect.poll(() => fake.calls.ask.length).toBe(1)
    const start = performance.now()
    await server.stop()
    expect(performance.now() - start).toBeLessThan(1_500)
    expect(await asking).toMatchObject({ isError: true })
  })
})

describe('read_document', () => {
  it('gives the text with what is known of it', async () => {
    const { documentId, versionId } = await addDocument(fake, { path: 'a.md', title: '港口复盘', text: TEXT })
    const result = await call('read_document', { id: documentId })
    expect(result.structuredContent).toMatchObject({
      documentId,
      versionId,
      isCurrent: true,
      title: '港口复盘',
      span: { start: 0, end: TEXT.length },
      characters: TEXT.length,
      text: TEXT,
    })
    expect(result.structuredContent).not.toHaveProperty('nextStart')
    expect(textOf(result)).toContain(`港口复盘 · other\ncharacters 0-${TEXT.length} of ${TEXT.length}\n\n${TEXT}`)
  })

  it('gives it in parts that join without a character cut in two', async () => {
    const { documentId } = await addDocument(fake, { path: 'a.md', text: TEXT })
    let whole = ''
    let start: number | undefined = 0
    while (start !== undefined) {
      const { structuredContent } = await call('read_document', { id: documentId, start, length: 1 })
      const part = structuredContent as { text: string; nextStart?: number }
      expect(() => encodeURIComponent(part.text)).not.toThrow()
      whole += part.text
      start = part.nextStart
    }
    expect(whole).toBe(TEXT)
  })

  it('gives an earlier version by its id', async () => {
    const { documentId, versionId } = await addDocument(fake, { path: 'a.md', text: 'old' })
    await addDocument(fake, { path: 'a.md', text: 'new' })
    const read = await call('read_document', { id: documentId, version: versionId })
    expect(read.structuredContent).toMatchObject({ text: 'old', isCurrent: false, versionId })
  })

  it.each([
    [{ id: 'none' }, 'not_found: There is no document none.'],
    [{ id: 'A', version: 'v9' }, 'not_found: a.md has no version v9.'],
    [{ id: 'A', start: 99 }, 'invalid_request: start: 99 lies behind the end of the text, which has 4 characters.'],
  ])('says of %j what is wrong', async (values, message) => {
    const { documentId } = await addDocument(fake, { path: 'a.md', text: 'text' })
    const result = await call('read_document', { ...values, id: values.id === 'A' ? documentId : values.id })
    expect(result.isError).toBe(true)
    expect(textOf(result)).toBe(message)
  })
})

describe('list_documents', () => {
  it('pages through what there is', async () => {
    for (const path of ['a.md', 'b.md', 'c.md']) await addDocument(fake, { path, text: path, title: path })
    const titles: string[] = []
    let cursor: string | undefined
    do {
      const result = await call('list_documents', { limit: 2, ...(cursor ? { cursor } : {}) })
      const page = result.structuredContent as { documents: { title: string }[]; total: number; nextCursor?: string }
      expect(page.total).toBe(3)
      titles.push(...page.documents.map(({ title }) => title))
      cursor = page.nextCursor
    } while (cursor)
    expect(titles.sort()).toEqual(['a.md', 'b.md', 'c.md'])
  })

  it('narrows by name, space and kind', async () => {
    await addDocument(fake, { path: 'a.md', text: 'a', title: '港口复盘', space: '交付', kind: 'retrospective' })
    await addDocument(fake, { path: 'b.md', text: 'b', title: '港口指南', kind: 'delivery_guide' })
    const titlesOf = async (values: Record<string, unknown>) => textOf(await call('list_documents', values))
    expect(await titlesOf({ name: '港口', space: '交付' })).toMatch(
      /^1 documents in all[\s\S]*港口复盘 \(retrospective, 交付\) id /,
    )
    expect(await titlesOf({ kind: 'delivery_guide' })).toMatch(/^1 documents in all[\s\S]*港口指南/)
  })
})

it('shows nobody what they may not see', async () => {
  const { documentId } = await addDocument(fake, { path: 'a.md', text: 'a', space: '财务' })
  const context: ToolContext = {
    services: fake.services,
    access: { viewer: 'guest', spaces: ['default'], sensitivities: 'all' },
    readDocument: (id) => {
      throw new AppError('not_found', `There is no document ${id}.`)
    },
    readVersion: () => {
      throw new AppError('not_found', 'There is no version.')
    },
    signal: new AbortController().signal,
    progress: () => {},
  }
  expect((await listDocumentsTool.call({}, context)).data).toEqual({ documents: [], total: 0 })
  await searchTool.call({ query: 'a' }, context)
  await askTool.call({ question: 'a?' }, context)
  expect([...fake.calls.retrieve, ...fake.calls.ask].map(({ access }) => access.spaces)).toEqual([
    ['default'],
    ['default'],
  ])
  await expect(readDocumentTool.call({ id: documentId }, context)).rejects.toMatchObject({ code: 'not_found' })
})

describe('what goes wrong', () => {
  it.each([
    ['search', {}, 'invalid_request: query: '],
    ['search', { query: ' ' }, 'question_empty: '],
    ['search', { query: 'x'.repeat(4_001) }, 'question_too_long: '],
    ['search', { query: 'x', limit: 51 }, 'invalid_request: limit: '],
    ['search', { query: 'x', filters: { kind: 'poem' } }, 'invalid_request: filters.kind: '],
    ['search', { q: 'x', query: 'x' }, 'invalid_request: q: '],
    ['ask', { question: 7 }, 'invalid_request: question: '],
    ['read_document', { id: 'x', start: -1 }, 'invalid_request: start: '],
    ['list_documents', { cursor: '???' }, 'invalid_request: cursor: '],
  ])('in %s with %j is told as an error of the tool, the argument named', async (name, values, message) => {
    const result = await call(name, values)
    expect(result.isError).toBe(true)
    expect(textOf(result).startsWith(message)).toBe(true)
    expect(textOf(result)).not.toContain('\n')
  })

  it('is told with our code where a service does not answer', async () => {
    fake.gives.retrieve = () => {
      throw new AppError('engine_unavailable', 'The search engine does not answer.')
    }
    const result = await call('search', { query: 'x' })
    expect(result).toMatchObject({ isError: true, _meta: { code: 'engine_unavailable' } })
  })

  it('is kept from sight and logged where nobody expected it', async () => {
    fake.gives.retrieve = () => {
      throw new Error('password=hunter2')
    }
    expect(textOf(await call('search', { query: 'x' }))).toMatch(/^internal: /)
    expect(fake.calls.log.join()).toContain('hunter2')
  })

  it('is a tool that there is not', async () => {
    await expect(call('delete_everything')).rejects.toThrow(/There is no tool delete_everything: there are search, ask/)
  })

  it.each([
    ['GET', undefined, 405],
    ['DELETE', undefined, 405],
    ['POST', '{"jsonrpc": ', 400],
    ['POST', '{"method": 7}', 400],
  ])('is a %s of %s', async (method, body, status) => {
    const headers = { 'content-type': 'application/json', accept: 'application/json, text/event-stream' }
    const response = await fetch(`${server.url}/mcp`, { method, headers, ...(body ? { body } : {}) })
    expect(response.status).toBe(status)
    expect(await response.json()).toMatchObject({ jsonrpc: '2.0', error: { message: expect.any(String) } })
  })

  it('is a page of another origin', async () => {
    const headers = { 'content-type': 'application/json', origin: 'https://elsewhere.example' }
    expect((await fetch(`${server.url}/mcp`, { method: 'POST', headers, body: '{}' })).status).toBe(403)
  })
})

describe('clients', () => {
  it('that accept JSON only are answered with JSON', async () => {
    const response = await fetch(`${server.url}/mcp`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', accept: 'application/json' },
      body: JSON.stringify({ jsonrpc: '2.0', id: 1, method: 'tools/list' }),
    })
    expect(response.headers.get('content-type')).toContain('application/json')
    expect(await response.json()).toMatchObject({ id: 1, result: { tools: [{ name: 'search' }, {}, {}, {}] } })
  })

  it('may call many tools at once, each with its own answer', async () => {
    fake.gives.ask = ({ request }) => makeAnswer({ question: request.question, text: request.question })
    const questions = Array.from({ length: 10 }, (_, at) => `question ${at}?`)
    const results = await Promise.all(questions.map((question) => call('ask', { question })))
    expect(results.map(({ structuredContent }) => structuredContent?.text)).toEqual(questions)
  })

  it('that went away leave nothing behind that the end of the service has to wait for', async () => {
    for (let at = 0; at < 20; at += 1) await call('list_documents')
    const start = performance.now()
    await server.stop()
    expect(performance.now() - start).toBeLessThan(1_000)
  })
})
