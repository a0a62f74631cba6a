import { randomBytes } from 'node:crypto'
import { describe, expect, it } from 'vitest'
import { decodeText } from '../../../ingest/read/text/decode-text.ts'

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

  it('takes a log that is filled with NULs at its head, in the middle or at its end for text', async () => {
    const [text, filling] = [Buffer.from(NOTE.repeat(10)), Buffer.alloc(400_000)]
    for (const parts of [
      [filling, text],
      [text, filling, text],
    ]) {
      const decoded = await decodeText(Buffer.concat(parts))
      expect(decoded?.text.replaceAll('\0', '')).toBe(NOTE.repeat(parts.length === 2 ? 10 : 20))
    }
    const decoded = await decodeText(Buffer.concat([Buffer.from(NOTE.repeat(10)), Buffer.alloc(4096)]))
    expect(decoded?.text.startsWith(NOTE)).toBe(true)
  })
})

describe('a file that programs of several encodings have written to', () => {
  // 港口复盘：闸口先走一圈。 in GBK, 專案驗收之前客戶更換主管 in Big5
  const GBK = Buffer.from('b8dbbfdab8b4c5cca3bad5a2bfdacfc8d7dfd2bbc8a6a1a3', 'hex')
  const BIG5 = Buffer.from('b14daed7c5e7a6aca4a7ab65abc8a4e1a7f3b4aba544bade', 'hex')
  const lines = (...parts: (string | Buffer)[]) =>
    Buffer.concat(parts.flatMap((part) => [Buffer.from(part), Buffer.from('\n')]))

  it('has each line in its encoding, whichever prevails', async () => {
    const utf8 = '验收前客户换了领导'
    expect((await decodeText(lines(utf8, GBK)))?.text).toBe(`${utf8}\n港口复盘：闸口先走一圈。\n`)
    expect((await decodeText(lines(GBK, ...Array(30).fill(utf8))))?.text).toBe(
      `港口复盘：闸口先走一圈。\n${`${utf8}\n`.repeat(30)}`,
    )
    expect((await decodeText(lines(...Array(30).fill(GBK), 'id=1', utf8, 'ok 是')))?.text).toBe(
      `${'港口复盘：闸口先走一圈。\n'.repeat(30)}id=1\n${utf8}\nok 是\n`,
    )
    const big5 = await decodeText(lines(...Array(8).fill(BIG5), utf8))
    expect(big5?.text).toBe(`${'專案驗收之前客戶更換主管\n'.repeat(8)}${utf8}\n`)
  })

  it('is not seen in one that is damaged, nor in one of an older encoding alone', async () => {
    const halves = lines(Buffer.concat([Buffer.from('前'), Buffer.from('eda0bdedb880', 'hex')]), NOTE.repeat(12))
    expect(await decodeText(halves)).toEqual({
      text: `前${'\uFFFD'.repeat(6)}\n${NOTE.repeat(12)}\n`,
      encoding: 'utf-8',
    })
    expect((await decodeText(lines(...Array(30).fill(GBK), Buffer.from('c1aacda8', 'hex'))))?.encoding).toBe('gb18030')
  })

  it('may have a mark at its head that is not true of what follows', async () => {
    const marked = (bytes: Buffer) => Buffer.concat([Buffer.from('efbbbf', 'hex'), bytes])
    expect((await decodeText(marked(GBK)))?.text).toBe('港口复盘：闸口先走一圈。')
    expect((await decodeText(marked(lines('项,值', '断网,切换', GBK))))?.text).toBe(
      '项,值\n断网,切换\n港口复盘：闸口先走一圈。\n',
    )
  })
})
