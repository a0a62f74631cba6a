import { randomBytes } from 'node:crypto'
import { describe, expect, it } from 'vitest'
import { decodeText } from '../../../ingest/read/decode-text.ts'

const NOTE = '会议纪要：验收前客户换了领导，怎么处理？\n结论：补签会议纪要 3 份。\n'

function utf16(text: string, order: 'le' | 'be'): Buffer {
  const bytes = Buffer.from(text, 'utf16le')
  return order === 'le' ? bytes : bytes.swap16()
}

describe('decodeText', () => {
  it('reads UTF-8 with and without a byte-order mark', async () => {
    expect(await decodeText(Buffer.from(NOTE))).toEqual({ text: NOTE, encoding: 'utf-8' })
    expect(await decodeText(Buffer.from(`\uFEFF${NOTE}`))).toEqual({ text: NOTE, encoding: 'utf-8' })
  })

  it.each(['le', 'be'] as const)('reads UTF-16 %s with and without a byte-order mark', async (order) => {
    const expected = { text: NOTE, encoding: `utf-16${order}` }
    expect(await decodeText(utf16(`\uFEFF${NOTE}`, order))).toEqual(expected)
    expect(await decodeText(utf16(NOTE, order))).toEqual(expected)
    expect((await decodeText(utf16('plain English, no mark', order)))?.text).toBe('plain English, no mark')
  })

  it('reads UTF-16 without a mark that holds no ASCII at all', async () => {
    const text = '验收前一周客户换了领导，此前口头确认的事项全部重来，损失三十天。'
    expect((await decodeText(utf16(text, 'le')))?.text).toBe(text)
    expect((await decodeText(utf16(text, 'be')))?.text).toBe(text)
  })

  it('reads GB18030, also where Latin letters prevail', async () => {
    // 验收 in GBK
    const word = Buffer.from([0xd1, 0xe9, 0xca, 0xd5])
    const decoded = await decodeText(
      Buffer.concat([Buffer.from('The word for acceptance is '), word, Buffer.from('.')]),
    )
    expect(decoded).toEqual({ text: 'The word for acceptance is 验收.', encoding: 'gb18030' })
  })

  it('reads Big5', async () => {
    // 專案驗收之前客戶更換主管
    const hex = 'b14d aed7 c5e7 a6ac a4a7 ab65 abc8 a4e1 a7f3 b4ab a544 bade'
    const bytes = Buffer.from(hex.replaceAll(' ', '').repeat(4), 'hex')
    expect(await decodeText(bytes)).toEqual({ text: '專案驗收之前客戶更換主管'.repeat(4), encoding: 'big5' })
  })

  it('keeps damaged UTF-8 as UTF-8 and marks the damage', async () => {
    const bytes = Buffer.concat([Buffer.from(NOTE.repeat(5)), Buffer.from('验').subarray(0, 2)])
    expect(await decodeText(bytes)).toEqual({ text: `${NOTE.repeat(5)}\uFFFD`, encoding: 'utf-8' })
  })

  it('takes no binary data for text', async () => {
    expect(await decodeText(randomBytes(5000))).toBeUndefined()
    expect(await decodeText(Buffer.from([0, 1, 2, 3, 4, 5, 6, 7, 8, 14, 15, 16]))).toBeUndefined()
  })

  it('takes a log whose end is filled with NULs for text', async () => {
    const decoded = await decodeText(Buffer.concat([Buffer.from(NOTE.repeat(10)), Buffer.alloc(4096)]))
    expect(decoded?.text.startsWith(NOTE)).toBe(true)
  })
})
