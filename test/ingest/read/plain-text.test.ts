import { expect, it } from 'vitest'
import { outline, read } from '../../helpers/fixtures/read.ts'

it('makes a block of every line that is not blank and guesses no headings', async () => {
  const extraction = await read('a.txt', '一、背景\r\n\r\n　　张三：客户换了领导。 \n李四：补签纪要。')
  expect(outline(extraction)).toEqual([
    'paragraph: 一、背景',
    'paragraph: 张三：客户换了领导。',
    'paragraph: 李四：补签纪要。',
  ])
})

it('leaves the text as it was decoded, line ends included, but for the byte-order mark and NULs', async () => {
  const { text } = await read('a.log', '\uFEFF第一行\r\n第\0二行\tx\n')
  expect(text).toBe('第一行\r\n第二行\tx\n')
})

it('holds no lone surrogate after reading UTF-16 that is cut inside a character', async () => {
  const { text } = await read('a.txt', Buffer.from('\uFEFF好😀'.slice(0, -1), 'utf16le'))
  expect(text).toBe('好\uFFFD')
})
