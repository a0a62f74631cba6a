import { describe, expect, it } from 'vitest'
import { coalesce, shareLists } from '../../ingest/coalesce.ts'
import { cached, embeddingText } from '../../ingest/embed.ts'
import { removeDocuments } from '../../src/db/document-removal.ts'
import { embeddings } from '../../src/db/schema/points.ts'
import type { Embedder } from '../../src/models/embedder.ts'
import { addDocument, openLibrary } from '../helpers/library.ts'

/** An embedder that writes down what it was asked. */
function recordingEmbedder(): Embedder & { asked: string[][] } {
  const asked: string[][] = []
  return {
    asked,
    id: 'recording',
    dimensions: 2,
    embed: async (texts) => {
      asked.push([...texts])
      return texts.map((text) => new Float32Array([text.length, 1]))
    },
  }
}

describe('embeddingText', () => {
  it('puts title, headings and speaker before the words of the chunk', () => {
    const chunk = { text: '先走一圈。', headings: ['第二章', '踏勘'], speaker: '石敬轩' }
    expect(embeddingText('港口复盘', chunk)).toBe('港口复盘\n第二章\n踏勘\n石敬轩\n先走一圈。')
  })

  it('does not say the title twice', () => {
    expect(embeddingText('港口复盘', { text: '正文', headings: ['港口复盘', '踏勘'] })).toBe('港口复盘\n踏勘\n正文')
  })
})

const items = (texts: string[], documentId = 'a document') => texts.map((text) => ({ text, documentId }))

describe('cached', () => {
  it('asks the model for a text once, however often it comes, and gives vectors in the order of the texts', async () => {
    const db = openLibrary()
    const model = recordingEmbedder()
    const [b] = await cached(db, model)(items(['bb']))
    const vectors = await cached(db, model)(items(['a', 'bb', 'ccc', 'a']))
    expect(model.asked).toEqual([['bb'], ['a', 'ccc']])
    expect(vectors.map((vector) => vector[0])).toEqual([1, 2, 3, 1])
    expect(vectors[1]).toEqual(b)
  })

  it('keeps the vectors of two models apart', async () => {
    const db = openLibrary()
    await cached(db, recordingEmbedder())(items(['a']))
    const other = { ...recordingEmbedder(), id: 'other' }
    await cached(db, other)(items(['a']))
    expect(other.asked).toEqual([['a']])
  })

  it('forgets what it has of a document when that is removed, and of none besides', async () => {
    const db = openLibrary()
    const [one, two] = [await addDocument(db, { path: 'a.md', paragraphs: ['甲'] }), 'another']
    const embed = cached(db, recordingEmbedder())
    await embed([...items(['甲', '乙'], one.documentId), ...items(['丙'], two)])
    removeDocuments(db, [one.documentId])
    expect(db.select({ documentId: embeddings.documentId }).from(embeddings).all()).toEqual([{ documentId: two }])
  })
})

describe('shareLists', () => {
  const limits = { atOnce: 1, perCall: 16 }

  it('joins the lists of callers that ask at the same time into one call', async () => {
    const calls: number[][] = []
    const double = shareLists(async (items: number[]) => {
      calls.push(items)
      return items.map((item) => item * 2)
    }, limits)
    expect(await Promise.all([double([1, 2]), double([]), double([3])])).toEqual([[2, 4], [], [6]])
    expect(calls).toEqual([[1, 2, 3]])
  })

  it('lets one bad list fail alone', async () => {
    const strict = shareLists(async (items: number[]) => {
      if (items.includes(0)) throw new Error('zero')
      return items
    }, limits)
    const results = await Promise.allSettled([strict([1]), strict([0]), strict([2])])
    expect(results.map(({ status }) => status)).toEqual(['fulfilled', 'rejected', 'fulfilled'])
  })

  it('does not try lists alone after a failure that none of them can be blamed for', async () => {
    let calls = 0
    const down = async () => {
      calls += 1
      throw new Error('down')
    }
    const share = shareLists(down, limits, () => false)
    const results = await Promise.allSettled([share([1]), share([2])])
    expect(results.map(({ status }) => status)).toEqual(['rejected', 'rejected'])
    expect(calls).toBe(1)
  })
})

describe('coalesce', () => {
  it('runs no more calls at once than it may, and what waits goes together', async () => {
    let active = 0
    const sizes: number[] = []
    const slow = coalesce(
      async (items: number[]) => {
        active += 1
        expect(active).toBeLessThanOrEqual(2)
        sizes.push(items.length)
        await new Promise((resolve) => setTimeout(resolve, 10))
        active -= 1
        return items
      },
      { atOnce: 2, perCall: 4 },
    )
    const all = Array.from({ length: 11 }, (_, i) => i)
    expect(await Promise.all(all.map(slow))).toEqual(all)
    expect(sizes).toEqual([4, 4, 3])
  })

  it('goes on after a call that failed', async () => {
    let calls = 0
    const flaky = coalesce(
      async (items: number[]) => {
        calls += 1
        if (calls === 1) throw new Error('first')
        return items
      },
      { atOnce: 1, perCall: 1 },
    )
    await expect(flaky(1)).rejects.toThrow('first')
    expect(await flaky(2)).toBe(2)
  })
})
