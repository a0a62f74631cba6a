import { type ChildProcess, fork, spawnSync } from 'node:child_process'
import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it, onTestFinished } from 'vitest'
import { childReader } from '../../ingest/child/read-in-child.ts'
import { isAlive } from '../helpers/fake-child.ts'
import { makeOle } from '../helpers/fixtures/ole.ts'
import { makeScannedPdf } from '../helpers/fixtures/scan.ts'
import { temporaryFolder } from '../helpers/temporary-folder.ts'
import { NO_TESSERACT } from '../helpers/tools.ts'
import { READ_CHILD_URL, waitFor } from '../helpers/worker.ts'

/** A LibreOffice that never ends, with a helper of its own as the real one has: it writes down both process ids. */
const ENDLESS = `#!/bin/sh
sleep 1000 &
echo "$$ $!" > "$PIDS.new" && mv "$PIDS.new" "$PIDS"
wait
`

/** What takes the place of a worker, so that a test may kill it: it has one file read. */
const WORKER = `
import { childReader } from '${new URL('./read-in-child.js', READ_CHILD_URL).href}'
const [childUrl, path, folder] = process.argv.slice(2)
const reader = childReader({ childUrl: new URL(childUrl), log: () => {} })
const request = { path, name: 'a.doc', dataFolder: folder, isKept: true, depth: 0, room: { files: 0, bytes: 0 }, knownHash: '' }
await reader.read(request, new AbortController().signal)
`

/** A folder with a document that LibreOffice never brings to an end. */
function prepare() {
  const folder = temporaryFolder()
  const [path, pids] = [join(folder, 'a.doc'), join(folder, 'pids')]
  writeFileSync(path, makeOle('Root Entry', 'WordDocument'))
  writeFileSync(join(folder, 'soffice'), ENDLESS.replaceAll('$PIDS', pids), { mode: 0o755 })
  const environment = { ...process.env, PATH: `${folder}:${process.env.PATH}`, TMPDIR: folder }
  const started = async () => {
    await waitFor(() => existsSync(pids))
    return readFileSync(pids, 'utf8').trim().split(' ').map(Number)
  }
  const scratchLeft = () => readdirSync(folder).filter((name) => name.startsWith('precedent-read-'))
  return { folder, path, environment, started, scratchLeft }
}

function useEnvironment(environment: Record<string, string | undefined>): void {
  const before = process.env
  process.env = environment
  onTestFinished(() => {
    process.env = before
  })
}

function childrenOf(pid: number): number[] | undefined {
  const { stdout } = spawnSync('pgrep', ['-P', String(pid)], { encoding: 'utf8' })
  const pids = stdout.split('\n').filter(Boolean).map(Number)
  return pids.length > 0 ? pids : undefined
}

const allEnd = (pids: number[]) => waitFor(() => pids.every((pid) => !isAlive(pid)), 5_000)

describe('programs that a reader started', () => {
  const read = (folder: string, signal: AbortSignal, timeoutMs?: number) => {
    const reader = childReader({ childUrl: READ_CHILD_URL, log: () => {}, ...(timeoutMs && { timeoutMs }) })
    onTestFinished(reader.close)
    const request = { dataFolder: folder, isKept: true, depth: 0, room: { files: 0, bytes: 0 }, knownHash: '' }
    return reader.read({ ...request, path: join(folder, 'a.doc'), name: 'a.doc' }, signal)
  }

  it('end when the reading is called off', async () => {
    const { folder, environment, started, scratchLeft } = prepare()
    useEnvironment(environment)
    const controller = new AbortController()
    const reading = read(folder, controller.signal).catch((error) => error)
    const pids = await started()
    expect(pids.every(isAlive)).toBe(true)
    controller.abort('cancelled')
    expect(await reading).toBe('cancelled')
    await allEnd(pids)
    await waitFor(() => scratchLeft().length === 0, 5_000)
  })

  it('end when the time of the reading is over', async () => {
    const { folder, environment, started } = prepare()
    useEnvironment(environment)
    const reading = read(folder, new AbortController().signal, 2_500).catch((error) => error)
    const pids = await started()
    expect(await reading).toMatchObject({ code: 'read_timeout' })
    await allEnd(pids)
  })

  it('end when the worker is killed, and leave no temporary files', async () => {
    const { folder, path, environment, started, scratchLeft } = prepare()
    writeFileSync(join(folder, 'worker.mjs'), WORKER)
    const worker: ChildProcess = fork(join(folder, 'worker.mjs'), [READ_CHILD_URL.href, path, folder], {
      env: environment,
      execArgv: [],
    })
    onTestFinished(() => void worker.kill('SIGKILL'))
    const pids = await started()
    expect(scratchLeft()).toHaveLength(1)
    worker.kill('SIGKILL')
    await allEnd(pids)
    await waitFor(() => scratchLeft().length === 0, 5_000)
  })
})

it('a reader that is too busy to notice ends all the same when the worker is killed', async () => {
  const folder = temporaryFolder()
  writeFileSync(join(folder, 'a.html'), `<body>${'<p>x<b>y</b></p>'.repeat(1_500_000)}</body>`)
  writeFileSync(join(folder, 'worker.mjs'), WORKER.replace("name: 'a.doc'", "name: 'a.html'"))
  const worker = fork(join(folder, 'worker.mjs'), [READ_CHILD_URL.href, join(folder, 'a.html'), folder], {
    execArgv: [],
  })
  onTestFinished(() => void worker.kill('SIGKILL'))
  const [reader = 0] = await waitFor(() => childrenOf(worker.pid ?? 0))
  await new Promise((resolve) => setTimeout(resolve, 1_000))
  worker.kill('SIGKILL')
  await waitFor(() => !isAlive(reader), 4_000)
})

it.skipIf(NO_TESSERACT !== '')(`a scan tells its pages while they are read${NO_TESSERACT}`, async () => {
  const folder = temporaryFolder()
  const page = [{ text: '验收前六十天内客户更换了分管领导', x: 72, top: 100 }]
  writeFileSync(join(folder, 'a.pdf'), makeScannedPdf([page, page, page]))
  const reader = childReader({ childUrl: READ_CHILD_URL, log: () => {} })
  onTestFinished(reader.close)
  const request = { dataFolder: folder, isKept: true, depth: 0, room: { files: 0, bytes: 0 }, knownHash: '' }
  const said: string[] = []
  const order = { ...request, path: join(folder, 'a.pdf'), name: 'a.pdf' }
  const outcome = await reader.read(order, new AbortController().signal, ({ done, total }) =>
    said.push(`${done}/${total}`),
  )
  expect(outcome).toMatchObject({ pages: 3, reader: 'Tesseract' })
  expect(said).toContain('2/3')
})
