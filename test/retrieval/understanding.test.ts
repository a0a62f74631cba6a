import { describe, expect, it } from 'vitest'
import type { Concept } from '../../src/language/thesaurus.ts'
import { analyseQuery } from '../../src/retrieval/analyse.ts'
import { openUnderstanding } from '../../src/retrieval/understanding.ts'

const OURS: Concept = { id: 'ours', chinese: ['舟桥', '临时网关'], english: ['pontoon'], strength: 3 }

function understandWith(list: Concept[] = []) {
  const users = { concepts: list, version: 0, reads: 0 }
  const understanding = openUnderstanding({
    version: () => String(users.version),
    list: () => {
      users.reads++
      return users.concepts
    },
  })
  const texts = (query: string) => analyseQuery(query, understanding()).withConcepts.map(({ text }) => text)
  return { users, understanding, texts }
}

describe('openUnderstanding', () => {
  it('knows the concepts that come with the program, as terms of the index', () => {
    const { thesaurus, isIndexed } = understandWith().understanding()
    expect(thesaurus.concepts.length).toBeGreaterThanOrEqual(5000)
    expect(thesaurus.concepts.every(isIndexed)).toBe(true)
  })

  it("knows users' concepts by their words, as long as they are there", () => {
    const { users, texts } = understandWith()
    expect(texts('舟桥')).not.toContain('临时网关')
    Object.assign(users, { concepts: [OURS], version: 1 })
    expect(texts('舟桥')).toEqual(expect.arrayContaining(['网关', 'pontoon']))
    Object.assign(users, { concepts: [], version: 2 })
    expect(texts('舟桥')).not.toContain('pontoon')
  })

  it("reads users' concepts again only after a change", () => {
    const { users, understanding } = understandWith([OURS])
    expect(understanding()).toBe(understanding())
    expect(users.reads).toBe(1)
    users.version++
    understanding()
    expect(users.reads).toBe(2)
  })

  it('puts typing errors right, Chinese and English', () => {
    const { texts } = understandWith()
    expect(texts('验受报告怎么写')).toContain('验收')
    expect(texts('accceptance criteria')).toContain('accept')
  })

  it('takes what is right as it is', () => {
    const { understanding } = understandWith()
    for (const query of ['验收报告怎么写', '客户换了领导', 'who signs the acceptance report']) {
      expect([query, understanding().correct(query)]).toEqual([query, []])
    }
  })

  it('looks for no typing errors in what was pasted', () => {
    const { understanding } = understandWith()
    expect(understanding().correct('验受报告')).not.toEqual([])
    expect(understanding().correct(`验受报告${'，另行通知'.repeat(40)}`)).toEqual([])
  })
})
