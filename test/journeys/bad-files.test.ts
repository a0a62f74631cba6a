import { randomUUID } from 'node:crypto'
import { chmodSync, mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { beforeAll, describe, expect, it } from 'vitest'
import type { SyncResult } from '../../src/db/schema/jobs.ts'
import { type BadFile, makeBadEntries, makeBadFiles, writeHugeText } from '../helpers/bad-files.ts'
import { type CommandResult, runPrecedent } from '../helpers/built.ts'
import { peakMemory } from '../helpers/memory.ts'
import { expectAnswer, makeNotes, NOTE } from '../helpers/one-note.ts'
import { boundUser } from '../helpers/other-user.ts'
import { expectClearLine, expectRefused } from '../helpers/refusal.ts'
import { temporaryFolder, temporarySuiteFolder } from '../helpers/temporary-folder.ts'

describe('a folder with one good file among bad ones', () => {
  const suite = temporarySuiteFolder()
  let data = ''
  let files: BadFile[] = []
  let entries: ReturnType<typeof makeBadEntries> = {}
  let json: CommandResult = { code: null, out: '', err: '' }
  let table: CommandResult = json

  beforeAll(async () => {
    const folders = makeNotes(suite)
    data = folders.data
    files = await makeBadFiles()
    for (const { name, bytes } of files) writeFileSync(join(folders.notes, name), bytes)
    entries = makeBadEntries(folders.notes)
    json = await runPrecedent(['ingest', folders.notes, '--json', '--data', data])
    table = await runPrecedent(['ingest', folders.notes, '--data', data])
  })

  it('is ingested: exit code 0, the good file in, each bad one with its code and one clear line', () => {
    const { added, failed } = JSON.parse(json.out) as SyncResult
    const codes = { ...entries, ...Object.fromEntries(files.map(({ name, code }) => [name, code])) }
    expect(Object.fromEntries(failed.map(({ path, code }) => [path, code]))).toEqual(codes)
    expect({ exit: json.code, added }).toEqual({ exit: 0, added: 1 })
    for (const { path, message } of failed) {
      expectClearLine(message)
      expect(message.startsWith(path), message).toBe(true)
    }
  })

  it('is told to people as a table, without a stack', () => {
    expect(table).toMatchObject({ code: 0, out: expect.stringContaining('0 added, 0 updated, 1 unchanged') })
    for (const name of [...files.map((file) => file.name), ...Object.keys(entries)]) expect(table.out).toContain(name)
    expect(table.out + table.err + json.err).not.toMatch(/\n {4}at |Error:/)
  })

  it('answers from the good file', () => expectAnswer(data))

  it('is sound in the eyes of the doctor', async () => {
    const { code, out } = await runPrecedent(['doctor', '--data', data])
    expect(code, out).toBe(0)
  })
})

it('refuses an empty folder, and one without a readable file', async () => {
  const { notes, data } = makeNotes()
  const empty = join(notes, 'empty')
  mkdirSync(empty)
  await expectRefused(['ingest', empty, '--data', data], 'folder_empty', { names: empty })
  writeFileSync(join(empty, 'movie.mp4'), 'x')
  await expectRefused(['ingest', empty, '--data', data], 'folder_empty', { names: empty })
  const { code, out } = await runPrecedent(['ingest', empty, join(notes, 'good.md'), '--json', '--data', data])
  expect({ code, ...(JSON.parse(out) as SyncResult) }).toMatchObject({
    code: 0,
    added: 1,
    failed: [{ code: 'folder_empty' }],
  })
  await expectAnswer(data)
})

it.each(['none.md', 'none/at/all', 'good.md/below'])('refuses a path that is missing: %s', async (path) => {
  const { notes, data } = makeNotes()
  await expectRefused(['ingest', join(notes, path), '--data', data], 'path_missing', { names: path })
})

it('refuses an empty path instead of reading the folder it is called in', async () => {
  await expectRefused(['ingest', '', '--data', makeNotes().data], 'path_missing', { names: /empty path/ })
})

it('does not wait for a pipe', async () => {
  const { notes, data } = makeNotes()
  makeBadEntries(notes)
  const pipe = join(notes, 'pipe.txt')
  await expectRefused(['ingest', pipe, '--data', data], 'file_unreadable', { names: pipe })
})

const user = boundUser()
const unlessBound = user.isBound ? '' : ' (not tried: no user here is bound by file permissions)'

it.skipIf(!user.isBound)(`leaves out what this user may not read, and reads the rest${unlessBound}`, async () => {
  const parent = temporaryFolder()
  chmodSync(parent, 0o777)
  const { notes, data } = makeNotes(parent)
  writeFileSync(join(notes, 'secret.md'), NOTE)
  chmodSync(join(notes, 'secret.md'), 0)
  mkdirSync(join(notes, 'closed'), { mode: 0 })
  const { code, out } = await runPrecedent(['ingest', notes, '--json', '--data', data], {}, user.uid)
  const { added, failed } = JSON.parse(out) as SyncResult
  expect({ code, added }).toEqual({ code: 0, added: 1 })
  expect(failed).toMatchObject([
    { path: 'closed', code: 'file_unreadable' },
    { path: 'secret.md', code: 'file_unreadable' },
  ])
  for (const { message } of failed) expectClearLine(message)
  await expectAnswer(data, user.uid)
  chmodSync(join(notes, 'closed'), 0o700)
})

it('takes a text of 200 MB without taking the memory', async () => {
  const { notes, data } = makeNotes()
  writeHugeText(join(notes, 'huge.txt'))
  const mark = randomUUID()
  const run = runPrecedent(['ingest', notes, '--json', '--data', data], { PRECEDENT_TEST_RUN: mark })
  const { result, bytes } = await peakMemory(mark, run)
  expect(JSON.parse(result.out)).toMatchObject({ added: 1, failed: [{ path: 'huge.txt', code: 'text_too_long' }] })
  expect(bytes / 2 ** 20).toBeLessThan(500)
  await expectAnswer(data)
})
