import { execFile } from 'node:child_process'
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { type Block, parseMarkdown, titleOf } from './markdown.ts'

const CHROMIUM = process.env.CHROMIUM ?? '/usr/bin/chromium'
const FLAGS = ['--headless=new', '--no-sandbox', '--disable-gpu', '--no-pdf-header-footer']
const OWNER = '衡渡数科 内部资料'

/** A paged PDF, printed by Chromium, with the running header and the page numbers of a real one. */
export async function makePdf(source: string, stem: string): Promise<Uint8Array> {
  const folder = await mkdtemp(join(tmpdir(), 'corpus-pdf-'))
  try {
    return await print(pageOf(parseMarkdown(source), stem), folder)
  } finally {
    await rm(folder, { recursive: true, force: true })
  }
}

async function print(html: string, folder: string): Promise<Uint8Array> {
  const page = join(folder, 'page.html')
  const pdf = join(folder, 'page.pdf')
  await writeFile(page, html)
  const flags = [...FLAGS, `--user-data-dir=${join(folder, 'profile')}`, `--print-to-pdf=${pdf}`]
  await promisify(execFile)(CHROMIUM, [...flags, `file://${page}`])
  return readFile(pdf)
}

function pageOf(blocks: Block[], stem: string): string {
  const title = titleOf(blocks, stem)
  const head = `<meta charset="utf-8"><title>${escapeHtml(title)}</title><style>${styleFor(title)}</style>`
  return `<!doctype html><html lang="zh-CN"><head>${head}</head><body>${blocks.map(htmlOf).join('\n')}</body></html>`
}

function styleFor(title: string): string {
  const running = title.replace(/["\\<]/g, '')
  return `
    @page { size: A4; margin: 22mm 18mm;
      @top-left { content: "${running}"; font-size: 9pt; color: #555 }
      @top-right { content: "${OWNER}"; font-size: 9pt; color: #555 }
      @bottom-center { content: "第 " counter(page) " 页 共 " counter(pages) " 页"; font-size: 9pt } }
    body { font: 10.5pt/1.6 "Noto Serif CJK SC", serif }
    h1 { font-size: 18pt; text-align: center }
    table { border-collapse: collapse; width: 100%; margin: 8pt 0 }
    th, td { border: 1px solid #666; padding: 3pt 5pt; vertical-align: top; text-align: left }
    tr { break-inside: avoid }`
}

function htmlOf(block: Block): string {
  switch (block.kind) {
    case 'heading':
      return `<h${block.level}>${escapeHtml(block.text)}</h${block.level}>`
    case 'paragraph':
      return `<p>${escapeHtml(block.text)}</p>`
    case 'list':
      return wrap(block.ordered ? 'ol' : 'ul', block.items.map((item) => wrap('li', escapeHtml(item.text))).join(''))
    case 'table':
      return wrap('table', block.rows.map(rowOf).join(''))
  }
}

function rowOf(cells: string[], row: number): string {
  return wrap('tr', cells.map((cell) => wrap(row === 0 ? 'th' : 'td', escapeHtml(cell))).join(''))
}

function wrap(tag: string, inner: string): string {
  return `<${tag}>${inner}</${tag}>`
}

function escapeHtml(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;')
}
