import { crc32 } from 'node:zlib'
import { describe, expect, it } from 'vitest'
import { membersOf } from '../../helpers/fixtures/members.ts'
import { outline, read } from '../../helpers/fixtures/read.ts'
import { claimEntryCount, claimInflatedSize, makeRawZip, makeZip } from '../../helpers/fixtures/zip.ts'

const UTF8 = 0x800

/** The field in which Info-ZIP says a name in UTF-8, for an entry that is called `name` otherwise. */
function unicodePath(name: string, path: string): Buffer {
  const head = Buffer.alloc(9)
  head.writeUInt16LE(0x7075, 0)
  head.writeUInt16LE(5 + Buffer.byteLength(path), 2)
  head[4] = 1
  head.writeUInt32LE(crc32(name), 5)
  return Buffer.concat([head, Buffer.from(path)])
}

describe('reading ZIP archives', () => {
  it('gives the files inside one after another, and lists them', async () => {
    const extraction = await read('资料.zip', await makeZip({ 'b/纪要.md': '# 题', 'a.txt': '正文', 'c/d.zip': 'PK' }))
    expect(outline(extraction)).toEqual(['list_item: - a.txt', 'list_item: - b/纪要.md', 'list_item: - c/d.zip'])
    expect(extraction).toMatchObject({ isListing: true, title: '资料' })
    expect(await membersOf(extraction)).toEqual(['b/纪要.md: # 题', 'a.txt: 正文', 'c/d.zip: PK'])
    expect(extraction.warnings).toEqual([])
  })

  it('reads names in GBK that say nothing of it, in UTF-8 without its flag, and those that are stated besides', async () => {
    const gbk = Buffer.from('d1e9cad5b5a52e747874', 'hex')
    const zip = makeRawZip([
      { name: gbk, content: '一' },
      { name: '清单.txt', content: '二' },
      { name: '方案.txt', flags: UTF8, content: '三' },
      { name: 'FA~1.txt', extra: unicodePath('FA~1.txt', '方案二.txt'), content: '四' },
      { name: 'FA~2.txt', extra: unicodePath('other', '方案三.txt'), content: '五' },
    ])
    expect(await membersOf(await read('a.zip', zip))).toEqual([
      '验收单.txt: 一',
      '清单.txt: 二',
      '方案.txt: 三',
      '方案二.txt: 四',
      'FA~2.txt: 五',
    ])
  })

  it('makes names safe: no way out, no drive, no line breaks, none twice', async () => {
    const zip = makeRawZip([
      { name: '../../etc/passwd.txt', content: 'x' },
      { name: '..\\up.txt', content: 'x' },
      { name: '/abs/a.txt', content: '1' },
      { name: 'C:\\temp\\b.txt', content: '2' },
      { name: './x/./y//z.txt', content: '3' },
      { name: 'new\nline"\u202Etxt.md', content: '4' },
      { name: '😀\uFEFF.txt', content: '5' },
      { name: 'same.txt', content: '6' },
      { name: 'same.txt', content: '7' },
      { name: 'same (2).txt', content: '8' },
      { name: `${'长'.repeat(400)}.txt`, content: '9' },
    ])
    const members = await membersOf(await read('a.zip', zip))
    expect(members.slice(0, 10)).toEqual([
      'etc/passwd.txt! archive_unsafe',
      'up.txt! archive_unsafe',
      'abs/a.txt: 1',
      'temp/b.txt: 2',
      'x/y/z.txt: 3',
      'new line"txt.md: 4',
      '😀.txt: 5',
      'same.txt: 6',
      'same (2).txt: 7',
      'same (2) (2).txt: 8',
    ])
    expect(members[10]).toBe(`${'长'.repeat(146)}.txt: 9`)
  })

  it('leaves out what systems put into folders, links and folders, and names the formats that it cannot read', async () => {
    const zip = makeRawZip([
      ...['__MACOSX/._a.md', '.git/config.txt', 'x/Thumbs.db', '~$a.docx', 'node_modules/r.md'].map((name) => ({
        name,
      })),
      { name: 'folder/' },
      { name: 'link.txt', content: '/etc/passwd', mode: 0o120777 },
      ...['1.dwg', '2.mp4', '3.exe', '4.bin', '5.iso', '6.dll'].map((name) => ({ name, content: 'x' })),
      { name: 'a.md', content: '正文' },
    ])
    const extraction = await read('a.zip', zip)
    expect(await membersOf(extraction)).toEqual(['a.md: 正文'])
    expect(extraction.text.split('\n')).toHaveLength(7)
    expect(extraction.warnings).toEqual([
      '6 files inside are of a format that cannot be read: 1.dwg, 2.mp4, 3.exe, 4.bin, 5.iso, ….',
    ])
  })

  it('lets an entry fail alone that is broken, encrypted, too large or would swell', async () => {
    const bomb = await makeZip({ 'bomb.txt': Buffer.alloc(30_000_000), 'good.txt': '正文' })
    expect(await membersOf(await read('a.zip', bomb))).toEqual(['bomb.txt! archive_unsafe', 'good.txt: 正文'])
    const zip = makeRawZip([
      { name: 'crc.txt', content: 'x', crc: 1 },
      { name: 'locked.txt', content: 'x'.repeat(20), size: 8, flags: 1 },
      { name: 'short.txt', content: 'x', size: 9 },
      { name: 'long.txt', content: 'x'.repeat(9), size: 1 },
      { name: 'vast.txt', content: 'x', size: 300_000_000 },
      { name: 'lzma.txt', content: 'x', method: 14 },
      { name: 'deflate.txt', content: 'not deflated', method: 8 },
      { name: 'good.txt', content: '正文' },
    ])
    const members = await membersOf(await read('a.zip', zip))
    expect(members).toEqual([
      'crc.txt! file_broken',
      'locked.txt! file_encrypted',
      'short.txt! file_broken',
      'long.txt! file_broken',
      'vast.txt! file_too_large',
      'lzma.txt! file_broken',
      'deflate.txt! file_broken',
      'good.txt: 正文',
    ])
  })

  it('refuses archives that would swell as a whole, before anything is inflated', async () => {
    const many = claimEntryCount(await makeZip({ 'a.txt': 'a' }), 10_001)
    await expect(read('a.zip', many)).rejects.toMatchObject({
      code: 'archive_unsafe',
      message: 'a.zip: the ZIP archive holds 10001 entries, more than 10000; it was not unpacked.',
    })
    const huge = claimInflatedSize(await makeZip({ 'a.txt': 'a'.repeat(999), 'b.txt': 'b'.repeat(999) }), 600_000_000)
    await expect(read('a.zip', huge)).rejects.toMatchObject({ code: 'archive_unsafe' })
    const believed = Object.fromEntries(Array.from({ length: 12 }, (_, at) => [`${at}.txt`, Buffer.alloc(9_500_000)]))
    await expect(read('a.zip', await makeZip(believed))).rejects.toMatchObject({
      message: expect.stringMatching(
        /^a\.zip: the ZIP archive unpacks to \d{3,4} times its size; it was not unpacked\.$/,
      ),
    })
    const content = 'x'.repeat(2_000)
    const twins = makeRawZip([
      { name: 'a.txt', content },
      ...['b.txt', 'c.txt'].map((name) => ({ name, content, lies: 0 })),
    ])
    await expect(read('a.zip', twins)).rejects.toMatchObject({
      message: 'a.zip: the ZIP archive holds entries that overlap; it was not unpacked.',
    })
  })

  it('refuses what is damaged as a whole, and what holds nothing', async () => {
    const zip = await makeZip({ 'a.txt': '正文'.repeat(100) })
    await expect(read('a.zip', zip.subarray(0, zip.length / 2))).rejects.toMatchObject({
      code: 'file_broken',
      message: 'a.zip: the ZIP archive is damaged; pack it anew.',
    })
    await expect(read('a.zip', await makeZip({}))).rejects.toMatchObject({ code: 'no_text' })
  })
})
