import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { createApp } from '../../src/app.ts'
import { OWNER_ACCESS } from '../../src/engines/access.ts'
import { hitSchema } from '../../src/http/wire/hit.ts'
import { sendJson } from '../helpers/requests.ts'
import { type FakeServices, fakeServices, makePassage } from '../helpers/services.ts'

let fake: FakeServices
beforeEach(async () => {
  fake = await fakeServices()
  fake.gives.retrieve = () => ({
    passages: [makePassage({ page: 3, speaker: '周敏' }), makePassage({ chunkId: 'chunk-2', score: 0.25 })],
    degraded: ['reranker'],
  })
})
afterEach(() => fake.close())

const search = (body: unknown) => sendJson(createApp(fake.services), 'POST', '/api/search', body)

describe('POST /api/search', () => {
  it('gives ranked hits in the shape of the contract, and says what it did without', async () => {
    const response = await search({ query: '移交清单' })
    const { tookMs, ...found } = (await response.json()) as Record<string, unknown>
    expect(response.status).toBe(200)
    expect(tookMs).toEqual(expect.any(Number))
    const hit = {
      rank: 1,
      score: 0.5,
      chunkId: 'chunk-1',
      documentId: 'document-1',
      versionId: 'version-1',
      title: 'Handover guide',
      path: 'guides/handover.md',
      kind: 'delivery_guide',
      text: 'The handover needs a signed list.',
      span: { start: 0, end: 33 },
      headings: ['Handover'],
    }
    expect(found).toEqual({
      hits: [
        { ...hit, page: 3, speaker: '周敏' },
        { ...hit, rank: 2, chunkId: 'chunk-2', score: 0.25 },
      ],
      degraded: ['reranker'],
    })
  })

  it('explains a hit only when asked', async () => {
    const { hits } = (await (await search({ query: 'x', explain: true })).json()) as { hits: { why?: unknown }[] }
    expect(hits[0]?.why).toEqual({ lexical: { rank: 1, score: 7.5 }, terms: ['handover'] })
  })

  it('explains a hit with all that it is made of', async () => {
    const why = {
      lexical: { rank: 3, score: 7.5 },
      dense: { rank: 1, score: 0.8 },
      rerank: 12,
      parts: { words: 6, concepts: 4, nearby: 1.5, kind: 0.5 },
      model: { rank: 2, score: 0.9 },
      shares: { relevance: 0.3, dense: 0.1, model: 0.1 },
      terms: ['handover'],
      concepts: [{ asked: '交接', found: 'handover' }],
    }
    fake.gives.retrieve = () => ({ passages: [makePassage({ why })], degraded: [] })
    const { hits } = (await (await search({ query: 'x', explain: true })).json()) as { hits: { why?: unknown }[] }
    expect(hits[0]?.why).toEqual(why)
    expect(hitSchema.parse(hits[0]), 'the OpenAPI schema knows every field').toEqual(hits[0])
  })

  it('asks with the access of the viewer, the filters and the limit', async () => {
    const filters = { space: 'team', kind: 'report', documentIds: ['d1'], since: '2025-03-31T08:00:00Z' }
    await search({ query: '  谁签字?  ', limit: 7, filters })
    expect(fake.calls.retrieve).toEqual([
      {
        request: {
          query: '谁签字?',
          limit: 7,
          filters: { spaces: ['team'], kinds: ['report'], documentIds: ['d1'], since: '2025-03-31' },
        },
        access: OWNER_ACCESS,
      },
    ])
  })

  it('looks for 50 passages by default and for 500 at most', async () => {
    await search({ query: 'x' })
    await search({ query: 'x', limit: 9_999 })
    expect(fake.calls.retrieve.map(({ request }) => request.limit)).toEqual([50, 500])
  })

  it.each([
    ['', 'question_empty'],
    [' \n\u3000', 'question_empty'],
    ['长'.repeat(4_001), 'question_too_long'],
  ])('refuses the query %j', async (query, code) => {
    const response = await search({ query })
    expect(response.status).toBe(422)
    expect(await response.json()).toMatchObject({ code })
    expect(fake.calls.retrieve).toEqual([])
  })

  it('takes a query of exactly 4,000 characters, each emoji counted once', async () => {
    expect((await search({ query: '🚢'.repeat(4_000) })).status).toBe(200)
  })
})
