import { describe, expect, it } from 'vitest'
import { buildThesaurus, type Concept } from '../../../src/language/thesaurus.ts'
import { askedConcepts, measureConcepts } from '../../../src/retrieval/rerank/measure-concepts.ts'

const concept = (id: string, words: string, fields: Partial<Concept> = {}): Concept => {
  const all = words.split(' ')
  const isHan = (word: string) => /\p{Script=Han}/u.test(word)
  return {
    id,
    chinese: all.filter(isHan),
    english: all.filter((word) => !isHan(word)),
    strength: 3,
    ...fields,
  }
}

/** How a text is measured for a question, where each concept is as rare as `rarity` says. */
function measure(concepts: Concept[], question: string, text: string, rarity: number | Record<string, number> = 4) {
  const thesaurus = buildThesaurus(concepts)
  const asked = askedConcepts(thesaurus.findMentions(question))
  const rarities = new Map(concepts.map(({ id }) => [id, typeof rarity === 'number' ? rarity : (rarity[id] ?? 0)]))
  return measureConcepts(text, thesaurus.findMentions(text), asked, rarities)
}

describe('measureConcepts', () => {
  const late = concept('late', '磨蹭 延迟 拖延')

  it('finds another word for the one asked, and says which', () => {
    const { kinship, concepts, themes, matches } = measure([late], '磨蹭', '工期延迟')
    expect(kinship).toBe(4)
    expect(concepts).toBe(4)
    expect(themes).toBe(4)
    expect(matches).toEqual([{ asked: '磨蹭', found: '延迟' }])
  })

  it('counts no other word where the asked one stands itself', () => {
    const { kinship, concepts, themes, matches } = measure([late], '磨蹭', '磨蹭导致延迟')
    expect({ kinship, concepts, matches }).toEqual({ kinship: 0, concepts: 0, matches: [] })
    expect(themes).toBeGreaterThan(0)
  })

  it('takes two words for the nearer, the more of their concepts they share', () => {
    const senses = [concept('a', '处理 解决'), concept('b', '处理 加工'), concept('c', '解决 消灭')]
    const shared = [concept('a', '处理 解决'), concept('b', '处理 解决')]
    const [some, all] = [measure(senses, '处理', '解决'), measure(shared, '处理', '解决')]
    expect(some.kinship).toBeCloseTo(4 / 2)
    expect(all.kinship).toBeCloseTo(4)
  })

  it('counts the nearest word of a passage alone, and a repeat of it for little', () => {
    const both = measure([late], '磨蹭', '延迟之后再拖延').kinship
    expect(both).toBe(measure([late], '磨蹭', '延迟之后再开会').kinship)
    const twice = measure([late], '磨蹭', '延迟之后再延迟').kinship
    expect(twice).toBeGreaterThan(both)
    expect(twice).toBeLessThan(1.5 * both)
  })

  it('weighs a related word less than the same thing in other words', () => {
    const values = ([3, 2, 1] as const).map((strength) => measure([{ ...late, strength }], '磨蹭', '延迟').concepts)
    expect(values).toEqual([...values].sort((a, b) => b - a))
    expect(new Set(values).size).toBe(3)
  })

  it('takes no notice of a concept that stands nearly everywhere', () => {
    expect(measure([late], '磨蹭', '延迟', { late: 1 })).toMatchObject({ kinship: 0, concepts: 0, themes: 0 })
  })

  it('leads from an English word to Chinese ones, and hardly from one English word to another', () => {
    const notice = concept('notice', '通知 notice announcement')
    const [chinese, english] = ['提前通知', 'an announcement'].map((text) => measure([notice], 'notice', text).kinship)
    expect(chinese).toBe(4)
    expect(english).toBeGreaterThan(0)
    expect(english).toBeLessThan(2)
  })

  it('joins no two English words by what lies between the languages', () => {
    const between = concept('handle', '处理 handle grip', { betweenLanguages: true })
    expect(measure([between], 'handle', 'a grip').kinship).toBe(0)
    expect(measure([between], 'handle', '处理').kinship).toBe(4)
  })

  it('does not take letters within another word for the word asked', () => {
    const manager = concept('manager', '项目经理 pm')
    expect(measure([manager], 'pm', '项目经理负责 development').kinship).toBe(4)
  })

  it('finds nothing where the question mentions nothing', () => {
    expect(measure([late], '回款', '延迟')).toEqual({ kinship: 0, concepts: 0, themes: 0, matches: [] })
  })
})
