import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { describe, expect, it, onTestFinished } from 'vitest'
import { PrecedentEmbeddings, PrecedentRetriever } from '../../src/langchain/precedent.ts'
import { builtInEmbedder } from '../../src/models/built-in-embedder.ts'
import { withPrefixes } from '../../src/models/prefixes.ts'
import { startOpenAiServer } from '../helpers/openai-server.ts'
import { makePassage } from '../helpers/services.ts'

describe('PrecedentRetriever', () => {
  it('gives each passage as a document that names its place, and asks for as many as it was told', async () => {
    const passage = makePassage({ page: 3, speaker: 'Lin' })
    const asked: [string, number][] = []
    const search = async (query: string, limit: number) => {
      asked.push([query, limit])
      return [passage, makePassage({ chunkId: 'chunk-2' })]
    }
    const [first, second] = await new PrecedentRetriever({ search, limit: 2 }).invoke('handover')
    expect(asked).toEqual([['handover', 2]])
    expect(first).toMatchObject({
      id: 'chunk-1',
      pageContent: passage.text,
      metadata: {
        documentId: 'document-1',
        versionId: 'version-1',
        chunkId: 'chunk-1',
        span: passage.span,
        title: 'Handover guide',
        path: 'guides/handover.md',
        page: 3,
        headings: ['Handover'],
        speaker: 'Lin',
        score: 0.5,
      },
    })
    expect(Object.keys(second?.metadata ?? {})).not.toContain('page')
  })

  const serve = async (status: number, body: string) => {
    const server = createServer((_, response) => {
      response.writeHead(status, { 'content-type': 'application/json' })
      response.end(body)
    })
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
    const close = () => new Promise<void>((resolve) => void server.close(() => resolve()))
    onTestFinished(close)
    return { url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`, close }
  }

  it.each([
    [422, JSON.stringify({ detail: 'The question is empty.' }), /status 422: The question is empty\./],
    [200, '<html>', /no search of Precedent/],
    [200, '{"hits": 3}', /no search of Precedent/],
  ])('says what is wrong when the service answers %i with %s', async (status, body, text) => {
    const { url } = await serve(status, body)
    await expect(new PrecedentRetriever({ baseUrl: url }).invoke('x')).rejects.toThrow(text)
  })

  it('names the address where nobody answers', async () => {
    const { url, close } = await serve(200, '')
    await close()
    await expect(new PrecedentRetriever({ baseUrl: url }).invoke('x')).rejects.toThrow(
      /127\.0\.0\.1:\d+ did not answer/,
    )
  })
})

describe('PrecedentEmbeddings', () => {
  it('gives the vectors of the embedder as lists of numbers, with its prefixes', async () => {
    const plain = builtInEmbedder()
    const embedder = withPrefixes(plain, { query: 'query: ', passage: 'passage: ' })
    const embeddings = new PrecedentEmbeddings({ embedder })
    const [passage, question] = await plain.embed(['passage: 割接', 'query: 割接'])
    expect(await embeddings.embedDocuments(['割接'])).toEqual([[...(passage ?? [])]])
    expect(await embeddings.embedQuery('割接')).toEqual([...(question ?? [])])
  })

  it('takes the embedder that variables name, and the built-in one where they name none', async () => {
    const server = await startOpenAiServer({ dimensions: 8 })
    onTestFinished(server.close)
    const variables = { EMBEDDING_MODEL: 'm', EMBEDDING_BASE_URL: server.baseUrl, EMBEDDING_QUERY_PREFIX: 'query: ' }
    expect(await new PrecedentEmbeddings({ variables }).embedQuery('割接')).toHaveLength(8)
    expect(server.requests[0]?.body).toMatchObject({ model: 'm', input: ['query: 割接'] })
    expect(await new PrecedentEmbeddings({ variables: {} }).embedQuery('割接')).toHaveLength(256)
  })
})
