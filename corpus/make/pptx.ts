import PptxGenJS from 'pptxgenjs'
import { type Block, parseMarkdown, type Section, sectionsOf, titleOf } from './markdown.ts'

// The package ships ES code but CommonJS typings: at run time the default export is the class itself.
const Presentation = PptxGenJS as unknown as typeof PptxGenJS.default

type Deck = InstanceType<typeof Presentation>
type Slide = ReturnType<Deck['addSlide']>
type Line = { text: string; options: LineOptions }
type LineOptions = { bold?: boolean; bullet?: boolean | { type: 'number' }; indentLevel?: number; breakLine?: boolean }
type TextBlock = Exclude<Block, { kind: 'table' }>

const FONT = 'Microsoft YaHei'
const NOTES = /^notes\s*[:：]\s*/i
const LEFT = 0.5
const WIDTH = 12.3
const BODY_TOP = 1.2
const BODY_HEIGHT = 5.9

/** A slide deck: `# ` is the title slide, every `## ` a slide, a line `Notes: …` its speaker note. */
export async function makePptx(source: string, stem: string): Promise<Uint8Array> {
  const blocks = parseMarkdown(source)
  const deck = new Presentation()
  deck.layout = 'LAYOUT_WIDE'
  deck.title = titleOf(blocks, stem)
  deck.company = '衡渡数科'
  addTitleSlide(deck, blocks, stem)
  for (const section of sectionsOf(blocks)) addSlide(deck, section)
  const bytes = await deck.write({ outputType: 'nodebuffer' })
  if (!(bytes instanceof Uint8Array)) throw new Error(`${stem}: the deck did not come back as bytes`)
  return bytes
}

function addTitleSlide(deck: Deck, blocks: Block[], stem: string): void {
  const end = blocks.findIndex((block) => block.kind === 'heading' && block.level === 2)
  const opening = blocks.slice(0, end < 0 ? undefined : end).filter((block) => !isTitle(block))
  const slide = deck.addSlide()
  slide.addText(titleOf(blocks, stem), { x: LEFT, y: 2, w: WIDTH, h: 1.4, fontSize: 36, bold: true, fontFace: FONT })
  addContent(slide, opening, 3.6)
}

function addSlide(deck: Deck, section: Section): void {
  const slide = deck.addSlide()
  slide.addText(section.title, { x: LEFT, y: 0.3, w: WIDTH, h: 0.8, fontSize: 26, bold: true, fontFace: FONT })
  addContent(slide, section.blocks, BODY_TOP)
}

/** Words above, tables below, speaker notes out of sight. */
function addContent(slide: Slide, blocks: Block[], top: number): void {
  const notes = blocks.filter(isNote).map((block) => block.text.replace(NOTES, ''))
  if (notes.length > 0) slide.addNotes(notes.join('\n'))
  const tables = blocks.filter((block) => block.kind === 'table')
  const words = blocks.filter((block): block is TextBlock => block.kind !== 'table' && !isNote(block))
  const room = BODY_TOP + BODY_HEIGHT - top
  const share = tables.length === 0 ? room : words.length === 0 ? 0 : room / 2
  if (words.length > 0) addWords(slide, words, top, share)
  for (const [at, table] of tables.entries()) {
    addTable(slide, table.rows, top + share + (at * (room - share)) / tables.length)
  }
}

function addWords(slide: Slide, blocks: TextBlock[], y: number, h: number): void {
  const lines = blocks.flatMap(linesOf)
  const fontSize = lines.length > 12 ? 12 : lines.length > 7 ? 14 : 18
  slide.addText(lines, { x: LEFT, y, w: WIDTH, h, fontSize, fontFace: FONT, valign: 'top', fit: 'shrink' })
}

function linesOf(block: TextBlock): Line[] {
  if (block.kind !== 'list') return [line(block.text, { bold: block.kind === 'heading' })]
  const bullet = block.ordered ? { type: 'number' as const } : true
  return block.items.map((item) => line(item.text, { bullet, indentLevel: item.depth }))
}

function line(text: string, options: LineOptions): Line {
  return { text, options: { ...options, breakLine: true } }
}

function addTable(slide: Slide, rows: string[][], y: number): void {
  const cells = rows.map((row, at) => row.map((text) => ({ text, options: { bold: at === 0 } })))
  const border = { type: 'solid' as const, pt: 1, color: '999999' }
  slide.addTable(cells, { x: LEFT, y, w: WIDTH, fontSize: 12, fontFace: FONT, border })
}

function isNote(block: Block): block is Extract<Block, { kind: 'paragraph' }> {
  return block.kind === 'paragraph' && NOTES.test(block.text)
}

function isTitle(block: Block): boolean {
  return block.kind === 'heading' && block.level === 1
}
