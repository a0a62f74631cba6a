import { describe, expect, it } from 'vitest'
import { bestOfEachDocument, leaveOutHeld, takeInTurn } from '../../../src/answering/deep/merge-passages.ts'
import { readAround } from '../../../src/answering/deep/read-around.ts'
import type { Passage } from '../../../src/retrieval/passage.ts'
import { makePassages } from '../sources.ts'

function passageOf(text: string, part: string, more: Partial<Passage> = {}): Passage {
  const [passage] = makePassages([{ title: 't', text }]).passages
  if (!passage) throw new Error('no passage')
  const start = text.indexOf(part)
  return { ...passage, ...more, text: part, span: { start, end: start + part.length } }
}
const TEXT = '第一句在前。第二句也在前。\n中间这一句。\n第三句在后。第四句在最后。'

describe('reading around a passage', () => {
  it('takes in whole sentences on both sides, and is what stands at its span', () => {
    const grown = readAround(passageOf(TEXT, '中间这一句。'), TEXT, 24)
    expect(grown.text).toBe('第二句也在前。\n中间这一句。\n第三句在后。')
    expect(TEXT.slice(grown.span.start, grown.span.end)).toBe(grown.text)
  })

  it('takes the whole of a short text, and nothing more of a long passage', () => {
    expect(readAround(passageOf(TEXT, '中间这一句。'), TEXT, 1_000).text).toBe(TEXT)
    const passage = passageOf(TEXT, '中间这一句。')
    expect(readAround(passage, TEXT, 3)).toBe(passage)
  })

  it('goes only onwards from a place with a page, so that it still begins there', () => {
    expect(readAround(passageOf(TEXT, '中间这一句。', { page: 4 }), TEXT, 1_000)).toMatchObject({
      page: 4,
      text: '中间这一句。\n第三句在后。第四句在最后。',
    })
  })

  it("names no speaker for words that may be another's", () => {
    const talk = '方远：闸机要双路电源。\n方远：先换一台。\n尹蓝：我不同意。'
    const page = { page: 1, speaker: '方远' }
    expect(readAround(passageOf(talk, '方远：闸机要双路电源。', page), talk, 26)).toMatchObject({ speaker: '方远' })
    expect(readAround(passageOf(talk, '方远：闸机要双路电源。', page), talk, 100).speaker).toBeUndefined()
    expect(readAround(passageOf(talk, '方远：先换一台。', { speaker: '方远' }), talk, 100).speaker).toBeUndefined()
  })
})

describe('merging what several searches found', () => {
  it('takes the best of every list first', () => {
    expect(takeInTurn([['a1', 'a2', 'a3'], [], ['b1']])).toEqual(['a1', 'b1', 'a2', 'a3'])
  })

  it('keeps the best passage of each document', () => {
    const { passages } = makePassages([
      { title: 'a', text: '一\n\n二' },
      { title: 'b', text: '三' },
    ])
    expect(bestOfEachDocument(passages).map(({ text }) => text)).toEqual(['一', '三'])
  })

  it('gives each place once, in the better of its places', () => {
    const small = passageOf(TEXT, '中间这一句。')
    const large = passageOf(TEXT, '中间这一句。\n第三句在后。')
    const other = passageOf(TEXT, '第一句在前。')
    const twice = passageOf(TEXT, '第三句在后。')
    expect(leaveOutHeld([small, other, twice, large])).toEqual([large, other])
    expect(leaveOutHeld([large, small])).toEqual([large])
  })
})
