import { describe, expect, it } from 'vitest'
import { parseConfig } from '../src/config.ts'

describe('parseConfig', () => {
  it('needs nothing', () => {
    const config = parseConfig({})
    expect(config).toMatchObject({
      host: '127.0.0.1',
      port: 8787,
      engine: 'embedded',
      chat: undefined,
      embedding: undefined,
    })
    expect(config.dataFolder).toMatch(/\/data$/)
  })

  it('uses no model for a stray key', () => {
    expect(parseConfig({ OPENAI_API_KEY: 'sk-stray', OPENAI_BASE_URL: 'https://example.org/v1' })).toMatchObject({
      chat: undefined,
      embedding: undefined,
      rerank: undefined,
    })
  })

  it('lets the general key and address stand in once a model is named', () => {
    const { chat } = parseConfig({ CHAT_MODEL: 'm', OPENAI_API_KEY: 'k', OPENAI_BASE_URL: 'https://example.org/v1' })
    expect(chat).toEqual({ model: 'm', apiKey: 'k', baseUrl: 'https://example.org/v1' })
  })

  it('lets a flag beat the environment', () => {
    expect(parseConfig({ PRECEDENT_DATA: '/a', PORT: '1' }, { dataFolder: '/b', port: '2' })).toMatchObject({
      dataFolder: '/b',
      port: 2,
    })
  })

  it('takes a blank variable for an unset one', () => {
    expect(parseConfig({ PORT: ' ', EMBEDDING_MODEL: '' })).toMatchObject({ port: 8787, embedding: undefined })
  })

  it.each([
    ['PORT', 'eighty'],
    ['PORT', '70000'],
    ['PRECEDENT_ENGINE', 'lucene'],
    ['QDRANT_URL', 'not a url'],
    ['QDRANT_COLLECTION', 'a/b'],
    ['QDRANT_SHARDS', '0'],
    ['QDRANT_REPLICAS', 'two'],
    ['CHAT_BASE_URL', 'ftp://example.org'],
    ['EMBEDDING_DIMENSIONS', '0'],
    ['EMBEDDING_POOLING', 'max'],
    ['EMBEDDING_HUB_URL', 'hub'],
  ])('names %s and what it takes when it is %s', (name, value) => {
    expect(() => parseConfig({ [name]: value })).toThrow(new RegExp(`^${name}=.*it takes `))
  })

  it.each(['QDRANT_API_KEY', 'OPENAI_API_KEY', 'EMBEDDING_API_KEY', 'CHAT_API_KEY', 'RERANK_API_KEY'])(
    'refuses a key that no header can carry, without showing it: %s',
    (name) => {
      expect(() => parseConfig({ [name]: 'sk-密钥' })).toThrow(
        new RegExp(`^${name}=\\(hidden\\) .*it takes visible ASCII`),
      )
      expect(() => parseConfig({ [name]: ' sk-1234 ' })).not.toThrow()
    },
  )

  it('looks for local models in the data folder and on no hub, unless it is told otherwise', () => {
    const variables = { PRECEDENT_DATA: '/d', EMBEDDING_MODEL: 'local:owner/bge-small-zh-v1.5' }
    expect(parseConfig(variables).embedding).toMatchObject({
      model: 'local:owner/bge-small-zh-v1.5',
      local: { folder: '/d/models', hubUrl: undefined },
    })
    const told = {
      EMBEDDING_LOCAL_FOLDER: '/m',
      EMBEDDING_HUB_URL: 'http://hub.internal/models',
      EMBEDDING_POOLING: 'cls',
    }
    expect(parseConfig({ ...variables, ...told }).embedding).toMatchObject({
      local: { folder: '/m', hubUrl: 'http://hub.internal/models' },
      pooling: 'cls',
    })
  })

  it.each(['local:', 'local:../secrets', 'local:a/b/c', 'local:/etc'])('refuses %s as a local model', (name) => {
    expect(() => parseConfig({ EMBEDDING_MODEL: name })).toThrow(/^EMBEDDING_MODEL=.*it takes .*local:<name>/)
  })

  it('keeps the white space of prefixes, reads \\n as a line break and none as nothing', () => {
    const prefixes = { EMBEDDING_QUERY_PREFIX: 'Find passages.\\nQuery: ', EMBEDDING_PASSAGE_PREFIX: 'none' }
    expect(parseConfig({ EMBEDDING_MODEL: 'm', ...prefixes }).embedding).toMatchObject({
      queryPrefix: 'Find passages.\nQuery: ',
      passagePrefix: '',
    })
  })

  it('asks for an address when a reranker is named', () => {
    expect(() => parseConfig({ RERANK_MODEL: 'm' })).toThrow(/^RERANK_MODEL needs RERANK_BASE_URL/)
    expect(parseConfig({ RERANK_MODEL: 'm', OPENAI_BASE_URL: 'https://example.org/v1' }).rerank?.baseUrl).toBe(
      'https://example.org/v1',
    )
  })

  it('asks for an address when the engine is Qdrant', () => {
    expect(() => parseConfig({ PRECEDENT_ENGINE: 'qdrant' })).toThrow(/QDRANT_URL/)
  })
})
