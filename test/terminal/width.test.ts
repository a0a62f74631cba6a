import { expect, it } from 'vitest'
import { displayWidth, truncateText, wrapText } from '../../src/terminal/width.ts'

it('counts two columns for a Chinese character and none for a combining mark', () => {
  expect(displayWidth('验收ok')).toBe(6)
  expect(displayWidth('（）')).toBe(4)
  expect(displayWidth('e\u0301')).toBe(1)
  expect(displayWidth('🙂')).toBe(2)
})

it('cuts so that the line with its ellipsis fits', () => {
  expect(truncateText('临渊港口一期复盘', 16)).toBe('临渊港口一期复盘')
  expect(truncateText('临渊港口一期复盘', 10)).toBe('临渊港口…')
  expect(displayWidth(truncateText('临渊港口一期复盘', 10))).toBeLessThanOrEqual(10)
})

it('breaks between Chinese characters, never before a closing mark', () => {
  expect(wrapText('验收之前，客户换了领导。', 8)).toEqual(['验收之', '前，客户', '换了领', '导。'])
})

it('breaks Latin text between words and cuts a word that is too long', () => {
  expect(wrapText('the second demo went well', 10)).toEqual(['the second', 'demo went', 'well'])
  expect(wrapText('abcdefghijkl', 5)).toEqual(['abcde', 'fghij', 'kl'])
})

it('keeps line breaks and empty lines, and loses no character', () => {
  const text = '第一段：PoC 的结论\n\n第二段，要在 2025-03-31 之前 sign-off。'
  expect(wrapText(text, 12).join('').replace(/\s/g, '')).toBe(text.replace(/\s/g, ''))
  expect(wrapText('a\n\nb', 10)).toEqual(['a', '', 'b'])
})
