import { createHash } from 'node:crypto'
import { describe, expect, it, onTestFinished } from 'vitest'
import type { EmbeddingConfig } from '../../src/config.ts'
import { embedderId } from '../../src/models/configured-embedder.ts'
import { embedQuestion } from '../../src/models/embedder.ts'
import { type EmbeddersByIdOptions, embeddersById } from '../../src/models/embedder-by-id.ts'
import { type OpenAiServerOptions, startOpenAiServer } from '../helpers/openai-server.ts'

/** Vectors that differ from model to model, as those of real ones do. */
const byModel = (text: string, model: string) =>
  Array.from(createHash('sha256').update(`${model} ${text}`).digest().subarray(0, 8), (byte) => byte / 255 - 0.5)

async function open(
  serverOptions: OpenAiServerOptions,
  more: Partial<EmbeddingConfig> = {},
  options: EmbeddersByIdOptions = {},
) {
  const server = await startOpenAiServer({ dimensions: 8, ...serverOptions })
  onTestFinished(server.close)
  const config: EmbeddingConfig = {
    baseUrl: server.baseUrl,
    apiKey: 'key',
    model: 'new',
    dimensions: undefined,
    ...more,
  }
  return { server, config, find: embeddersById(config, { retries: 0, ...options }) }
}

it('finds the built-in embedder whatever is configured, and nothing else where no service is', async () => {
  const { find } = await open({})
  expect(find('built-in-1')?.dimensions).toBe(256)
  expect(embeddersById(undefined)('built-in-1')?.id).toBe('built-in-1')
  expect(embeddersById(undefined)('old')).toBeUndefined()
})

it('asks an earlier model by its old name at the address that is configured now', async () => {
  const { server, find } = await open({ embed: byModel })
  const [vector] = (await find('old')?.embed(['question'])) ?? []
  expect(vector).toHaveLength(8)
  expect(server.requests.at(-1)?.body).toMatchObject({ model: 'old', input: ['question'] })
  await find('old')?.embed(['another'])
  expect(server.requests).toHaveLength(4)
})

it('takes the size of its vectors from the id', async () => {
  const { server, find } = await open({ embed: byModel })
  expect((await find('old:4')?.embed(['question']))?.[0]).toHaveLength(4)
  expect(server.requests.at(-1)?.body).toMatchObject({ model: 'old', dimensions: 4 })
})

it('refuses when the server answers for the old name with the model it holds now', async () => {
  const { find } = await open({})
  await expect(find('old')?.embed(['question'])).rejects.toMatchObject({ code: 'embedding_failed' })
  expect(await find('new')?.embed(['question'])).toHaveLength(1)
})

it('asks the earlier model also while the configured one is not there yet', async () => {
  const { find } = await open({ embed: byModel, models: ['old'] })
  expect(await find('old')?.embed(['question'])).toHaveLength(1)
})

it('refuses a vector of another size than the library holds, of the configured model and of an earlier one', async () => {
  const dimensionsOf = (id: string) => (id === 'old' ? 8 : 5)
  const { find } = await open({ embed: byModel }, {}, { dimensionsOf })
  await expect(find('new')?.embed(['question'])).rejects.toMatchObject({ code: 'embedding_dimensions' })
  expect(await find('old')?.embed(['question'])).toHaveLength(1)
  const stricter = await open({ embed: byModel }, {}, { dimensionsOf: () => 5 })
  await expect(stricter.find('old')?.embed(['question'])).rejects.toMatchObject({ code: 'embedding_dimensions' })
})

describe('prefixes', () => {
  const prefixes = { queryPrefix: 'query: ', passagePrefix: 'passage: ' }

  it('stand before what a service is sent, and the id tells of them', async () => {
    const { server, config, find } = await open({}, prefixes)
    const embedder = find(embedderId(config))
    expect(embedder?.id).toMatch(/^new\+[0-9a-f]{8}$/)
    await embedder?.embed(['割接'])
    if (embedder) await embedQuestion(embedder, '割接')
    expect(server.requests.map(({ body }) => body.input)).toEqual([['passage: 割接'], ['query: 割接']])
    expect(embedder?.dimensions).toBe(8)
  })

  it('do not stand before questions while vectors are in use that were made without', async () => {
    const { server, find } = await open({}, prefixes)
    const earlier = find('new')
    if (earlier) await embedQuestion(earlier, '割接')
    expect(server.requests.map(({ body }) => body.input)).toEqual([['割接']])
  })

  it('stay as they are while vectors are in use that were made with others', async () => {
    const { server, find } = await open({}, prefixes)
    const earlier = find('new+0123abcd')
    if (earlier) await embedQuestion(earlier, '割接')
    expect(server.requests.map(({ body }) => body.input)).toEqual([['query: 割接']])
  })
})
