import { createHash } from 'node:crypto'
import { expect, it, onTestFinished } from 'vitest'
import { embeddersById } from '../../src/models/embedder-by-id.ts'
import { type OpenAiServerOptions, startOpenAiServer } from '../helpers/openai-server.ts'

/** Vectors that differ from model to model, as those of real ones do. */
const byModel = (text: string, model: string) =>
  Array.from(createHash('sha256').update(`${model} ${text}`).digest().subarray(0, 8), (byte) => byte / 255 - 0.5)

async function open(options: OpenAiServerOptions) {
  const server = await startOpenAiServer({ dimensions: 8, ...options })
  onTestFinished(server.close)
  const config = { baseUrl: server.baseUrl, apiKey: 'key', model: 'new', dimensions: undefined }
  return { server, find: embeddersById(config, { retries: 0 }) }
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
