import { mkdirSync, readdirSync, symlinkSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, it } from 'vitest'
import { getJson, runPrecedent, startService } from '../helpers/built.ts'
import { makeNotes, NOTE } from '../helpers/one-note.ts'
import { codesOf, expectSound, ingestFolder, textsIn } from '../helpers/sound-library.ts'
import { temporaryFolder } from '../helpers/temporary-folder.ts'

/** As many as there are names of files that people and programs come up with. */
const NAMES = [
  '😀 复盘.md',
  `it's "so" \`good\`.md`,
  'new\nline.md',
  'tab\tand\u0007bell.md',
  'red\u001b[31m.md',
  'rtl\u202Edm.txt.md',
  `${'长'.repeat(84)}.md`,
  ' begins with a blank.md',
  '-rf.md',
  '$(touch owned).md',
  '%2e%2e%2f.md',
  '#q?x=1&y.md',
  'back\\slash.md',
  'C:\\temp\\drive.md',
  '<img src=x onerror=alert(1)>.md',
  'cafe\u0301.md',
  'caf\u00e9.md',
]

it('brings in files whatever their names hold, and says each name as it is', async () => {
  const { notes, data } = makeNotes()
  for (const [at, name] of NAMES.entries()) writeFileSync(join(notes, name), `${NOTE}\n第${at}份。\n`)
  const names = readdirSync(notes).sort()
  expect(await ingestFolder(data, [notes])).toMatchObject({ added: names.length, failed: [], skipped: [] })
  expect(Object.keys(textsIn(data)).sort()).toEqual(names)
  expect(await ingestFolder(data, [notes])).toMatchObject({ added: 0, updated: 0, removed: 0, unchanged: names.length })

  const found = await runPrecedent(['search', '第二轮演示', '--limit', '50', '--data', data])
  expect(found.out).not.toMatch(/(?![\n])[\p{Cc}\u202E]/u)
  await expectSound(data)
})

it('keeps what is wrong with a file on one line that no name can break or colour', async () => {
  const { notes, data } = makeNotes()
  writeFileSync(join(notes, 'no\n "bytes"\u001b[2J.md'), '')
  writeFileSync(join(notes, 'no\u202Efdp.pdf'), 'plain text')
  const result = await ingestFolder(data, [notes])
  expect(codesOf(result)).toEqual({
    'no\n "bytes"\u001b[2J.md': 'file_empty',
    'no\u202Efdp.pdf': 'format_mismatch',
  })
  expect(result.failed.map(({ message }) => message.slice(0, 15))).toEqual(['no  "bytes" [2J', 'no fdp.pdf: the'])
  const table = await runPrecedent(['ingest', notes, '--data', data])
  expect(table.out).not.toMatch(/(?![\n])[\p{Cc}\u202E]/u)
  await expectSound(data)
})

it('skips endings that are hidden behind a blank or a dot, and says so', async () => {
  const { notes, data } = makeNotes()
  for (const name of ['blank.md ', 'dot.md.', 'two.md~']) writeFileSync(join(notes, name), NOTE)
  expect(await ingestFolder(data, [notes])).toMatchObject({ added: 1, skipped: ['blank.md ', 'dot.md.', 'two.md~'] })
})

it.skipIf(process.platform !== 'linux')('says of a name that is not in UTF-8 that it has to be renamed', async () => {
  const { notes, data } = makeNotes()
  const gbk = Buffer.from('d1e9cad5', 'hex')
  const place = (...parts: (string | Buffer)[]) => Buffer.concat(parts.map((part) => Buffer.from(part)))
  writeFileSync(place(notes, '/', gbk, '.md'), NOTE)
  mkdirSync(place(notes, '/', gbk))
  writeFileSync(place(notes, '/', gbk, '/inside.md'), NOTE)
  writeFileSync(join(notes, 'really \uFFFD.md'), `${NOTE}\uFFFD`)
  const { added, failed } = await ingestFolder(data, [notes])
  expect(added).toBe(2)
  expect(failed).toMatchObject([{ code: 'file_unreadable' }, { code: 'file_unreadable' }])
  for (const { message } of failed) expect(message).toContain('its name is not in UTF-8')
  await expectSound(data)
})

it('takes links for what they lead to, and comes to an end where they lead in circles', async () => {
  const { notes, data } = makeNotes()
  mkdirSync(join(notes, 'a', 'b'), { recursive: true })
  writeFileSync(join(notes, 'a', 'note.md'), `${NOTE}\n另一份。`)
  symlinkSync(notes, join(notes, 'a', 'b', 'up'))
  symlinkSync(join(notes, 'self'), join(notes, 'self'))
  symlinkSync(join(notes, 'two.md'), join(notes, 'one.md'))
  symlinkSync(join(notes, 'one.md'), join(notes, 'two.md'))
  symlinkSync(join(notes, 'good.md'), join(notes, 'again.md'))
  const result = await ingestFolder(data, [notes])
  expect(result.added).toBe(3)
  expect(codesOf(result)).toEqual({
    'one.md': 'file_unreadable',
    'two.md': 'file_unreadable',
    self: 'file_unreadable',
  })
  await expectSound(data)
})

it('makes labels of the names that an upload brings, which never become places on the disk', async () => {
  const home = temporaryFolder()
  const { url } = await startService(['--data', join(home, 'data')])
  const before = readdirSync(home)
  const form = new FormData()
  const names = ['../../up.md', '/etc/abs.md', 'C:\\win.md', 'new\nline.md', 'cafe\u0301.md', 'caf\u00e9.md', '😀".md']
  for (const [at, name] of names.entries()) form.append('files', new Blob([`${NOTE}\n第${at}份。`]), name)
  const response = await fetch(`${url}/api/documents`, { method: 'POST', body: form })
  expect(response.status).toBe(202)
  const { jobs } = (await response.json()) as { jobs: { id: string; path: string }[] }
  expect(jobs.map(({ path }) => path)).toEqual([
    'up.md',
    'etc/abs.md',
    'win.md',
    'newline.md',
    'caf\u00e9.md',
    'caf\u00e9 (2).md',
    '😀".md',
  ])
  for (;;) {
    const { documents } = await getJson<{ documents: { state: string }[] }>(`${url}/api/documents`)
    if (documents.length === names.length && documents.every(({ state }) => state === 'ready')) break
    await new Promise((resolve) => setTimeout(resolve, 50))
  }
  expect(readdirSync(home)).toEqual(before)
})
