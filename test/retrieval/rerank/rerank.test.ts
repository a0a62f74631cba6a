import { describe, expect, it } from 'vitest'
import type { StoredPassage } from '../../../src/engines/stored-passage.ts'
import { conceptTermId } from '../../../src/language/terms.ts'
import { buildThesaurus } from '../../../src/language/thesaurus.ts'
import { analyseQuery, type Understanding } from '../../../src/retrieval/analyse.ts'
import { judgeRelevance } from '../../../src/retrieval/rerank/rerank.ts'
import { PLAIN_UNDERSTANDING } from '../../helpers/question-terms.ts'
import { storedPassage } from '../passages.ts'

const late = { id: 'late', chinese: ['磨蹭', '延迟'], english: [], strength: 3 as const }
const WITH_CONCEPTS: Understanding = { ...PLAIN_UNDERSTANDING, thesaurus: buildThesaurus([late]) }
const FILLER = [
  '割接窗口只有每周三',
  '标书要盖章',
  '纪要当天发出',
  '培训分两批',
  '备件放在机房',
  '报价含税',
  '值班到九点',
]
const filler = FILLER.map((text, at) => storedPassage(`filler ${at}`, text))

function judge(query: string, passages: StoredPassage[], understanding = WITH_CONCEPTS) {
  const analysis = analyseQuery(query, understanding)
  const { judged, openness } = judgeRelevance(passages, analysis, understanding.thesaurus, undefined)
  const byId = new Map(passages.map(({ chunkId }, at) => [chunkId, judged[at]]))
  const relevance = (id: string) => byId.get(id)?.relevance ?? Number.NaN
  const parts = (id: string) => byId.get(id)?.parts
  return { judged, openness, relevance, parts }
}

describe('judgeRelevance', () => {
  const passages = [
    storedPassage('a', '客户磨蹭了三个月，验收延迟', { path: 'a.md', kind: 'retrospective' }),
    storedPassage('b', '回款也跟着延迟', { path: 'a.md', ordinal: 1 }),
    storedPassage('c', '验收资料清单'),
    ...filler,
  ]

  it('adds its parts up to the relevance', () => {
    for (const { relevance, parts } of judge('以前客户磨蹭，验收怎么办的', passages).judged) {
      expect(parts.words + parts.concepts + parts.nearby + parts.kind).toBeCloseTo(relevance, 9)
    }
  })

  it('gives the same judgement each time, in whatever order the candidates come', () => {
    const forwards = judge('客户磨蹭，验收怎么办', passages)
    const again = judge('客户磨蹭，验收怎么办', passages)
    const backwards = judge('客户磨蹭，验收怎么办', [...passages].reverse())
    expect(again.judged).toEqual(forwards.judged)
    for (const { chunkId } of passages) expect(backwards.relevance(chunkId)).toBeCloseTo(forwards.relevance(chunkId), 9)
  })

  it('finds a passage that shares no word with the question', () => {
    const { relevance, parts } = judge('磨蹭', [storedPassage('a', '工期延迟'), ...filler])
    expect(parts('a')?.words).toBe(0)
    expect(relevance('a')).toBeGreaterThan(0)
    expect(relevance('filler 0')).toBe(0)
  })

  it('counts a concept by which all candidates were found, where the engine tells no statistics', () => {
    const found = filler.map(({ chunkId, text }) => storedPassage(chunkId, `${text}，工期延迟`))
    const { judged } = judge('磨蹭', found)
    expect(judged.every(({ parts }) => parts.concepts > 0)).toBe(true)
  })

  it('takes a concept for a common one only in a library that is large enough to tell', () => {
    const analysis = analyseQuery('磨蹭', WITH_CONCEPTS)
    const conceptsIn = (chunks: number, frequency: number) => {
      const frequencies = new Map([[conceptTermId('late'), frequency]])
      const passages = [storedPassage('a', '工期延迟'), ...filler]
      const { judged } = judgeRelevance(passages, analysis, WITH_CONCEPTS.thesaurus, { chunks, frequencies })
      return judged[0]?.parts.concepts
    }
    expect(conceptsIn(5, 1)).toBeGreaterThan(0)
    expect(conceptsIn(1000, 10)).toBeGreaterThan(0)
    expect(conceptsIn(1000, 400)).toBe(0)
  })

  it('takes a concept that the index does not have for no rarer than the candidates show it to be', () => {
    const analysis = analyseQuery('磨蹭', WITH_CONCEPTS)
    const everywhere = filler.map(({ chunkId, text }) => storedPassage(chunkId, `${text}，工期延迟`))
    const conceptsWith = (frequencies: Map<number, number>) => {
      const statistics = { chunks: 100_000, frequencies }
      return judgeRelevance(everywhere, analysis, WITH_CONCEPTS.thesaurus, statistics).judged[0]?.parts.concepts ?? 0
    }
    const rare = conceptsWith(new Map([[conceptTermId('late'), 100]]))
    expect(conceptsWith(new Map())).toBeGreaterThan(0)
    expect(conceptsWith(new Map())).toBeLessThan(rare)
  })

  it('lets concepts count for little where the question stands in a passage as it was asked', () => {
    const open = judge('磨蹭', [storedPassage('a', '工期延迟'), ...filler])
    const closed = judge('磨蹭', [storedPassage('a', '工期延迟'), storedPassage('b', '工期磨蹭'), ...filler])
    expect(open.openness).toBe(1)
    expect(closed.openness).toBeLessThan(0.1)
    expect(closed.relevance('b')).toBeGreaterThan(closed.relevance('a'))
  })

  it('lifts a passage whose neighbour in the same version speaks of the question', () => {
    const at = (chunkId: string, path: string, ordinal: number, text: string) =>
      storedPassage(chunkId, text, { path, ordinal })
    const { parts } = judge('回款', [
      at('before', 'a.md', 3, '先请监理签字'),
      at('here', 'a.md', 4, '回款分三步'),
      at('after', 'a.md', 5, '最后归档资料'),
      at('far', 'a.md', 6, '另行通知各方'),
      at('other', 'b.md', 3, '设备清点完毕'),
      ...filler,
    ])
    expect(parts('before')?.nearby).toBeGreaterThan(0)
    expect(parts('after')?.nearby).toBe(parts('before')?.nearby)
    expect([parts('far')?.nearby, parts('other')?.nearby, parts('here')?.nearby]).toEqual([0, 0, 0])
  })

  it('lifts a little, among passages that say the same, the kind that such a question is answered from', () => {
    const text = '割接踩坑之后的教训'
    const kinds = ['tender', 'pitfall_case'].map((kind) => storedPassage(kind, text, { kind }))
    const { parts, relevance } = judge('割接有哪些坑和教训', [...kinds, ...filler])
    expect(parts('tender')?.kind).toBe(0)
    expect(parts('pitfall_case')?.kind).toBeGreaterThan(0)
    expect(relevance('pitfall_case')).toBeLessThan(1.1 * relevance('tender'))
  })

  it('takes a word that few of the library have for more than a common one, where the engine tells', () => {
    const analysis = analyseQuery('验收 回款', PLAIN_UNDERSTANDING)
    const frequencies = new Map(analysis.literals.map(({ id, text }) => [id, text.includes('收') ? 900 : 3]))
    const two = [storedPassage('a', '验收在周三'), storedPassage('b', '回款在周三')]
    const { judged } = judgeRelevance(two, analysis, PLAIN_UNDERSTANDING.thesaurus, { chunks: 1000, frequencies })
    expect(judged[1]?.relevance).toBeGreaterThan(5 * (judged[0]?.relevance ?? Number.NaN))
  })

  it('judges nothing for no candidates, and 0 for a question of nothing', () => {
    expect(judge('验收', []).judged).toEqual([])
    expect(judge('？！', passages).judged.every(({ relevance }) => relevance === 0)).toBe(true)
  })
})
