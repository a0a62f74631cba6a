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
    ['CHAT_BASE_URL', 'ftp://example.org'],
    ['EMBEDDING_DIMENSIONS', '0'],
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

  it('asks for an address when the engine is Qdrant', () => {
    expect(() => parseConfig({ PRECEDENT_ENGINE: 'qdrant' })).toThrow(/QDRANT_URL/)
  })
})
