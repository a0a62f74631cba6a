import { existsSync, readdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { beforeAll, describe, expect, it } from 'vitest'
import { NOTHING_DONE } from '../../src/db/jobs.ts'
import type { SyncResult } from '../../src/db/schema/jobs.ts'
import { makeMail } from '../helpers/fixtures/mail.ts'
import { claimEntryCount, makeRawZip, makeZip } from '../helpers/fixtures/zip.ts'
import { expectAnswer, makeNotes } from '../helpers/one-note.ts'
import { codesOf, expectSound, ingestFolder, textsIn } from '../helpers/sound-library.ts'
import { temporarySuiteFolder } from '../helpers/temporary-folder.ts'

const MEBIBYTE = 2 ** 20

/** An archive of `width` archives of as many each, `levels` deep: a few kilobytes for any number of files. */
async function makeTree(width: number, levels: number): Promise<Buffer> {
  const names = Array.from({ length: width }, (_, at) => at)
  let tree = await makeZip(Object.fromEntries(names.map((at) => [`${at}.txt`, `第${at}份。`])))
  for (let level = 1; level < levels; level++) {
    const inner = tree
    tree = await makeZip(Object.fromEntries(names.map((at) => [`${level}-${at}.zip`, inner])))
  }
  return tree
}

/** A message with another one attached, and so on; the innermost is number `depth`. */
function makeNestedMail(depth: number): Buffer {
  let mail = makeMail({ headers: { Subject: `第${depth}封` }, body: '最里面的话。' })
  for (let at = depth - 1; at >= 1; at--) {
    const text = { headers: { 'Content-Type': 'text/plain; charset=utf-8' }, body: `第${at}封里的话。` }
    const parts = [text, { headers: { 'Content-Type': 'message/rfc822' }, body: mail }]
    mail = makeMail({ headers: { Subject: `第${at}封` }, parts }, `outer${at}x`)
  }
  return mail
}

describe('a folder with archives that are made to do harm', () => {
  const suite = temporarySuiteFolder()
  let [notes, data] = ['', '']
  let result: SyncResult = NOTHING_DONE

  beforeAll(async () => {
    ;({ notes, data } = makeNotes(suite))
    const bomb = await makeZip({ 'zeros.txt': Buffer.alloc(64 * MEBIBYTE), 'beside.txt': '炸弹旁边的话。' })
    const content = 'x'.repeat(5_000)
    const twins = Array.from({ length: 200 }, (_, at) => ({ name: `${at}.txt`, content, lies: 0 }))
    const files = {
      'bomb.zip': bomb,
      'bomb in a bomb.zip': await makeZip({ 'inner.zip': bomb, 'outer.txt': '外层的话。' }),
      'tree.zip': await makeTree(3, 7),
      'overlapping.zip': makeRawZip([{ name: 'first.txt', content }, ...twins]),
      'too many.zip': claimEntryCount(await makeZip({ 'a.txt': 'a' }), 10_001),
      'ways out.zip': makeRawZip([
        { name: '../out.md', content: '出去。' },
        { name: 'a/../../out.md', content: '出去。' },
        { name: '..\\out.md', content: '出去。' },
        { name: '/tmp/precedent-absolute.md', content: '绝对。' },
        { name: 'C:\\drive.md', content: '盘符。' },
        { name: 'in.md', content: '留下。' },
      ]),
      'nested.eml': makeNestedMail(10),
      'endless parts.eml': Buffer.from(
        Array.from({ length: 500 }, (_, at) => `Content-Type: multipart/mixed; boundary=b${at}\n\n--b${at}\n`).join(''),
      ),
    }
    for (const [name, bytes] of Object.entries(files)) writeFileSync(join(notes, name), bytes)
    result = await ingestFolder(data, [notes])
  })

  it('loses only what would do harm, each with its code', () => {
    const codes = Object.entries(codesOf(result)).filter(([path]) => !path.startsWith('tree.zip/'))
    expect(Object.fromEntries(codes)).toEqual({
      'bomb.zip/zeros.txt': 'archive_unsafe',
      'bomb in a bomb.zip/inner.zip/zeros.txt': 'archive_unsafe',
      'overlapping.zip': 'archive_unsafe',
      'too many.zip': 'archive_unsafe',
      'ways out.zip/out.md': 'archive_unsafe',
      'ways out.zip/a/out.md': 'archive_unsafe',
      'ways out.zip/out (2).md': 'archive_unsafe',
      'nested.eml/第2封.eml/第3封.eml/第4封.eml/第5封.eml': 'archive_unsafe',
      'endless parts.eml': 'file_broken',
    })
  })

  it('brings in everything else', async () => {
    const texts = textsIn(data)
    const words = Object.entries(texts).filter(([path]) => !path.endsWith('.zip') && !path.startsWith('tree.zip/'))
    expect(
      words.map(([path, text]) => `${path}: ${text.split('\n').at(-1)}`).filter((line) => !line.endsWith(': ')),
    ).toEqual(
      expect.arrayContaining([
        'bomb.zip/beside.txt: 炸弹旁边的话。',
        'bomb in a bomb.zip/outer.txt: 外层的话。',
        'bomb in a bomb.zip/inner.zip/beside.txt: 炸弹旁边的话。',
        'ways out.zip/tmp/precedent-absolute.md: 绝对。',
        'ways out.zip/drive.md: 盘符。',
        'ways out.zip/in.md: 留下。',
        'nested.eml: 第1封里的话。',
        'nested.eml/第2封.eml/第3封.eml/第4封.eml: 第4封里的话。',
      ]),
    )
    await expectAnswer(data)
  })

  it('goes three files deep into a tree of archives and stops with one line for each branch', () => {
    const inTree = result.failed.filter(({ path }) => path.startsWith('tree.zip/'))
    expect(inTree).toHaveLength(27)
    for (const { code, message } of inTree) {
      expect({ code, message }).toMatchObject({
        code: 'archive_unsafe',
        message: expect.stringContaining('3 files deep'),
      })
    }
  })

  it('writes nothing outside of the data folder', () => {
    expect(readdirSync(suite).sort()).toEqual(['data', 'notes'])
    expect(existsSync('/tmp/precedent-absolute.md')).toBe(false)
    expect(existsSync(join(suite, 'out.md'))).toBe(false)
  })

  it('is sound, and finds nothing new to do the next time', async () => {
    await expectSound(data)
    const again = await ingestFolder(data, [notes])
    expect(again).toMatchObject({ added: 0, updated: 0, removed: 0 })
  })
})
