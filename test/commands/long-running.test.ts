import { type ChildProcess, spawn } from 'node:child_process'
import { mkdirSync, readdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { expect, it, onTestFinished } from 'vitest'
import { openDatabase } from '../../src/db/client.ts'
import { listDocuments } from '../../src/db/document-views.ts'
import { countOpenJobs } from '../../src/db/jobs.ts'
import { isWorkerAlive } from '../../src/db/worker-lock.ts'
import { getJson, runPrecedent, SAMPLE_DOCUMENTS } from '../helpers/built.ts'
import { temporaryFolder } from '../helpers/temporary-folder.ts'

const CLI = fileURLToPath(new URL('../../dist/src/cli.js', import.meta.url))

type Running = { child: ChildProcess; said: () => string; ended: Promise<number | null> }

/** A command that stays; it ends with the test at the latest. */
function start(args: readonly string[]): Running {
  const child = spawn(process.execPath, [CLI, ...args], { stdio: ['ignore', 'pipe', 'pipe'] })
  let text = ''
  for (const stream of [child.stdout, child.stderr]) {
    stream.on('data', (part: Buffer) => {
      text += part.toString('utf8')
    })
  }
  onTestFinished(() => void child.kill('SIGKILL'))
  return { child, said: () => text, ended: new Promise((resolve) => child.once('close', resolve)) }
}

async function waitUntil(claim: () => boolean | Promise<boolean>, what: () => string): Promise<void> {
  const deadline = Date.now() + 25_000
  while (!(await claim())) {
    if (Date.now() > deadline) throw new Error(`it did not come to that: ${what()}`)
    await new Promise((resolve) => setTimeout(resolve, 50))
  }
}

function makeNotes(count: number) {
  const folder = temporaryFolder()
  const notes = join(folder, 'notes')
  mkdirSync(notes)
  for (let at = 0; at < count; at++) {
    const paragraphs = Array.from(
      { length: 40 },
      (_, n) => `第${at}次复盘的第${n}条：验收之前客户换了领导，先补签字单。`,
    )
    writeFileSync(join(notes, `${at}.md`), paragraphs.join('\n\n'))
  }
  return { notes, data: join(folder, 'data') }
}

const stateOf = (data: string) => {
  const db = openDatabase(data)
  const states = listDocuments(db, { limit: 500 }).map(({ state }) => state)
  const open = countOpenJobs(db)
  db.$client.close()
  return { open, states, ready: states.filter((state) => state === 'ready').length }
}

it('follows a changed file, and ends well on Ctrl-C', async () => {
  const { notes, data } = makeNotes(1)
  const { child, said, ended } = start(['ingest', notes, '--watch', '--data', data])
  await waitUntil(() => said().includes('Watching'), said)
  writeFileSync(join(notes, 'later.md'), 'The second demo followed one truck.')
  await waitUntil(() => said().includes('1 added, 0 updated, 1 unchanged'), said)
  child.kill('SIGINT')
  expect(await ended).toBe(0)
  const found = await runPrecedent(['search', 'truck', '--json', '--data', data])
  const { hits } = JSON.parse(found.out) as { hits: { path: string }[] }
  expect(hits[0]?.path).toBe('later.md')
})

it('cancels on the first Ctrl-C, keeps what is finished, and goes on the next time', async () => {
  const { notes, data } = makeNotes(150)
  const { child, said, ended } = start(['ingest', notes, '--data', data])
  await waitUntil(() => readdirSync(join(data, '..')).includes('data') && stateOf(data).ready > 5, said)
  child.kill('SIGINT')
  expect(await ended).toBe(130)
  expect(said()).toContain('Cancelled')
  const { open, ready } = stateOf(data)
  expect(open).toBe(0)
  expect(ready).toBeLessThan(150)
  const again = await runPrecedent(['ingest', notes, '--json', '--data', data])
  const { added, unchanged } = JSON.parse(again.out) as { added: number; unchanged: number }
  expect({ code: again.code, all: added + unchanged }).toEqual({ code: 0, all: 150 })
  expect(stateOf(data).ready).toBe(150)
})

it('serves the sample to a newcomer, and not again once it was removed', async () => {
  const data = join(temporaryFolder(), 'data')
  const first = start(['serve', '--sample', '--port', '0', '--data', data])
  await waitUntil(() => first.said().includes('Precedent is ready at'), first.said)
  const documents = readdirSync(SAMPLE_DOCUMENTS).length
  expect(first.said()).toMatch(new RegExp(`documents +${documents}\\n +try asking\\n(.+\\n){3}`))
  const url = first.said().match(/ready at (\S+)/)?.[1] ?? ''
  const { documents: served } = await getJson<{ documents: unknown[] }>(`${url}/api/documents?limit=500`)
  expect(served).toHaveLength(documents)
  first.child.kill('SIGTERM')
  expect(await first.ended).toBe(0)
  expect(isWorkerAlive(data)).toBe(false)
  await runPrecedent(['sample', 'remove', '--yes', '--data', data])
  const second = start(['serve', '--sample', '--port', '0', '--data', data])
  await waitUntil(() => second.said().includes('Precedent is ready at'), second.said)
  expect(second.said()).toMatch(/documents +0;/)
})

it('prints the address as JSON and backs the library up while it is served', async () => {
  const { notes, data } = makeNotes(3)
  await runPrecedent(['ingest', notes, '--data', data])
  const { said, child, ended } = start(['serve', '--json', '--port', '0', '--data', data])
  await waitUntil(() => said().endsWith('}\n'), said)
  const { url, documents } = JSON.parse(said()) as { url: string; documents: number }
  expect(documents).toBe(3)
  const file = join(temporaryFolder(), 'library.zip')
  expect(await runPrecedent(['backup', file, '--data', data])).toMatchObject({ code: 0 })
  expect((await fetch(`${url}/readyz`)).status).toBe(200)
  child.kill('SIGINT')
  expect(await ended).toBe(0)
})
