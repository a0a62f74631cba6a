import { execFileSync } from 'node:child_process'
import {
  chmodSync,
  closeSync,
  cpSync,
  mkdirSync,
  openSync,
  readdirSync,
  truncateSync,
  writeFileSync,
  writeSync,
} from 'node:fs'
import { join } from 'node:path'
import SqliteDatabase from 'better-sqlite3'
import { beforeAll, describe, expect, it } from 'vitest'
import { openDatabase } from '../../src/db/client.ts'
import type { SyncResult } from '../../src/db/schema/jobs.ts'
import { CLI, type CommandResult, runPrecedent, startService } from '../helpers/built.ts'
import { boundUser } from '../helpers/other-user.ts'
import { expectRefusal, expectRefused } from '../helpers/refusal.ts'
import { mayMount, mountSmallDisk } from '../helpers/small-disk.ts'
import { temporaryFolder, temporarySuiteFolder } from '../helpers/temporary-folder.ts'

const GOOD = '# 验收\n\n验收前客户换了领导，第二轮演示改成跟着一辆集卡走一遍。\n'
const QUESTION = '验收前客户换了领导，第二轮演示怎么改的？'

function makeNotes(): string {
  const notes = temporaryFolder()
  writeFileSync(join(notes, 'good.md'), GOOD)
  return notes
}

const suite = temporarySuiteFolder()

beforeAll(async () => {
  writeFileSync(join(suite, 'good.md'), GOOD)
  expect(await runPrecedent(['ingest', join(suite, 'good.md'), '--data', join(suite, 'data')])).toMatchObject({
    code: 0,
  })
})

/** A library of its own that holds one document. */
function makeLibrary(): string {
  const data = join(temporaryFolder(), 'data')
  cpSync(join(suite, 'data'), data, { recursive: true })
  return data
}

async function expectAnswer(data: string): Promise<void> {
  const { code, out } = await runPrecedent(['ask', QUESTION, '--json', '--data', data])
  expect({ code, answer: JSON.parse(out) as unknown }).toMatchObject({ code: 0, answer: { status: 'answered' } })
}

/** Every command that opens a library. */
const commandsOn = (data: string) =>
  [
    ['serve', '--port', '0'],
    ['ingest', makeNotes()],
    ['search', QUESTION],
    ['ask', QUESTION],
  ].map((args) => [...args, '--data', data])

describe('a data folder', () => {
  it('of a newer version is left as it is', async () => {
    const data = temporaryFolder()
    const db = openDatabase(data)
    db.$client.pragma('user_version = 99')
    db.$client.close()
    const before = readdirSync(data)
    for (const args of commandsOn(data)) expectRefusal(await runPrecedent(args), 'data_folder_newer', data)
    expect(readdirSync(data)).toEqual(before)
  })

  it('that is a file, lies in one, or can never be made is refused', async () => {
    const file = join(temporaryFolder(), 'file')
    writeFileSync(file, 'mine')
    for (const args of commandsOn(file)) expectRefusal(await runPrecedent(args), 'data_folder_unusable', file)
    for (const data of [join(file, 'below'), '/dev/null', '/proc/precedent']) {
      expectRefusal(await runPrecedent(['ask', QUESTION, '--data', data]), 'data_folder_unusable', data)
    }
    const byVariable = await runPrecedent(['ask', QUESTION], { PRECEDENT_DATA: file })
    expectRefusal(byVariable, 'data_folder_unusable', file)
  })

  const user = boundUser()
  const unlessBound = user.isBound ? '' : ' (not tried: no user here is bound by file permissions)'

  it.skipIf(!user.isBound)(`that this user may not write is refused${unlessBound}`, async () => {
    const [data, notes] = [makeLibrary(), makeNotes()]
    for (const folder of [join(data, '..'), notes]) chmodSync(folder, 0o755)
    chmodSync(data, 0o555)
    const asUser = { uid: user.uid, names: data }
    await expectRefused(['search', QUESTION, '--data', data], 'data_folder_unusable', asUser)
    chmodSync(data, 0o777)
    chmodSync(join(data, 'precedent.db'), 0o444)
    const result = await runPrecedent(['ingest', notes, '--data', data], {}, user.uid)
    expectRefusal(result, 'data_folder_unusable', /may write/)
  })
})

type Damage = (database: string) => void

/** Makes noise of the first page of a table. */
function scramble(table: string): Damage {
  return (path) => {
    const database = new SqliteDatabase(path)
    const page = database.prepare('SELECT rootpage FROM sqlite_master WHERE name = ?').pluck().get(table)
    database.close()
    const file = openSync(path, 'r+')
    writeSync(file, Buffer.alloc(4096, 0xa5), 0, 4096, (Number(page) - 1) * 4096)
    closeSync(file)
  }
}

describe('a database', () => {
  it.each<[string, Damage]>([
    [
      'that is something else',
      (path) => writeFileSync(path, 'not a database, but long enough to have a header'.repeat(9)),
    ],
    ['that was cut short', (path) => truncateSync(path, 20_000)],
    ['whose documents are damaged', scramble('documents')],
    ['whose versions are damaged', scramble('versions')],
  ])('%s is refused by every command, never backed up, and found by the doctor', async (_, damage) => {
    const data = makeLibrary()
    damage(join(data, 'precedent.db'))
    for (const args of commandsOn(data)) {
      expectRefusal(await runPrecedent([...args, '--json']), 'data_folder_unusable', /restore a backup/)
    }
    const backup = await runPrecedent(['backup', join(temporaryFolder(), 'b.zip'), '--data', data])
    expectRefusal(backup, 'data_folder_unusable', data)
    const { code, out } = await runPrecedent(['doctor', '--json', '--data', data])
    const { checks } = JSON.parse(out) as { checks: { name: string; ok: boolean; detail: string }[] }
    expect({ code, checks }).toMatchObject({
      code: 1,
      checks: expect.arrayContaining([
        { name: 'database', ok: false, detail: expect.stringContaining('restore a backup') },
      ]),
    })
  })
})

function writeManyNotes(notes: string): number {
  const lines = Array.from({ length: 200 }, (_, line) => `第${line}条：验收前客户换了领导，先补签字单。`)
  const names = Array.from({ length: 40 }, (_, at) => `${at}.md`)
  for (const name of names)
    writeFileSync(join(notes, name), `# ${name}\n\n${lines.map((line) => line + name).join('\n\n')}`)
  return names.length
}

const countOf = ({ out }: CommandResult) => {
  const { added, unchanged, failed } = JSON.parse(out) as SyncResult
  return { present: added + unchanged, failed }
}

describe('a disk without space', () => {
  const canMount = mayMount()
  const unlessMounted = canMount ? '' : ' (not tried: this user may not mount a small disk)'

  it.skipIf(!canMount).each([20, 150, 250])(`of %i kB is too small to begin with${unlessMounted}`, async (size) => {
    const { folder } = mountSmallDisk(size)
    expectRefusal(
      await runPrecedent(['ingest', makeNotes(), '--json', '--data', folder]),
      'no_space',
      /free some space/,
    )
  })

  it.skipIf(!canMount)(`stops an ingest, keeps what is there, and goes on with more${unlessMounted}`, async () => {
    const disk = mountSmallDisk(1_500)
    const notes = makeNotes()
    const first = await runPrecedent(['ingest', notes, '--data', disk.folder])
    expect(first).toMatchObject({ code: 0 })
    const many = writeManyNotes(notes)
    const stopped = await runPrecedent(['ingest', notes, '--json', '--data', disk.folder])
    expectRefusal({ ...stopped, err: stopped.err.replace(/^(?!precedent:).*\n/gm, '') }, 'no_space', /free some space/)
    await expectAnswer(disk.folder)
    disk.grow(60_000)
    const again = await runPrecedent(['ingest', notes, '--json', '--data', disk.folder])
    expect(countOf(again)).toEqual({ present: many + 1, failed: [] })
    await expectAnswer(disk.folder)
  })

  it.skipIf(!canMount)(`refuses an upload and serves what is there${unlessMounted}`, async () => {
    const disk = mountSmallDisk(1_500)
    await runPrecedent(['ingest', makeNotes(), '--data', disk.folder])
    const { url } = await startService(['--data', disk.folder])
    const upload = () => {
      const form = new FormData()
      form.append('files', new Blob(['x'.repeat(3_000_000)]), 'large.txt')
      return fetch(`${url}/api/documents`, { method: 'POST', body: form })
    }
    const refused = await upload()
    expect(refused.status).toBe(507)
    expect(await refused.json()).toMatchObject({ code: 'no_space' })
    const headers = { 'content-type': 'application/json' }
    const asked = await fetch(`${url}/api/ask`, {
      method: 'POST',
      headers,
      body: JSON.stringify({ question: QUESTION }),
    })
    expect(await asked.json()).toMatchObject({ status: 'answered' })
    disk.grow(60_000)
    expect((await upload()).status).toBe(202)
  })

  it('told by a limit on file sizes stops with one line, too', async () => {
    const [data, notes] = [makeLibrary(), makeNotes()]
    writeManyNotes(notes)
    const script = 'ulimit -f 300 && exec "$0" "$@"'
    const limited = () =>
      execFileSync('sh', ['-c', script, process.execPath, CLI, 'ingest', notes, '--data', data], { stdio: 'pipe' })
    expect(limited).toThrow(/precedent: [^\n]+ \((data_folder_unusable|no_space)\)\n$/)
    await expectAnswer(data)
  })
})

it('an odd name is no obstacle to a data folder', async () => {
  const data = join(temporaryFolder(), '先例 %20 #1 ?')
  mkdirSync(data)
  expect(await runPrecedent(['ingest', makeNotes(), '--data', data])).toMatchObject({ code: 0 })
  await expectAnswer(data)
})
