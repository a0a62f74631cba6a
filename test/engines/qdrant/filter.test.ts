import { describe, expect, it } from 'vitest'
import { type Access, type Filters, isVisible, OWNER_ACCESS } from '../../../src/engines/access.ts'
import { buildFilter, dayNumber, matchesNothing } from '../../../src/engines/qdrant/filter.ts'

const any = (key: string, values: string[]) => ({ must: [{ key, match: { any: values } }] })

describe('the filter of a search', () => {
  it('is none where everything may be seen and nothing is asked for', () => {
    expect(buildFilter(OWNER_ACCESS, {})).toBeUndefined()
  })

  it('wraps every condition of access and filters in a must of its own, and has no should anywhere', () => {
    const access: Access = { viewer: 'guest', spaces: ['default', 'board'], sensitivities: ['public'] }
    const filters: Filters = { spaces: ['board'], kinds: ['tender'], documentIds: ['d1'], since: '2025-03-12' }
    const filter = buildFilter(access, filters)
    expect(filter).toEqual({
      must: [
        any('space', ['default', 'board']),
        any('sensitivity', ['public']),
        any('space', ['board']),
        any('kind', ['tender']),
        any('document_id', ['d1']),
        { must: [{ key: 'day', range: { gte: 20250312 } }] },
      ],
    })
    expect(JSON.stringify(filter)).not.toMatch(/should|must_not/)
  })

  it('is not asked for where an empty list grants nothing', () => {
    expect(matchesNothing({ ...OWNER_ACCESS, spaces: [] }, {})).toBe(true)
    expect(matchesNothing({ ...OWNER_ACCESS, sensitivities: [] }, {})).toBe(true)
    expect(matchesNothing(OWNER_ACCESS, { spaces: [] })).toBe(true)
    expect(matchesNothing(OWNER_ACCESS, { kinds: [] })).toBe(true)
    expect(matchesNothing(OWNER_ACCESS, { documentIds: [] })).toBe(true)
    expect(matchesNothing(OWNER_ACCESS, { kinds: ['tender'] })).toBe(false)
  })
})

describe('the day of a document', () => {
  it('lies where isVisible puts it, for whole dates, months, years and none', () => {
    const dates = ['', '2024', '2024-05', '2024-05-01', '2024-05-02', '2024-12', '2025', '2025-01', '2025-01-01']
    for (const date of dates) {
      for (const since of [...dates.filter((one) => one !== ''), '2024-05-01T10:00:00Z']) {
        const facts = { documentId: 'd', space: 's', kind: 'k', sensitivity: 'public', date }
        const [wrapped] = (buildFilter(OWNER_ACCESS, { since })?.must ?? []) as { must: { range: Range }[] }[]
        expect([date, since, isInRange(dayNumber(date), wrapped?.must[0]?.range ?? {})]).toEqual([
          date,
          since,
          isVisible(facts, OWNER_ACCESS, { since }),
        ])
      }
    }
  })
})

type Range = { gt?: number; gte?: number }

/** As a server does it: a point without the field is in no range. */
function isInRange(day: number | undefined, { gt, gte }: Range): boolean {
  if (day === undefined) return false
  return gt === undefined ? day >= (gte ?? 0) : day > gt
}
