import { describe, expect, it } from 'vitest'
import { bestWindow } from '../../../src/retrieval/rerank/best-window.ts'

const TEXT = '标题回款\n甲回款。乙验收。丙回款。丁开票。戊移交。'
const BODY = TEXT.indexOf('甲')
const found = (word: string, worth: number) => ({
  places: Array.from(TEXT.matchAll(new RegExp(word, 'g')), ({ index }) => index),
  worth,
})

describe('bestWindow', () => {
  it('adds up what stands in two sentences running', () => {
    expect(bestWindow(TEXT, BODY, [found('回款', 3), found('验收', 2)])).toBe(5)
    expect(bestWindow(TEXT, BODY, [found('开票', 3), found('移交', 2)])).toBe(5)
  })

  it('does not add what stands further apart', () => {
    expect(bestWindow(TEXT, BODY, [found('验收', 2), found('开票', 3)])).toBe(3)
  })

  it('counts a term once, however often it stands there', () => {
    const text = '回款回款。回款。'
    expect(bestWindow(text, 0, [{ places: [0, 2, 5], worth: 3 }])).toBe(3)
  })

  it('looks at the passage alone, not at its title', () => {
    expect(bestWindow('回款\n别的', 3, [{ places: [0], worth: 3 }])).toBe(0)
  })

  it('is 0 where nothing was found, and takes a text without any end of sentence as one', () => {
    expect(bestWindow(TEXT, BODY, [])).toBe(0)
    expect(bestWindow('', 0, [])).toBe(0)
    expect(bestWindow('甲乙丙', 0, [found('甲', 0), { places: [0], worth: 1 }, { places: [2], worth: 2 }])).toBe(3)
  })
})
