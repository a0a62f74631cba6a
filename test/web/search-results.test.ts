import { describe, expect, it } from 'vitest'
import { cutExcerpt, findTerms } from '../../web/pages/search/find-terms.ts'
import { groupHits, keepRelevant } from '../../web/pages/search/group-hits.ts'
import { monthsAgo, readQuerySearch } from '../../web/pages/search/query-search.ts'

const marked = (text: string, terms: string[]) => findTerms(text, terms).map(({ start, end }) => text.slice(start, end))

describe('the words of a query in a passage', () => {
  it('are found whatever their width and letter case', () => {
    expect(marked('ＡＰＩ网关与Api 网关', ['api', '网关'])).toEqual(['ＡＰＩ网关', 'Api', '网关'])
    expect(marked('验收通过，複驗收', ['验收'])).toEqual(['验收'])
  })

  it('are whole words where the service searched for a stem', () => {
    expect(marked('Delivered late; undelivered; delivering company, companies', ['deliver', 'compani'])).toEqual([
      'Delivered',
      'delivering',
      'company',
      'companies',
    ])
    expect(marked('signatory', ['sign'])).toEqual([])
  })

  it('keep their places beside letters of two units and ligatures', () => {
    const text = '🚢ﬁnal 报告🚢报告'
    expect(marked(text, ['final', '报告'])).toEqual(['ﬁnal', '报告', '报告'])
  })

  it('are marked as one where they touch or overlap', () => {
    expect(marked('客户换领导', ['客户', '换领导', '领导'])).toEqual(['客户换领导'])
    expect(marked('anything', [''])).toEqual([])
  })
})

describe('an excerpt', () => {
  it('is the whole of a short passage', () => {
    expect(cutExcerpt('短文', [], 10)).toEqual({ text: '短文', marks: [], isCutBefore: false, isCutAfter: false })
  })

  it('is the stretch with the most marks, which stay on their words', () => {
    const text = `${'前'.repeat(200)}回款${'中'.repeat(300)}回款了，回款${'后'.repeat(200)}`
    const excerpt = cutExcerpt(text, findTerms(text, ['回款']), 100)
    expect(excerpt.text.length).toBeLessThanOrEqual(101)
    expect(excerpt.marks.map(({ start, end }) => excerpt.text.slice(start, end))).toEqual(['回款', '回款'])
    expect([excerpt.isCutBefore, excerpt.isCutAfter]).toEqual([true, true])
  })

  it('begins with a whole word', () => {
    const text = `${'handover '.repeat(40)}acceptance ${'later '.repeat(40)}`
    const excerpt = cutExcerpt(text, findTerms(text, ['accept']), 100)
    expect(excerpt.text).toMatch(/^handover /)
    expect(excerpt.marks.map(({ start, end }) => excerpt.text.slice(start, end))).toEqual(['acceptance'])
  })

  it('does not part a letter of two units', () => {
    const text = '🚢'.repeat(300)
    const excerpt = cutExcerpt(text, [{ start: 301, end: 303 }], 99)
    expect(excerpt.text).not.toMatch(/\p{Cs}/u)
  })
})

describe('hits', () => {
  const hit = (documentId: string, terms: string[], dense?: number) => ({
    documentId,
    why: { terms, ...(dense === undefined ? {} : { dense: { rank: dense } }) },
  })

  it('are grouped by document in the order of the best of each', () => {
    const groups = groupHits([hit('b', ['x']), hit('a', []), hit('b', [])])
    expect(groups.map(({ documentId, hits }) => [documentId, hits.length])).toEqual([
      ['b', 2],
      ['a', 1],
    ])
  })

  it('are kept where they hold a word or are near in meaning', () => {
    const kept = keepRelevant([hit('a', ['回款'], 90), hit('b', [], 3), hit('c', [], 40), hit('d', [])])
    expect([kept.hits.map(({ documentId }) => documentId), kept.isWeak]).toEqual([['a', 'b'], false])
    expect(keepRelevant([hit('b', [], 1)]).isWeak).toBe(true)
  })
})

describe('the address of a search', () => {
  it('leaves out what it does not know', () => {
    expect(readQuerySearch({ q: '回款', since: 'soon', kind: '', space: '团队' })).toEqual({ q: '回款', space: '团队' })
    expect(readQuerySearch({ since: '2025-03-31' })).toEqual({ since: '2025-03-31' })
  })

  it('counts months back over the turn of a year', () => {
    expect(monthsAgo(6, new Date(2026, 2, 15))).toBe('2025-09-15')
    expect(monthsAgo(36, new Date(2026, 2, 15))).toBe('2023-03-15')
  })
})
