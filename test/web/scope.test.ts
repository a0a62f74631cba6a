import { describe, expect, it } from 'vitest'
import { EVERYTHING, isEverything, toggleDocument, withProperty } from '../../web/pages/ask/scope.ts'

const GUIDE = { id: 'd1', title: '交付指南' }

describe('the scope of a question', () => {
  it('is everything until something is chosen', () => {
    expect(isEverything(EVERYTHING)).toBe(true)
    expect(isEverything(withProperty(EVERYTHING, 'kind', 'report'))).toBe(false)
    expect(isEverything(toggleDocument(EVERYTHING, GUIDE))).toBe(false)
  })

  it('is everything again once the choice is taken back', () => {
    expect(isEverything(withProperty(withProperty(EVERYTHING, 'since', '2025-01-01'), 'since', ''))).toBe(true)
    expect(isEverything(toggleDocument(toggleDocument(EVERYTHING, GUIDE), GUIDE))).toBe(true)
  })

  it('keeps its other properties when one changes', () => {
    const scope = withProperty(withProperty(EVERYTHING, 'space', 'a'), 'kind', 'report')
    expect(withProperty(scope, 'space', undefined)).toEqual({ kind: 'report', documents: [] })
  })
})
