import { describe, expect, it } from 'vitest'
import { OWNER_ACCESS } from '../../src/engines/access.ts'
import { createRetrieve, type RerankTexts } from '../../src/retrieval/retrieve.ts'
import { PLAIN_UNDERSTANDING } from '../helpers/question-terms.ts'
import { storedPassage } from './passages.ts'

const PASSAGES = [
  storedPassage('a', '回款之前先开票，回款之后归档', { headings: ['回款流程'] }),
  storedPassage('b', '回款要监理签字'),
  storedPassage('c', '割接窗口只有每周三'),
]

function retrieveWith(rerank: RerankTexts | undefined, signal?: AbortSignal) {
  const retrieve = createRetrieve({
    search: async () => ({ lexical: PASSAGES.map(({ chunkId }) => ({ chunkId, score: 1 })), dense: [] }),
    embedQuery: undefined,
    loadPassages: async (ids) => PASSAGES.filter(({ chunkId }) => ids.includes(chunkId)),
    understanding: () => PLAIN_UNDERSTANDING,
    rerank,
    readText: () => undefined,
    denseWeight: () => 0,
  })
  return retrieve({ query: '回款', limit: 3, filters: {} }, OWNER_ACCESS, signal)
}

const idsOf = ({ passages }: { passages: { chunkId: string }[] }) => passages.map(({ chunkId }) => chunkId)

describe('a reranking model', () => {
  it('reads title, headings and text of each passage, and its order decides', async () => {
    const read: string[] = []
    const found = await retrieveWith(async (_query, texts) => {
      read.push(...texts)
      return texts.map((text) => (text.includes('割接') ? 1 : 0))
    })
    expect(read[0]).toBe('交付指南\n回款流程\n回款之前先开票，回款之后归档')
    expect(idsOf(found)[0]).toBe('c')
    expect(found.passages[0]?.why.model).toEqual({ rank: 1, score: 1 })
    expect(found.degraded).toEqual([])
  })

  it('that fails leaves the order that the texts give, and the answer says so', async () => {
    const failed = await retrieveWith(async () => {
      throw new Error('503')
    })
    const built = await retrieveWith(undefined)
    expect(failed.degraded).toEqual(['rerank'])
    expect(failed.passages).toEqual(built.passages)
    expect(failed.passages.some(({ why }) => why.model)).toBe(false)
  })

  it('is not waited for when the asker has gone', async () => {
    const controller = new AbortController()
    const found = retrieveWith(async () => {
      controller.abort()
      throw new Error('aborted')
    }, controller.signal)
    await expect(found).rejects.toThrow('aborted')
  })
})
