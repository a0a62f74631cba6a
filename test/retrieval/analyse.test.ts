import { describe, expect, it } from 'vitest'
import { conceptTermId, sparseVector, termId } from '../../src/language/terms.ts'
import { buildThesaurus, type Concept } from '../../src/language/thesaurus.ts'
import { analyseQuery, type Understanding } from '../../src/retrieval/analyse.ts'
import { PLAIN_UNDERSTANDING } from '../helpers/question-terms.ts'

const LATE: Concept = { id: 'late', chinese: ['磨蹭', '延迟'], english: ['delay'], strength: 3 }
const RELATED: Concept = { id: 'related', chinese: ['回款', '现金流'], english: [], strength: 1 }
const BETWEEN: Concept = {
  id: 'between',
  chinese: ['延迟', '时延'],
  english: ['latency'],
  strength: 3,
  betweenLanguages: true,
}
const understandBy = (concepts: Concept[], more: Partial<Understanding> = {}): Understanding => ({
  ...PLAIN_UNDERSTANDING,
  thesaurus: buildThesaurus(concepts),
  ...more,
})
const analyse = (query: string, concepts: Concept[] = [], more: Partial<Understanding> = {}) => {
  const { withConcepts, ...analysis } = analyseQuery(query, understandBy(concepts, more))
  const weights = new Map(withConcepts.map(({ id, weight }) => [id, weight]))
  const weightOfWord = (text: string) => weights.get(termId({ kind: 'word', text })) ?? 0
  const weightOfConcept = (id: string) => weights.get(conceptTermId(id)) ?? 0
  return { ...analysis, withConcepts, weightOfWord, weightOfConcept }
}

describe('analyseQuery', () => {
  it('lets function words weigh little beside words of content', () => {
    const { weightOfWord } = analyse('为什么验收 what acceptance')
    expect(weightOfWord('验收')).toBe(1)
    expect(weightOfWord('为什么')).toBeCloseTo(0.1)
    expect(weightOfWord('what')).toBeCloseTo(0.1)
  })

  it('lets a word that is asked twice weigh twice', () => {
    expect(analyse('验收，验收').weightOfWord('验收')).toBe(2)
  })

  it('asks for concepts beside the words, the nearer their members the more', () => {
    const { weightOfWord, weightOfConcept } = analyse('客户磨蹭影响回款', [LATE, RELATED])
    expect(weightOfWord('回款')).toBe(1)
    expect(weightOfConcept('late')).toBeGreaterThan(weightOfConcept('related'))
    expect(weightOfConcept('related')).toBeGreaterThan(0)
    expect(weightOfConcept('late')).toBeLessThan(1)
  })

  it('leaves the words as they are for a search by words alone', () => {
    expect(analyse('客户磨蹭影响回款', [LATE, RELATED]).terms).toEqual(analyse('客户磨蹭影响回款').terms)
    expect(analyse('磨蹭', [LATE], { isIndexed: () => false }).terms).toEqual(analyse('磨蹭').terms)
  })

  it('asks for a concept once, however many of its members are asked', () => {
    expect(analyse('磨蹭，延迟', [LATE]).weightOfConcept('late')).toBe(analyse('磨蹭', [LATE]).weightOfConcept('late'))
  })

  it('asks by ids under which texts are indexed', () => {
    const { ids } = sparseVector('验收以后移交')
    const indexed = new Set(ids)
    for (const { id } of analyse('验收').terms) expect(indexed).toContain(id)
  })

  it('leads between languages from an English word, not from a Chinese one that has a meaning in Chinese', () => {
    expect(analyse('latency', [LATE, BETWEEN]).weightOfConcept('between')).toBeGreaterThan(0)
    const { weightOfConcept, mentions } = analyse('延迟', [LATE, BETWEEN])
    expect(weightOfConcept('between')).toBe(0)
    expect(weightOfConcept('late')).toBeGreaterThan(0)
    expect(mentions).toMatchObject([{ member: '延迟', concepts: [LATE] }])
  })

  it("asks for the words of users' concepts, which no index knows, at half their weight", () => {
    const { weightOfConcept, weightOfWord } = analyse('磨蹭', [LATE], { isIndexed: () => false })
    expect(weightOfConcept('late')).toBe(0)
    expect(weightOfWord('延迟')).toBe(0.5)
    expect(weightOfWord('delai')).toBe(0.5)
    expect(weightOfWord('磨蹭')).toBe(1)
  })

  it('asks for what was probably meant beside what was typed, at half its weight', () => {
    const correct = (normalised: string) => (normalised.includes('验受') ? ['验收'] : [])
    const { weightOfWord, literals } = analyse('验受报告', [], { correct })
    expect(weightOfWord('验收')).toBe(0.5)
    expect(weightOfWord('报告')).toBe(1)
    expect(literals.map(({ text }) => text)).toEqual(expect.arrayContaining(['验受', '验收']))
  })

  it('takes the concepts of what was probably meant', () => {
    expect(analyse('魔蹭', [LATE], { correct: () => ['磨蹭'] }).weightOfConcept('late')).toBeGreaterThan(0)
  })

  it.each(['3个月', '3 months', '三個月', '３个月'])('looks for the quantity of 三个月 in %s', (text) => {
    const quantities = analyse('质保三个月').literals.filter(({ kind }) => kind === 'quantity')
    const indexed = new Set(sparseVector(text).ids)
    expect(quantities.some(({ id }) => indexed.has(id))).toBe(true)
  })

  it('notes which kinds of documents such a question is answered from', () => {
    expect(analyse('以前踩过哪些坑').wantsKinds).toContain('pitfall_case')
    expect(analyse('验收').wantsKinds).toEqual([])
  })

  it('asks for each term once', () => {
    const { withConcepts } = analyse('磨蹭延迟 delay 三个月 3个月', [LATE, BETWEEN, RELATED])
    expect(new Set(withConcepts.map(({ id }) => id)).size).toBe(withConcepts.length)
    for (const { weight } of withConcepts) expect(weight).toBeGreaterThan(0)
  })
})
