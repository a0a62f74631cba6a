import { expect, it } from 'vitest'
import { addChunks, emptyCorpus, type IndexedChunk, slotMask } from '../../src/engines/embedded/corpus.ts'
import { rankLexically } from '../../src/engines/embedded/lexical.ts'
import { sparseVector } from '../../src/language/terms.ts'
import { analyseQuery } from '../../src/retrieval/analyse.ts'

const TEXTS = [
  '割接窗口只有周三',
  '回款要先备齐资料',
  '验收会前通知监理',
  '监理合同九月签订',
  '回款流程与监理明确',
  '大屏首页查询慢',
]

const chunk = (versionId: string, ordinal: number): IndexedChunk => {
  const text = TEXTS[(ordinal + versionId.length) % TEXTS.length] ?? ''
  return {
    chunkId: `${versionId}-${ordinal}`,
    versionId,
    ordinal,
    sparse: sparseVector(text),
  }
}

function rank(batches: IndexedChunk[][], query: string) {
  const corpus = emptyCorpus()
  for (const batch of batches) addChunks(corpus, batch)
  for (const version of corpus.versions) Object.assign(version, { isLive: true, path: version.versionId })
  const all = slotMask(corpus, () => true)
  return rankLexically(corpus, analyseQuery(query), { live: all, visible: all }, 50).map(({ slot, score }) => [
    corpus.chunkIds[slot],
    score,
  ])
}

it('ranks alike however the chunks of several documents came in', () => {
  const chunks = (version: string) => Array.from({ length: 40 }, (_, ordinal) => chunk(version, ordinal))
  const [a, b] = [chunks('a'), chunks('bb')]
  const interleaved = Array.from({ length: 40 }, (_, at) => [a[at], b[at]].flatMap((one) => one ?? []))
  expect(rank(interleaved, '监理回款')).toEqual(rank([a, b], '监理回款'))
  expect(rank([b, a], '监理回款')).toEqual(rank([[...a, ...b]], '监理回款'))
})

it('lifts a chunk whose neighbours speak of the question', () => {
  const [lonely, near] = ['x', 'y'].map(
    (versionId) => (texts: string[]) =>
      texts.map((text, ordinal) => ({
        chunkId: `${versionId}${ordinal}`,
        versionId,
        ordinal,
        sparse: sparseVector(text),
      })),
  )
  const batches = [
    lonely?.(['天气很好', '回款安排', '天气很好']) ?? [],
    near?.(['监理签字', '回款安排', '天气很好']) ?? [],
  ]
  expect(rank(batches, '监理回款').map(([id]) => id)).toEqual(expect.arrayContaining(['y1', 'x1']))
  const order = rank(batches, '监理回款').map(([id]) => id)
  expect(order.indexOf('y1')).toBeLessThan(order.indexOf('x1'))
})
