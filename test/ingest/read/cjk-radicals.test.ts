import { expect, it } from 'vitest'
import { restoreIdeographs } from '../../../ingest/read/pdf/cjk-radicals.ts'

it('puts ideographs where a PDF says radicals, one for one', () => {
  expect(restoreIdeographs('⽅案⽬标⼒⾦客⼾⻘⻚⻓⻔不')).toBe('方案目标力金客户青页长门不')
})

it('leaves everything else alone, full-width punctuation first of all', () => {
  const text = '，（）：；％Ａ①㎡ﬁ 方案'
  expect(restoreIdeographs(text)).toBe(text)
})

it('keeps the length of whatever it is given', () => {
  const radicals = Array.from({ length: 0x2fd5 - 0x2e80 + 1 }, (_, at) => String.fromCharCode(0x2e80 + at)).join('')
  const restored = restoreIdeographs(radicals)
  expect(restored).toHaveLength(radicals.length)
  expect(restored).not.toMatch(/[\u2F00-\u2FD5]/)
})
