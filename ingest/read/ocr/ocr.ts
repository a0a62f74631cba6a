import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { findTool, recognisedLanguages } from '../../../src/external-tools.ts'
import { runTool } from '../run-tool.ts'
import { type RecognisedRun, runsOf } from './ocr-text.ts'
import { meanConfidence, parseTsv, type RecognisedPage } from './ocr-tsv.ts'

/** Lines of a page in reading order, each from left to right. */
export type ReadPage = { width: number; height: number; lines: RecognisedRun[][]; confidence: number }

/**
 * Reads a picture file, or one page of it (0-based). `dpi`: points an inch, by which Tesseract tells strokes from
 * rulings; with a wrong one it loses parts of Chinese letters.
 */
export type Recognise = (picture: Uint8Array, dpi: number, page?: number) => Promise<ReadPage[]>

/** Below the time that a reading may take which says nothing. */
const PAGE_TIMEOUT_MS = 100_000
const CHINESE = 'chi_sim'
const ENGLISH = 'eng'
/** Pages with a smaller share of Chinese among their letters are read again with English beside it. */
const MIN_HAN_SHARE = 0.1

/**
 * What reads pictures of text, or undefined where Tesseract or its data for Chinese is not installed.
 *
 * Chinese data alone reads Chinese pages with English words in them better than both together, which take Chinese words
 * for English ones (96% against 99.6% of the letters of a mixed page, 97.8% against 95.7% of Chinese ones); pages in
 * English gain from both.
 */
export async function openRecogniser(): Promise<Recognise | undefined> {
  const tesseract = findTool('Tesseract', process.env)
  if (!tesseract) return undefined
  const languages = await recognisedLanguages(tesseract)
  if (!languages.includes(CHINESE)) return undefined
  const both = languages.includes(ENGLISH) ? `${CHINESE}+${ENGLISH}` : undefined
  return async (picture, dpi, page = 0) => {
    const options = ['--dpi', String(dpi), '-c', `tessedit_page_number=${page}`]
    const pages = await readWith(tesseract, picture, ['-l', CHINESE, ...options])
    return both && isLatin(pages) ? readWith(tesseract, picture, ['-l', both, ...options]) : pages
  }
}

async function readWith(tesseract: string, picture: Uint8Array, options: readonly string[]): Promise<ReadPage[]> {
  const folder = await mkdtemp(join(tmpdir(), 'ocr-'))
  try {
    const [source, target] = [join(folder, 'page'), join(folder, 'read')]
    await writeFile(source, picture)
    const result = await runTool(tesseract, {
      args: [source, target, ...options, 'txt', 'tsv'],
      environment: { OMP_THREAD_LIMIT: '1' },
      timeoutMs: PAGE_TIMEOUT_MS,
    })
    if (result.code !== 0) {
      throw new Error(
        `Tesseract ${result.end} (${result.signal ?? `code ${result.code}`}): ${result.stderr.slice(-300)}`,
      )
    }
    const [tsv, text] = await Promise.all([readFile(`${target}.tsv`, 'utf8'), readFile(`${target}.txt`, 'utf8')])
    const printed = text.split(/[\n\f]/).filter((line) => line.trim() !== '')
    return parseTsv(tsv).map((page) => readPage(page, printed))
  } finally {
    await rm(folder, { recursive: true, force: true, maxRetries: 2 }).catch(() => {})
  }
}

/** Takes the page's lines off `printed`, in which they stand in the same order. */
function readPage(page: RecognisedPage, printed: string[]): ReadPage {
  const lines = page.lines.map((line) => runsOf(line, printed.shift()))
  return { width: page.width, height: page.height, lines, confidence: meanConfidence(page) }
}

function isLatin(pages: readonly ReadPage[]): boolean {
  const text = pages.flatMap(({ lines }) => lines.flat().map((run) => run.text)).join('')
  const [han, latin] = [/\p{Script=Han}/gu, /\p{Script=Latin}/gu].map((pattern) => text.match(pattern)?.length ?? 0)
  return han !== undefined && latin !== undefined && latin > 0 && han < MIN_HAN_SHARE * (han + latin)
}
