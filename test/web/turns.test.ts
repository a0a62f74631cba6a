import { describe, expect, it } from 'vitest'
import { scopeOfAnswer } from '../../web/pages/ask/scope.ts'
import { applyEvent, mergeTurns, newTurn, turnOf } from '../../web/pages/ask/turn.ts'
import { makeAnswer } from '../helpers/services.ts'

const EVERYTHING = { documents: [] }
const asked = { question: '那验收呢？', scope: EVERYTHING, depth: 'deep' as const }
const wire = (fields: Parameters<typeof makeAnswer>[0] = {}) => ({ ...makeAnswer(fields), nearest: [] })
const filtersRecord = (filters: object) => ({
  settings: { engine: 'embedded', embedder: 'built-in', passages: 0 },
  passages: [],
  filters,
  depth: 'deep' as const,
})

describe('a turn', () => {
  it('knows the full question and the steps as they come', () => {
    const step = { n: 1, kind: 'search' as const, about: '验收', found: [], tookMs: 3 }
    const events = [
      { event: 'rewritten', data: { question: '松阳项目的验收是怎么做的？' } },
      { event: 'step', data: step },
      { event: 'step', data: { ...step, n: 2 } },
    ]
    const turn = events.reduce(applyEvent, newTurn('k', asked, 0))
    expect(turn.asked).toBe('松阳项目的验收是怎么做的？')
    expect(turn.steps.map(({ n }) => n)).toEqual([1, 2])
    expect(turn.phase).toBe('working')
  })

  it('of the past has the scope and the depth that it was asked with', () => {
    const record = filtersRecord({ spaces: ['交付'], documentIds: ['d1', 'd2'], since: '2025-01-01' })
    const citation = {
      ...{ n: 1, chunkId: 'c', documentId: 'd1', versionId: 'v', title: '交付指南' },
      ...{ quote: '', span: { start: 0, end: 0 } },
    }
    const turn = turnOf(wire({ record, citations: [citation], asked: '全句' }))
    expect(turn).toMatchObject({ isOwn: false, depth: 'deep', asked: '全句' })
    expect(turn.scope).toEqual({
      space: '交付',
      since: '2025-01-01',
      documents: [
        { id: 'd1', title: '交付指南' },
        { id: 'd2', title: '' },
      ],
    })
  })

  it('of an answer that recorded nothing was asked of everything', () => {
    expect(scopeOfAnswer(wire())).toEqual(EVERYTHING)
  })

  it('that this page asked stays its own when the answer is read back', () => {
    const answer = wire({ id: 'a' })
    const own = applyEvent(newTurn('k', asked, 0), { event: 'done', data: answer })
    expect(mergeTurns([turnOf(answer)], [own]).map(({ key, isOwn }) => [key, isOwn])).toEqual([['k', true]])
  })
})
