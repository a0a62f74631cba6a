import { describe, expect, it, onTestFinished } from 'vitest'
import { type HttpRerankerOptions, httpReranker } from '../../src/models/http-reranker.ts'
import { type OpenAiServerOptions, startOpenAiServer } from '../helpers/openai-server.ts'

const TEXTS = ['验收签字单', '港口踏勘', '领导换人后的验收']

async function open(serverOptions: OpenAiServerOptions = {}, options: HttpRerankerOptions = {}) {
  const server = await startOpenAiServer(serverOptions)
  onTestFinished(server.close)
  const config = { baseUrl: server.baseUrl, apiKey: 'a key', model: 'cross' }
  return { server, config, reranker: httpReranker(config, options) }
}

const failure = (code: string, text: RegExp) => expect.objectContaining({ code, message: expect.stringMatching(text) })
const score = (index: unknown, relevance_score: unknown) => ({ index, relevance_score })

describe('httpReranker', () => {
  it('gives a score for each text in the order of the texts, whatever the order of the answer', async () => {
    const { server, reranker } = await open()
    const scores = await reranker.rerank('验收领导', TEXTS)
    expect(scores).toEqual([0.5, 0, 1])
    expect(server.requests).toEqual([
      {
        path: '/v1/rerank',
        authorization: 'Bearer a key',
        body: { model: 'cross', query: '验收领导', documents: TEXTS, top_n: 3, return_documents: false },
      },
    ])
    expect(reranker.id).toBe('cross')
  })

  it('asks in requests of 32 texts, and nothing about none', async () => {
    const { server, reranker } = await open()
    const texts = Array.from({ length: 70 }, (_, i) => (i === 69 ? '验收' : `text ${i}`))
    const scores = await reranker.rerank('验收', texts)
    expect(scores).toHaveLength(70)
    expect(scores.indexOf(1)).toBe(69)
    expect(server.requests.map(({ body }) => (body.documents as string[]).length).sort()).toEqual([32, 32, 6])
    expect(await reranker.rerank('验收', [])).toEqual([])
    expect(server.requests).toHaveLength(3)
  })

  it.each([
    [
      'a bare list of scores',
      [score(1, 0.2), score(0, 0.7), score(2, -3)].map(({ index, relevance_score }) => ({
        index,
        score: relevance_score,
      })),
    ],
    ['a list under `data`', { data: [score(1, 0.2), score(0, 0.7), score(2, -3)] }],
  ])('takes %s', async (_, answer) => {
    const { reranker } = await open({ rerank: () => ({ answer }) })
    expect(await reranker.rerank('q', TEXTS)).toEqual([0.7, 0.2, -3])
  })

  it('finds the address with and without /v1, and remembers which it was', async () => {
    const { server, config } = await open({
      rerank: (_, path) => (path === '/rerank' ? { answer: [score(0, 1)] } : { status: 404, answer: {} }),
    })
    const reranker = httpReranker(config)
    expect(await reranker.rerank('q', ['a'])).toEqual([1])
    expect(await reranker.rerank('q', ['a'])).toEqual([1])
    expect(server.requests.map(({ path }) => path)).toEqual(['/v1/rerank', '/rerank', '/rerank'])
    const root = httpReranker({ ...config, baseUrl: config.baseUrl.replace(/\/v1$/, '/') })
    expect(await root.rerank('q', ['a'])).toEqual([1])
  })

  it('sends `texts` to a server that does not take `documents`', async () => {
    const { server, reranker } = await open({
      rerank: ({ texts }) => (texts ? { answer: [{ index: 0, score: 0.5 }] } : { status: 422, answer: {} }),
    })
    expect(await reranker.rerank('q', ['a'])).toEqual([0.5])
    expect(await reranker.rerank('q', ['a'])).toEqual([0.5])
    expect(server.requests).toHaveLength(3)
    expect(server.requests.at(-1)?.body).toEqual({ model: 'cross', query: 'q', texts: ['a'], truncate: true })
  })

  it.each([
    ['fewer scores than texts', { results: [score(0, 1)] }, /1 scores for 3 texts/],
    ['a place that no text has', { results: [score(0, 1), score(1, 1), score(3, 1)] }, /none of the texts/],
    ['a place that is no number', { results: [score(0, 1), score('1', 1), score(2, 1)] }, /none of the texts/],
    ['one text twice', { results: [score(0, 1), score(1, 1), score(1, 0.5)] }, /two scores for one text/],
    ['a score that is none', { results: [score(0, 1), score(1, null), score(2, 1)] }, /no finite number/],
    ['nothing under a score', { results: [score(0, 1), null, score(2, 1)] }, /none of the texts/],
    ['no results', { message: 'fine' }, /no results/],
  ])('refuses %s, after asking once more', async (_, answer, text) => {
    const { server, reranker } = await open({ rerank: () => ({ answer }) })
    await expect(reranker.rerank('q', TEXTS)).rejects.toEqual(failure('rerank_failed', text))
    expect(server.requests).toHaveLength(2)
  })

  it.each([
    ['malformed', 'rerank_failed', /no JSON/],
    ['refused', 'rerank_failed', /status 400/],
    ['unauthorised', 'rerank_failed', /status 401/],
    ['failing', 'rerank_unavailable', /status 500/],
    ['rate_limited', 'rerank_unavailable', /status 429/],
    ['cut_off', 'rerank_unavailable', /broke off|did not answer/],
  ] as const)('says of a server that stays %s what is wrong, naming its address', async (mode, code, text) => {
    const { server, config, reranker } = await open()
    server.setMode(mode)
    const asked = reranker.rerank('q', TEXTS)
    await expect(asked).rejects.toEqual(failure(code, text))
    await expect(asked).rejects.toThrow(new URL(config.baseUrl).host)
    expect(server.requests).toHaveLength(2 - Number(mode === 'unauthorised'))
  })

  it('asks again after one failure of the moment', async () => {
    const { server, reranker } = await open()
    for (const mode of ['failing', 'rate_limited', 'cut_off', 'malformed'] as const) {
      server.nextModes(mode)
      expect(await reranker.rerank('验', TEXTS)).toHaveLength(3)
    }
  })

  it('gives up on a server that stalls, and on one that wants to be left alone for long', async () => {
    const stalling = await open({ delayMs: 5_000 }, { limitMs: 150 })
    stalling.server.setMode('slow')
    const started = performance.now()
    await expect(stalling.reranker.rerank('q', TEXTS)).rejects.toEqual(failure('rerank_unavailable', /in 0.15 s/))
    const busy = await open({ retryAfter: 30 })
    busy.server.setMode('rate_limited')
    await expect(busy.reranker.rerank('q', TEXTS)).rejects.toEqual(failure('rerank_unavailable', /429/))
    expect(performance.now() - started).toBeLessThan(3_000)
  })

  it('sends no text to where a server points', async () => {
    const elsewhere = await open()
    const location = `${elsewhere.server.baseUrl}/rerank`
    const { config } = await open({ rerank: () => ({ status: 307, headers: { location }, answer: {} }) })
    await expect(httpReranker(config).rerank('q', TEXTS)).rejects.toEqual(failure('rerank_failed', /status 307/))
    expect(elsewhere.server.requests).toEqual([])
  })

  it('says so when nobody listens', async () => {
    const { server, reranker } = await open()
    await server.close()
    await expect(reranker.rerank('q', TEXTS)).rejects.toEqual(failure('rerank_unavailable', /did not answer/))
  })

  it('ends at once when it is called off', async () => {
    const { server, reranker } = await open({ delayMs: 5_000 })
    server.setMode('slow')
    const started = performance.now()
    await expect(reranker.rerank('q', TEXTS, AbortSignal.timeout(50))).rejects.toMatchObject({ name: 'TimeoutError' })
    expect(performance.now() - started).toBeLessThan(2_000)
  })
})
