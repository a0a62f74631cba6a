import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { type OpenAiEmbedderOptions, openAiEmbedder } from '../../src/models/openai-embedder.ts'
import { type OpenAiServer, type OpenAiServerOptions, startOpenAiServer } from '../helpers/openai-server.ts'

let server: OpenAiServer
beforeEach(async () => {
  server = await startOpenAiServer({ dimensions: 8, retryAfter: 0 })
})
afterEach(() => server.close())

function open({ dimensions, ...options }: OpenAiEmbedderOptions = {}) {
  return openAiEmbedder({ baseUrl: server.baseUrl, apiKey: 'a key', model: 'some-model', dimensions }, options)
}

/** A server of its own for one test. */
async function serve(options: OpenAiServerOptions) {
  await server.close()
  server = await startOpenAiServer({ dimensions: 8, ...options })
}

const failure = (code: string, text: RegExp) => expect.objectContaining({ code, message: expect.stringMatching(text) })
const sizesAsked = () => server.requests.map(({ body }) => (body.input as string[]).length)

describe('openAiEmbedder', () => {
  it('gives finite unit vectors in the order of the texts, in requests of 64', async () => {
    const texts = Array.from({ length: 150 }, (_, i) => `text ${i}`)
    const embedder = open()
    const vectors = await embedder.embed(texts)
    const [alone] = await embedder.embed(['text 149'])
    expect(vectors).toHaveLength(150)
    expect(vectors[149]).toEqual(alone)
    for (const vector of vectors) expect(Math.hypot(...vector)).toBeCloseTo(1, 5)
    expect(
      server.requests
        .slice(0, 3)
        .map(({ body }) => (body.input as string[]).length)
        .sort(),
    ).toEqual([22, 64, 64])
    expect(embedder.dimensions).toBe(8)
  })

  it('asks for plain numbers, so that a server which ignores base64 is not misread', async () => {
    await open().embed(['a'])
    expect(server.requests[0]?.body.encoding_format).toBe('float')
    expect(server.requests[0]?.authorization).toBe('Bearer a key')
  })

  it('asks nothing before the first text', async () => {
    expect(open().id).toBe('some-model')
    expect(server.requests).toHaveLength(0)
  })

  it('waits and asks again when it is told to slow down, and when the server fails for a moment', async () => {
    server.nextModes('rate_limited', 'failing', 'normal')
    expect(await open().embed(['a'])).toHaveLength(1)
    expect(server.requests).toHaveLength(3)
  })

  it.each(['cut_off', 'malformed', 'missing_vectors', 'not_finite', 'foreign_index', 'empty'] as const)(
    'asks once more after an answer that is %s',
    async (mode) => {
      server.nextModes(mode)
      expect(await open().embed(['a', 'b'])).toHaveLength(2)
    },
  )

  it.each([
    ['failing', /status 500/],
    ['cut_off', /broke off|did not answer/],
    ['rate_limited', /status 429/],
  ] as const)(
    'says of a server that stays %s that it cannot be had now, naming its address',
    async (mode, text) => {
      server.setMode(mode)
      const embedding = open({ retries: 1 }).embed(['a', 'b'])
      await expect(embedding).rejects.toEqual(failure('embedding_unavailable', text))
      await expect(embedding).rejects.toThrow(new URL(server.baseUrl).host)
    },
    60_000,
  )

  it.each([
    ['malformed', /no JSON/],
    ['missing_vectors', /1 vectors for 2 texts/],
    ['not_finite', /finite/],
    ['foreign_index', /do not belong to the texts/],
    ['empty', /all zero/],
    ['refused', /status 400/],
    ['unauthorised', /status 401/],
  ] as const)('says what is wrong with a server that stays %s, and does not go on asking', async (mode, text) => {
    server.setMode(mode)
    const embedding = open().embed(['a', 'b'])
    await expect(embedding).rejects.toEqual(failure('embedding_failed', text))
    await expect(embedding).rejects.toThrow(new URL(server.baseUrl).host)
    expect(server.requests.length).toBeLessThanOrEqual(2)
  })

  it('puts vectors that come in another order where their index says', async () => {
    const texts = ['a', 'b', 'c']
    const vectors = await open().embed(texts)
    server.setMode('shuffled')
    expect(await open().embed(texts)).toEqual(vectors)
  })

  it('says so when nobody listens', async () => {
    await server.close()
    await expect(open().embed(['a'])).rejects.toEqual(failure('embedding_unavailable', /did not answer/))
  }, 60_000)

  it('refuses vectors of another size than configured, and than those of the first answer', async () => {
    await expect(open({ dimensions: 4 }).embed(['a'])).resolves.toHaveLength(1)
    const embedder = open()
    await embedder.embed(['a'])
    server.setMode('wrong_dimensions')
    await expect(embedder.embed(['b'])).rejects.toMatchObject({ code: 'embedding_dimensions' })
    await expect(open({ dimensions: 4 }).embed(['a'])).rejects.toMatchObject({ code: 'embedding_dimensions' })
  })

  it('ends at once when it is called off', async () => {
    server.setMode('slow')
    const controller = new AbortController()
    const embedding = open().embed(['a'], controller.signal)
    setTimeout(() => controller.abort(), 20)
    await expect(embedding).rejects.toMatchObject({ name: 'AbortError' })
  })
})

describe('a service that asks for a pause', () => {
  const timeOf = async (work: Promise<unknown>) => {
    const started = performance.now()
    await work
    return performance.now() - started
  }

  it.each([
    ['seconds', { retryAfter: 1 }],
    ['milliseconds', { retryAfter: 7_200, headers: { 'retry-after-ms': '1000' } }],
  ])('is left alone for as long as it says in %s', async (_, options) => {
    await serve(options)
    server.nextModes('rate_limited')
    const tookMs = await timeOf(open().embed(['a']))
    expect(tookMs).toBeGreaterThanOrEqual(995)
    expect(tookMs).toBeLessThan(4_000)
  })

  it('is left alone until the date it names', async () => {
    await serve({ retryAfter: new Date(Date.now() + 3_000).toUTCString() })
    server.nextModes('rate_limited')
    expect(await timeOf(open().embed(['a']))).toBeGreaterThanOrEqual(1_500)
  })

  it('is not waited for when that would take long', async () => {
    await serve({ retryAfter: 3_600 })
    server.nextModes('rate_limited')
    await expect(open().embed(['a'])).rejects.toMatchObject({ code: 'embedding_unavailable' })
    expect(server.requests).toHaveLength(1)
  })

  it('can be called off while it is waited for', async () => {
    await serve({ retryAfter: 30 })
    server.setMode('rate_limited')
    const tookMs = await timeOf(expect(open().embed(['a'], AbortSignal.timeout(100))).rejects.toThrow())
    expect(tookMs).toBeLessThan(2_000)
  })
})

describe('a service that does not take so much', () => {
  const texts = Array.from({ length: 100 }, (_, i) => `text ${i}`)

  it.each([400, 413, 422, 500])('gets fewer texts at once after it answered %i, and from then on', async (refusal) => {
    await serve({ maxTexts: 10, refusal })
    const embedder = open({ retries: 0 })
    const vectors = await embedder.embed(texts)
    expect(vectors).toHaveLength(100)
    const before = server.requests.length
    expect(await embedder.embed(texts)).toEqual(vectors)
    expect(
      sizesAsked()
        .slice(before)
        .every((size) => size <= 10),
    ).toBe(true)
  })

  it('gets the beginning of a text that is too long for it, with a line that says so', async () => {
    await serve({ maxCharacters: 50 })
    const lines: string[] = []
    const embedder = open({ log: (line) => lines.push(line) })
    const long = '长😀'.repeat(40)
    const vectors = await embedder.embed([...texts, long, 'end'])
    expect(vectors).toHaveLength(102)
    expect(vectors.slice(-1)).toEqual(await embedder.embed(['end']))
    expect(lines).toEqual([expect.stringMatching(/^1 texts were too long for the embedding model some-model/)])
    const asked = server.requests.flatMap(({ body }) => body.input as string[])
    const beginning = asked.filter((text) => text.startsWith('长') && text.length <= 50)
    expect(beginning).toHaveLength(1)
    expect(long.startsWith(beginning[0] ?? '-')).toBe(true)
    expect(Buffer.from(beginning[0] ?? '').toString()).toBe(beginning[0])
  })

  it('is not asked with others again about what is too long', async () => {
    await serve({ maxCharacters: 50 })
    const embedder = open()
    await embedder.embed([...texts, 'x'.repeat(90)])
    const before = server.requests.length
    await embedder.embed([...texts.slice(0, 60), 'y'.repeat(95)])
    expect(
      sizesAsked()
        .slice(before)
        .filter((size) => size > 1),
    ).toEqual([60])
  })

  it('fails when it takes nothing of a text', async () => {
    await serve({ maxCharacters: 20 })
    await expect(open().embed(['x'.repeat(100)])).rejects.toEqual(failure('embedding_failed', /one of the texts/))
  })

  it('is asked in smaller parts when it takes too long over many texts', async () => {
    await serve({ delayMs: 300 })
    server.nextModes('slow')
    expect(await open({ timeoutMs: 100, retries: 0 }).embed(texts.slice(0, 8))).toHaveLength(8)
    expect(sizesAsked()).toEqual([8, 1, 4, 4])
  })

  it('does without the field that names the dimensions where it refuses that, and only then', async () => {
    await serve({ maxCharacters: 50 })
    const embedder = open({ dimensions: 4 })
    await embedder.embed(['x'.repeat(60)])
    expect(server.requests.every(({ body }) => body.dimensions === 4)).toBe(true)
    server.nextModes('refused', 'refused')
    await expect(embedder.embed(['a'])).rejects.toMatchObject({ code: 'embedding_dimensions' })
    expect(server.requests.at(-1)?.body).not.toHaveProperty('dimensions')
  })
})
