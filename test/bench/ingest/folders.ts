import { mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { makeDocx, paragraph } from '../../helpers/fixtures/docx.ts'
import { linesOf, makePdf } from '../../helpers/fixtures/pdf.ts'
import { makePptx } from '../../helpers/fixtures/pptx.ts'
import { makeXlsx } from '../../helpers/fixtures/xlsx.ts'
import { makeZip } from '../../helpers/fixtures/zip.ts'
import { madeUpNote, madeUpParagraph, madeUpSentence } from './made-up.ts'

/** Files of one format; `pages` of them all together, where the format has pages. */
export type FormatFolder = { format: string; files: number; bytes: number; pages: number; folder: string }

type Make = (seed: number) => Promise<Uint8Array | string> | Uint8Array | string

const PAGES_OF_A_PDF = 10
const LINES_OF_A_PAGE = 36
const CHARACTERS = 6_000

const mail = (seed: number) =>
  [
    `From: a${seed}@example.com`,
    'To: b@example.com',
    `Subject: =?utf-8?B?${Buffer.from(`割接安排${seed}`).toString('base64')}?=`,
    'Date: Thu, 05 Feb 2026 09:30:00 +0800',
    'Content-Type: text/plain; charset=utf-8',
    'Content-Transfer-Encoding: 8bit',
    '',
    madeUpNote(seed, CHARACTERS),
  ].join('\r\n')

const rowsOf = (seed: number) =>
  Array.from({ length: 60 }, (_, at) => [
    `${at + 1}`,
    madeUpSentence(seed * 61 + at),
    madeUpSentence(seed + at * 7),
    '已处理',
  ])
const HEADER = ['序号', '现象', '处理', '状态']

const html = (seed: number) =>
  `<!doctype html><html><head><meta charset="utf-8"><title>复盘${seed}</title></head><body>${madeUpNote(
    seed,
    CHARACTERS,
  )
    .split('\n\n')
    .map((part) => (part.startsWith('#') ? `<h2>${part.replace(/^#+ /, '')}</h2>` : `<p>${part}</p>`))
    .join('')}</body></html>`

const slides: Make = (seed) =>
  makePptx((deck) => {
    for (let at = 0; at < 20; at++) {
      const slide = deck.addSlide()
      slide.addText(`第${at + 1}页 要点`, { x: 0.5, y: 0.3, w: 9, h: 0.8, fontSize: 28 })
      slide.addText(madeUpParagraph(seed * 41 + at), { x: 0.5, y: 1.4, w: 9, h: 3, fontSize: 14 })
      slide.addNotes(madeUpSentence(seed + at))
    }
  })

const FORMATS: { format: string; ending: string; files: number; pages?: number; make: Make }[] = [
  { format: 'Markdown', ending: 'md', files: 400, make: (seed) => madeUpNote(seed, CHARACTERS) },
  { format: 'text', ending: 'txt', files: 400, make: (seed) => madeUpNote(seed, CHARACTERS).replaceAll('#', '') },
  { format: 'HTML', ending: 'html', files: 400, make: html },
  {
    format: 'CSV',
    ending: 'csv',
    files: 200,
    make: (seed) => [HEADER, ...rowsOf(seed)].map((row) => row.join(',')).join('\n'),
  },
  { format: 'e-mail', ending: 'eml', files: 200, make: mail },
  {
    format: 'Word',
    ending: 'docx',
    files: 120,
    make: (seed) =>
      makeDocx(
        madeUpNote(seed, CHARACTERS)
          .split('\n\n')
          .map((part) => paragraph(part)),
      ),
  },
  { format: 'PowerPoint', ending: 'pptx', files: 60, pages: 20, make: slides },
  {
    format: 'Excel',
    ending: 'xlsx',
    files: 120,
    make: (seed) => makeXlsx({ 清单: (sheet) => void sheet.addRows([HEADER, ...rowsOf(seed)]) }),
  },
  {
    format: 'PDF',
    ending: 'pdf',
    files: 40,
    pages: PAGES_OF_A_PDF,
    make: (seed) =>
      makePdf(
        Array.from({ length: PAGES_OF_A_PDF }, (_, page) =>
          linesOf(
            Array.from({ length: LINES_OF_A_PAGE }, (_, at) =>
              madeUpSentence(seed * 997 + page * 53 + at).slice(0, 36),
            ),
          ),
        ),
      ),
  },
  {
    format: 'ZIP of Markdown',
    ending: 'zip',
    files: 4,
    make: (seed) =>
      makeZip(
        Object.fromEntries(
          Array.from({ length: 100 }, (_, at) => [`${at}.md`, madeUpNote(seed * 101 + at, CHARACTERS)]),
        ),
      ),
  },
]

/** Writes a folder for each format. */
export async function writeFormatFolders(home: string): Promise<FormatFolder[]> {
  const folders: FormatFolder[] = []
  for (const { format, ending, files, pages = 0, make } of FORMATS) {
    const folder = join(home, ending)
    mkdirSync(folder)
    let bytes = 0
    for (let at = 0; at < files; at++) {
      const content = Buffer.from(await make(at))
      bytes += content.byteLength
      writeFileSync(join(folder, `${at}.${ending}`), content)
    }
    folders.push({ format, files, bytes, pages: pages * files, folder })
  }
  return folders
}

/** Writes `files` notes of about `characters` characters each, a hundred to a folder. */
export function writeNotes(folder: string, files: number, characters: number): number {
  let bytes = 0
  for (let at = 0; at < files; at++) {
    const place = join(folder, `${Math.floor(at / 100)}`)
    if (at % 100 === 0) mkdirSync(place, { recursive: true })
    const content = madeUpNote(at, characters)
    bytes += Buffer.byteLength(content)
    writeFileSync(join(place, `${at}.md`), content)
  }
  return bytes
}
