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
import { runPrecedent } from '../helpers/built.ts'
import { expectAnswer, makeNotes, QUESTION } from '../helpers/one-note.ts'
import { boundUser } from '../helpers/other-user.ts'
import { expectRefusal, expectRefused } from '../helpers/refusal.ts'
import { temporaryFolder, temporarySuiteFolder } from '../helpers/temporary-folder.ts'

const suite = temporarySuiteFolder()
const library = join(suite, 'data')

beforeAll(async () => {
  const { notes } = makeNotes(suite)
  expect(await runPrecedent(['ingest', notes, '--data', library])).toMatchObject({ code: 0 })
})

/** A library of its own that holds the note. */
function makeLibrary(): string {
  const data = join(temporaryFolder(), 'data')
  cpSync(library, data, { recursive: true })
  return data
}

/** Every command that opens a library. */
const commandsOn = (data: string) =>
  [
    ['serve', '--port', '0'],
    ['ingest', join(suite, 'notes')],
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
    const data = makeLibrary()
    for (const folder of [suite, join(data, '..')]) chmodSync(folder, 0o755)
    chmodSync(data, 0o555)
    const asUser = { uid: user.uid, names: data }
    await expectRefused(['search', QUESTION, '--data', data], 'data_folder_unusable', asUser)
    chmodSync(data, 0o777)
    chmodSync(join(data, 'precedent.db'), 0o444)
    const result = await runPrecedent(['ingest', join(suite, 'notes'), '--data', data], {}, user.uid)
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

it('an odd name is no obstacle to a data folder', async () => {
  const data = join(temporaryFolder(), '先例 %20 #1 ?')
  mkdirSync(data)
  expect(await runPrecedent(['ingest', join(suite, 'notes'), '--data', data])).toMatchObject({ code: 0 })
  await expectAnswer(data)
})
