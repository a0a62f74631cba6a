import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { readMarks, takeSentences } from '../../src/answering/marks.ts'

describe('readMarks', () => {
  it.each([
    ['晚了 37 天。[1]', '晚了 37 天。', [1]],
    ['晚了 37 天[1][3]。', '晚了 37 天。', [1, 3]],
    ['晚了 37 天【2】。', '晚了 37 天。', [2]],
    ['It was late [1, 2].', 'It was late.', [1, 2]],
    ['It was late [1-3].', 'It was late.', [1, 2, 3]],
    ['见【资料2】', '见', [2]],
    ['没有标记。', '没有标记。', []],
  ])('takes the marks out of "%s"', (sentence, text, marks) => {
    expect(readMarks(sentence)).toEqual({ text, marks })
  })
})

describe('takeSentences', () => {
  it('waits for the marks behind the end of a sentence', () => {
    expect(takeSentences('晚了 37 天。', false)).toEqual({ sentences: [], rest: '晚了 37 天。' })
    expect(takeSentences('晚了 37 天。[1', false)).toEqual({ sentences: [], rest: '晚了 37 天。[1' })
    expect(takeSentences('晚了 37 天。[1][2]后来', false)).toEqual({ sentences: ['晚了 37 天。[1][2]'], rest: '后来' })
  })

  it('does not end a sentence inside a number or behind the number of a list', () => {
    expect(takeSentences('It took 11.5 days. Then', false).sentences).toEqual(['It took 11.5 days.'])
    expect(takeSentences('1. First point. Next', false).sentences).toEqual(['1. First point.'])
  })

  it('gives the rest when the reply is over', () => {
    expect(takeSentences('第一句。[1]还没完', true)).toEqual({ sentences: ['第一句。[1]', '还没完'], rest: '' })
  })

  it('loses nothing and cuts the same wherever the stream was cut', () => {
    const piece = fc.constantFrom('晚了', '37 天', '。', '[1]', '[2]', '\n', 'late. ', '1. ', '！', '[', ']', '3.5')
    fc.assert(
      fc.property(fc.array(piece, { maxLength: 20 }), fc.integer({ min: 0, max: 60 }), (pieces, at) => {
        const reply = pieces.join('')
        const first = takeSentences(reply.slice(0, at), false)
        const second = takeSentences(first.rest + reply.slice(at), true)
        const joined = [...first.sentences, ...second.sentences].join('')
        expect(joined.trimEnd()).toBe(reply.trimEnd())
        expect([...first.sentences, ...second.sentences]).toEqual(takeSentences(reply, true).sentences)
      }),
    )
  })
})
