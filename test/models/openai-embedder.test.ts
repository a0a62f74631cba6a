import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { openAiEmbedder } from '../../src/models/openai-embedder.ts'
import { type OpenAiServer, startOpenAiServer } from '../helpers/openai-server.ts'

let server: OpenAiServer
beforeEach(async () => {
  server = await startOpenAiServer({ dimensions: 8, retryAfter: 0 })
})
afterEach(() => server.close())

function open(changes: { dimensions?: number } = {}) {
  const config = { baseUrl: server.baseUrl, apiKey: 'a key', model: 'some-model', dimensions: changes.dimensions }
  return openAiEmbedder(config)
}

const failure = (text: RegExp) =>
  expect.objectContaining({ code: 'embedding_failed', message: expect.stringMatching(text) })

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

  it.each(['cut_off', 'malformed', 'missing_vectors', 'not_finite', 'empty'] as const)(
    'asks once more after an answer that is %s',
    async (mode) => {
      server.nextModes(mode)
      expect(await open().embed(['a', 'b'])).toHaveLength(2)
    },
  )

  it.each([
    ['failing', /status 500/],
    ['cut_off', /cut off|did not answer/],
    ['malformed', /no JSON/],
    ['missing_vectors', /1 vectors for 2 texts/],
    ['not_finite', /finite/],
    ['empty', /all zero/],
  ] as const)(
    'says what is wrong with a server that stays %s, naming its address',
    async (mode, text) => {
      server.setMode(mode)
      await expect(open().embed(['a', 'b'])).rejects.toEqual(failure(text))
      await expect(open().embed(['a', 'b'])).rejects.toThrow(new URL(server.baseUrl).host)
    },
    60_000,
  )

  it('says so when nobody listens', async () => {
    await server.close()
    await expect(open().embed(['a'])).rejects.toEqual(failure(/did not answer/))
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
