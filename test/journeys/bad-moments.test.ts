import { type ChildProcess, spawn } from 'node:child_process'
import {
  appendFileSync,
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  writeFileSync,
} from 'node:fs'
import { join } from 'node:path'
import { expect, it, onTestFinished } from 'vitest'
import { openDatabase } from '../../src/db/client.ts'
import { listDocuments } from '../../src/db/document-views.ts'
import type { SyncResult } from '../../src/db/schema/jobs.ts'
import { CLI, runPrecedent } from '../helpers/built.ts'
import { expectAnswer, NOTE } from '../helpers/one-note.ts'
import { expectClearLine, expectRefused } from '../helpers/refusal.ts'
import { expectSound, ingestFolder, textsIn } from '../helpers/sound-library.ts'
import { temporaryFolder } from '../helpers/temporary-folder.ts'

/** So many notes that something can happen while they are read. */
const MANY = 150

function makeFolder(count: number): { notes: string; data: string } {
  const home = temporaryFolder()
  const notes = join(home, 'notes')
  mkdirSync(notes)
  const points = Array.from({ length: 30 }, (_, at) => `第${at}条：割接窗口每月两次，要提前五个工作日报备客户。`)
  for (let at = 0; at < count; at++)
    writeFileSync(join(notes, `${at}.md`), `第${at}次复盘。\n\n${points.join('\n\n')}\n`)
  return { notes, data: join(home, 'data') }
}

type Running = { child: ChildProcess; ended: Promise<{ code: number | null; out: string; err: string }> }

/** Starts an ingest that leads a process group, as a terminal does. */
function startIngest(notes: string, data: string): Running {
  const child = spawn(process.execPath, [CLI, 'ingest', notes, '--json', '--data', data], {
    stdio: ['ignore', 'pipe', 'pipe'],
    detached: true,
  })
  const said = { out: '', err: '' }
  child.stdout.on('data', (part: Buffer) => {
    said.out += part.toString('utf8')
  })
  child.stderr.on('data', (part: Buffer) => {
    said.err += part.toString('utf8')
  })
  onTestFinished(() => void child.kill('SIGKILL'))
  return { child, ended: new Promise((resolve) => child.once('close', (code) => resolve({ code, ...said }))) }
}

/** Waits until the library holds that many documents that were read. */
async function untilRead(data: string, count: number): Promise<void> {
  for (;;) {
    if (existsSync(join(data, 'worker.lock')) && countRead(data) >= count) return
    await new Promise((resolve) => setTimeout(resolve, 50))
  }
}

function countRead(data: string): number {
  const db = openDatabase(data)
  const read = listDocuments(db, { limit: 1_000 }).filter(({ state }) => state === 'ready')
  db.$client.close()
  return read.length
}

const parse = ({ out }: { out: string }) => JSON.parse(out) as SyncResult

it('finishes when the folder vanishes in the middle, takes nothing out, and brings the rest when it is back', async () => {
  const { notes, data } = makeFolder(MANY)
  const { ended } = startIngest(notes, data)
  await untilRead(data, 5)
  renameSync(notes, `${notes}-away`)
  const cut = await ended
  const { added, failed } = parse(cut)
  expect({ code: cut.code, all: added + failed.length }).toEqual({ code: 0, all: MANY })
  expect(failed.length).toBeGreaterThan(0)
  expect(new Set(failed.map(({ code }) => code))).toEqual(new Set(['file_unreadable']))
  for (const { message } of failed.slice(0, 3)) expectClearLine(message)
  await expectSound(data)

  await expectRefused(['ingest', notes, '--data', data], 'path_missing', { names: notes })
  expect(countRead(data)).toBe(added)
  renameSync(`${notes}-away`, notes)
  expect(await ingestFolder(data, [notes])).toMatchObject({
    added: MANY - added,
    unchanged: added,
    failed: [],
    removed: 0,
  })
  await expectSound(data)
})

it('keeps what it knows of a folder that is empty or holds nothing to read, until it is told to prune', async () => {
  const { notes, data } = makeFolder(2)
  await ingestFolder(data, [notes])
  renameSync(notes, `${notes}-away`)
  mkdirSync(notes)
  await expectRefused(['ingest', notes, '--data', data], 'folder_empty', { names: notes })
  writeFileSync(join(notes, '.mounted-by'), '')
  writeFileSync(join(notes, 'movie.mp4'), '')
  await expectRefused(['ingest', notes, '--data', data], 'folder_empty', { names: notes })
  expect(countRead(data)).toBe(2)
  const { out } = await runPrecedent(['ingest', notes, '--prune', '--dry-run', '--json', '--data', data])
  expect(parse({ out })).toMatchObject({ removed: 2 })
  expect(countRead(data)).toBe(2)
  expect(await ingestFolder(data, [notes, '--prune'])).toMatchObject({ removed: 2, failed: [] })
  expect(textsIn(data)).toEqual({})
  await expectSound(data)
})

it('reads files that are written, emptied and deleted meanwhile as they are at some moment, and is right in the end', async () => {
  const { notes, data } = makeFolder(120)
  writeFileSync(join(notes, 'good.md'), NOTE)
  let turn = 0
  const touch = setInterval(() => {
    const path = join(notes, `${turn % 120}.md`)
    turn += 1
    if (turn % 7 === 0) rmSync(path, { force: true })
    else if (turn % 5 === 0) writeFileSync(path, '')
    else appendFileSync(path, `\n又来一条，第${turn}条。\n`)
  }, 2)
  onTestFinished(() => clearInterval(touch))
  const first = await ingestFolder(data, [notes])
  clearInterval(touch)
  for (const { code } of first.failed) expect(['file_unreadable', 'file_empty']).toContain(code)
  await expectSound(data)

  const last = await ingestFolder(data, [notes])
  const left = readdirSync(notes)
  const empty = left.filter((name) => readFileSync(join(notes, name)).length === 0)
  expect(last.failed.map(({ path, code }) => `${path} ${code}`)).toEqual(
    empty.map((name) => `${name} file_empty`).sort(),
  )
  const texts = textsIn(data)
  for (const name of left.filter((one) => !empty.includes(one))) {
    expect(texts[name]).toBe(readFileSync(join(notes, name), 'utf8'))
  }
  expect(Object.keys(texts).sort()).toEqual(left.sort())
  await expectAnswer(data)
  await expectSound(data)
})

/** A machine that is busy takes long enough for lines of progress. */
const withoutProgress = (err: string) => err.replace(/^\d+\/\d+ files .*\n/gm, '')

it('reads each file once when two commands bring in the same folder, and both when they bring in two', async () => {
  const { notes, data } = makeFolder(80)
  const other = makeFolder(40)
  const runs = [startIngest(notes, data), startIngest(notes, data), startIngest(other.notes, data)]
  const ends = await Promise.all(runs.map(({ ended }) => ended))
  expect(ends.map(({ code, err }) => ({ code, err: withoutProgress(err) }))).toEqual(
    Array(3).fill({ code: 0, err: '' }),
  )
  const [one, two, three] = ends.map(parse)
  expect([(one?.added ?? 0) + (two?.added ?? 0), (one?.unchanged ?? 0) + (two?.unchanged ?? 0)]).toEqual([80, 80])
  expect(three).toMatchObject({ added: 40, failed: [] })
  expect(countRead(data)).toBe(120)
  await expectSound(data)
})

it('goes on for one command when the other, whose worker reads for both, is killed', async () => {
  const { notes, data } = makeFolder(150)
  const other = makeFolder(20)
  const first = startIngest(notes, data)
  await untilRead(data, 3)
  const second = startIngest(other.notes, data)
  await new Promise((resolve) => setTimeout(resolve, 300))
  first.child.kill('SIGKILL')
  expect(parse(await second.ended)).toMatchObject({ added: 20, failed: [] })
  expect(await ingestFolder(data, [notes])).toMatchObject({ failed: [] })
  expect(countRead(data)).toBe(170)
  await expectSound(data)
})

it('ends on a Ctrl-C that reaches every process of the terminal, and goes on the next time', async () => {
  const { notes, data } = makeFolder(MANY)
  const { child, ended } = startIngest(notes, data)
  await untilRead(data, 5)
  process.kill(-(child.pid ?? 0), 'SIGINT')
  const { code, err, out } = await ended
  expect({ code, err }).toEqual({
    code: 130,
    err: 'Cancelled; what was finished before stays. Run it again to go on.\n',
  })
  await expectSound(data)
  const { added } = parse({ out })
  expect(countRead(data)).toBe(added)
  expect(await ingestFolder(data, [notes])).toMatchObject({ added: MANY - added, unchanged: added, failed: [] })
  await expectSound(data)
})
