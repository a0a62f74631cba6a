import { randomUUID } from 'node:crypto'
import { statSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, it } from 'vitest'
import type { SyncResult } from '../../src/db/schema/jobs.ts'
import { runPrecedent } from '../helpers/built.ts'
import { makeZip } from '../helpers/fixtures/zip.ts'
import { makeManyEntries, makePages, makeSwellingTree, writeBomb, writeWorkbook } from '../helpers/huge-files.ts'
import { peakMemory } from '../helpers/memory.ts'
import { expectAnswer, makeNotes } from '../helpers/one-note.ts'
import { expectClearLine } from '../helpers/refusal.ts'
import { expectSound } from '../helpers/sound-library.ts'

const MEBIBYTE = 2 ** 20
/** No process, the one that reads included, may hold more than this at any time. */
const MOST_MEMORY = 1_250 * MEBIBYTE

type Case = {
  what: string
  name: string
  write: (path: string) => unknown
  /** What comes in beside the good note. */
  added: number
  codes: readonly string[]
  withinMs: number
}

const row = (at: number) =>
  at === 0 ? ['编号', '现象', '处理'] : [`编号${at}`, `现象第${at}次断网`, `处理：切换备用链路${at}`]

const CASES: Case[] = [
  {
    what: 'a PDF of 5,000 pages',
    name: 'long.pdf',
    write: (path) => writeFileSync(path, makePages(5_000)),
    added: 1,
    codes: [],
    withinMs: 60_000,
  },
  {
    what: 'a PDF of 5,001 pages',
    name: 'longer.pdf',
    write: (path) => writeFileSync(path, makePages(5_001)),
    added: 0,
    codes: ['file_too_large'],
    withinMs: 15_000,
  },
  {
    what: 'a workbook of 200,000 rows',
    name: 'large.xlsx',
    write: (path) => writeWorkbook(path, 200_000, row),
    added: 1,
    codes: [],
    withinMs: 120_000,
  },
  {
    what: 'a workbook of a million rows of words',
    name: 'words.xlsx',
    write: (path) => writeWorkbook(path, 1_000_000, row),
    added: 0,
    codes: ['text_too_long'],
    withinMs: 60_000,
  },
  {
    what: 'a workbook of a million rows of numbers',
    name: 'numbers.xlsx',
    write: (path) => writeWorkbook(path, 1_000_000, (at) => [at, at % 7]),
    added: 0,
    codes: ['text_too_long'],
    withinMs: 60_000,
  },
  {
    what: 'an archive of 100,000 entries',
    name: 'many.zip',
    write: async (path) => writeFileSync(path, await makeManyEntries(100_000)),
    added: 0,
    codes: ['archive_unsafe'],
    withinMs: 15_000,
  },
  {
    what: 'archives of 10,000 entries each in an archive',
    name: 'flood.zip',
    write: async (path) => {
      const inner = await makeManyEntries(9_999)
      writeFileSync(path, await makeZip({ 'a.zip': inner, 'b.zip': inner, 'c.zip': inner, 'd.zip': inner }))
    },
    added: 5,
    codes: ['archive_unsafe', 'file_empty'],
    withinMs: 120_000,
  },
  {
    what: 'a zip bomb of 900 MB',
    name: 'bomb.zip',
    write: (path) => writeBomb(path, 'zeros.txt', 900),
    added: 1,
    codes: ['file_too_large'],
    withinMs: 15_000,
  },
  {
    what: 'a Word document of 900 MB of zeros',
    name: 'bomb.docx',
    write: (path) => writeBomb(path, 'word/document.xml', 900),
    added: 0,
    codes: ['archive_unsafe'],
    withinMs: 15_000,
  },
  {
    what: 'archives that each swell a little less than is noticed, in an archive',
    name: 'swelling.zip',
    write: async (path) => writeFileSync(path, await makeSwellingTree(6, 50)),
    added: 1,
    codes: ['archive_unsafe'],
    withinMs: 15_000,
  },
  {
    what: 'archives that stay below every limit one by one, but not together',
    name: 'patient.zip',
    write: async (path) => writeFileSync(path, await makeSwellingTree(30, 9)),
    added: 41,
    codes: ['archive_unsafe'],
    withinMs: 600_000,
  },
]

it.each(CASES)('$what: ends in time, with a code where it cannot be read, and harms nothing else', async (one) => {
  const { notes, data } = makeNotes()
  const path = join(notes, one.name)
  await one.write(path)
  const mark = randomUUID()
  const started = Date.now()
  const run = runPrecedent(['ingest', notes, '--json', '--data', data], { PRECEDENT_TEST_RUN: mark })
  const { result, bytes } = await peakMemory(mark, run)
  const tookMs = Date.now() - started
  const { added, failed, chunks } = JSON.parse(result.out) as SyncResult
  const size = statSync(path).size / MEBIBYTE
  console.log(
    `${one.what}: ${size.toFixed(1)} MB, ${tookMs} ms, peak ${Math.round(bytes / MEBIBYTE)} MB, ${chunks} chunks, ${failed.length} failed`,
  )
  for (const { message } of failed.slice(0, 10)) expectClearLine(message)
  expect({ code: result.code, added, codes: [...new Set(failed.map(({ code }) => code))].sort() }).toEqual({
    code: 0,
    added: 1 + one.added,
    codes: one.codes,
  })
  expect(tookMs).toBeLessThan(one.withinMs)
  expect(bytes).toBeLessThan(MOST_MEMORY)
  await expectAnswer(data)
  await expectSound(data)
})
