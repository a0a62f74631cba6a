import { describe, expect, it } from 'vitest'
import { joinNeighbours } from '../../src/retrieval/join.ts'
import { passagesOf } from './passages.ts'

const SOURCE = '第一步先请监理签字，资料齐全。\n第二步开票，金额与合同一致。\n第三步提交财务，三天之内。'
const CUTS = [SOURCE.indexOf('第二步'), SOURCE.indexOf('第三步')]
const three = () => {
  const [first, second, third] = passagesOf(SOURCE, CUTS)
  if (!first || !second || !third) throw new Error('three passages are needed')
  return { first, second, third }
}
const readSource = () => SOURCE

describe('joinNeighbours', () => {
  it('makes one passage of those side by side, with the id and the score of the better one', () => {
    const { first, second } = three()
    const [joined, ...others] = joinNeighbours([second, first], 10, readSource)
    expect(others).toEqual([])
    expect(joined).toMatchObject({ chunkId: second.chunkId, score: second.score, span: { start: 0, end: CUTS[1] } })
    expect(joined?.text).toBe(SOURCE.slice(0, CUTS[1]))
  })

  it('grows on in both directions, and the text is always the source cut at the span', () => {
    const { first, second, third } = three()
    for (const order of [
      [first, second, third],
      [second, third, first],
      [third, second, first],
    ]) {
      const [joined, ...others] = joinNeighbours(order, 10, readSource)
      expect(others).toEqual([])
      expect(joined?.span).toEqual({ start: 0, end: SOURCE.length })
      expect(joined?.text).toBe(SOURCE)
    }
  })

  it('leaves apart what does not stand side by side', () => {
    const { first, third } = three()
    expect(joinNeighbours([first, third], 10, readSource)).toEqual([first, third])
  })

  it('takes what stands between two chunks from the source', () => {
    const [before, after] = passagesOf('前一段\n\n\n后一段', [3])
    if (!before || !after) throw new Error('two passages are needed')
    const moved = { ...after, text: '后一段', span: { start: 6, end: 9 } }
    expect(joinNeighbours([before, moved], 10, () => '前一段\n\n\n后一段')[0]?.text).toBe('前一段\n\n\n后一段')
  })

  it('never joins beyond 900 characters', () => {
    const source = '验'.repeat(901)
    expect(joinNeighbours(passagesOf(source, [450]), 10, () => source)).toHaveLength(2)
    const shorter = source.slice(1)
    expect(joinNeighbours(passagesOf(shorter, [450]), 10, () => shorter)).toHaveLength(1)
  })

  it('never joins across two versions', () => {
    const { first, second } = three()
    expect(joinNeighbours([first, { ...second, versionId: 'another' }], 10, readSource)).toHaveLength(2)
  })

  it('leaves passages apart whose source is not at hand', () => {
    const { first, second } = three()
    expect(joinNeighbours([first, second], 10, () => undefined)).toEqual([first, second])
  })

  it('gives as many as wanted, and lets what comes after still grow one of them', () => {
    const { first, second, third } = three()
    const other = { ...third, versionId: 'another', ordinal: 7 }
    const joined = joinNeighbours([first, other, second], 1, readSource)
    expect(joined).toHaveLength(1)
    expect(joined[0]?.span).toEqual({ start: 0, end: CUTS[1] })
  })

  it('shows the headings that both stand under, the page where they begin, and a speaker only of both', () => {
    const { first, second } = three()
    const [joined] = joinNeighbours(
      [
        { ...second, headings: ['回款', '步骤', '二'], page: 4, speaker: '石敬轩' },
        { ...first, headings: ['回款', '步骤', '一'], page: 3, speaker: '纪若川' },
      ],
      10,
      readSource,
    )
    expect(joined).toMatchObject({ headings: ['回款', '步骤'], page: 3 })
    expect(joined).not.toHaveProperty('speaker')
    const said = { speaker: '石敬轩', headings: [] }
    const [same] = joinNeighbours(
      [
        { ...first, ...said, page: 3 },
        { ...second, ...said, page: 4 },
      ],
      10,
      readSource,
    )
    expect(same).toMatchObject({ speaker: '石敬轩', page: 3 })
  })

  it('reads the source of a version once', () => {
    const { first, second, third } = three()
    let reads = 0
    joinNeighbours([first, second, third], 10, () => {
      reads++
      return SOURCE
    })
    expect(reads).toBe(1)
  })
})
