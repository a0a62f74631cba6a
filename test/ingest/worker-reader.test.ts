import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, it, onTestFinished } from 'vitest'
import { type ChildReaderOptions, childReader } from '../../ingest/child/read-in-child.ts'
import { linesOf, makePdf } from '../helpers/fixtures/pdf.ts'
import { temporaryFolder } from '../helpers/temporary-folder.ts'
import { READ_CHILD_URL } from '../helpers/worker.ts'

const HEAVY_PAGE = `<body>${'<p>x<b>y</b></p>'.repeat(1_500_000)}</body>`

function prepare(options: Partial<ChildReaderOptions> = {}) {
  const folder = temporaryFolder()
  const reader = childReader({ childUrl: READ_CHILD_URL, log: () => {}, ...options })
  onTestFinished(reader.close)
  const write = (name: string, text: string | Uint8Array) => {
    writeFileSync(join(folder, name), text)
    return name
  }
  const request = { dataFolder: folder, isKept: true, depth: 0, room: { files: 10, bytes: 1_000_000 }, knownHash: '' }
  const read = (name: string, signal = new AbortController().signal) =>
    reader.read({ ...request, path: join(folder, name), name }, signal)
  /** A file whose reading takes far longer than anybody waits here. */
  const hang = (name: string) => write(name, HEAVY_PAGE)
  return { write, read, hang }
}

it('reads files in the order asked, and gives their text and chunks', async () => {
  const { write, read } = prepare()
  const names = Array.from({ length: 20 }, (_, i) => write(`${i}.md`, `第${i}篇`))
  const outcomes = await Promise.all(names.map((name) => read(name)))
  expect(outcomes.map((outcome) => !outcome.isUnchanged && outcome.text)).toEqual(names.map((_, i) => `第${i}篇`))
})

it('gives a reader that hangs its time and no more; the files behind it are read', async () => {
  const { write, read, hang } = prepare({ timeoutMs: 1_500 })
  const outcomes = await Promise.allSettled([
    read(hang('hangs.html')),
    read(write('a.md', '甲')),
    read(write('b.md', '乙')),
  ])
  expect(outcomes[0]).toMatchObject({ status: 'rejected', reason: { code: 'read_timeout' } })
  expect(outcomes.slice(1).map(({ status }) => status)).toEqual(['fulfilled', 'fulfilled'])
})

it('fails only the file that needs more memory than there is', async () => {
  const { write, read } = prepare({ maxHeapMegabytes: 60 })
  const heavy = write('heavy.html', HEAVY_PAGE)
  const outcomes = await Promise.allSettled([read(write('a.md', '甲')), read(heavy), read(write('b.md', '乙'))])
  expect(outcomes.map(({ status }) => status)).toEqual(['fulfilled', 'rejected', 'fulfilled'])
  expect(outcomes[1]).toMatchObject({ reason: { code: 'read_crashed' } })
})

it('ends a reading that is called off, whether it is under way or waiting, and nothing else', async () => {
  const { write, read, hang } = prepare()
  const [first, third] = [new AbortController(), new AbortController()]
  const readings = Promise.allSettled([
    read(hang('hangs.html'), first.signal),
    read(write('a.md', '甲')),
    read(write('b.md', '乙'), third.signal),
    read(write('c.md', '丙')),
  ])
  setTimeout(() => third.abort('cancelled'), 300)
  setTimeout(() => first.abort('cancelled'), 600)
  expect((await readings).map(({ status }) => status)).toEqual(['rejected', 'fulfilled', 'rejected', 'fulfilled'])
})

it('goes on with a fresh process after as many files as one may read', async () => {
  const { write, read } = prepare({ filesPerChild: 3 })
  const names = Array.from({ length: 10 }, (_, i) => write(`${i}.md`, `第${i}篇`))
  const outcomes = await Promise.all(names.map((name) => read(name)))
  expect(outcomes).toHaveLength(10)
})

it('outlives what a library leaves to nobody: a broken page fails its own file', async () => {
  const { write, read } = prepare()
  const pdf = makePdf([linesOf(['先补签字单', '再割接']), linesOf(['第二页'])])
  const from = pdf.indexOf('7 0 obj')
  const broken = Buffer.from(pdf).fill(0, from, pdf.indexOf('9 0 obj') + 100)
  const outcomes = await Promise.allSettled([
    read(write('broken.pdf', broken)),
    ...[1, 2, 3].map((i) => read(write(`${i}.md`, '甲'))),
  ])
  expect(outcomes.map((one) => (one.status === 'rejected' ? (one.reason as { code: string }).code : 'read'))).toEqual([
    expect.not.stringMatching('read_crashed'),
    'read',
    'read',
    'read',
  ])
})

it('says what is wrong with a file that is not there', async () => {
  const { read } = prepare()
  await expect(read('nowhere.md')).rejects.toMatchObject({ code: 'file_unreadable' })
})
