import { cleanText, isCjk } from '../clean-text.ts'
import { restoreIdeographs } from './cjk-radicals.ts'
import type { RuledGrid } from './pdf-grids.ts'
import { multiply } from './pdf-matrix.ts'
import type { Rule } from './pdf-rules.ts'
import { isWalledOff, splitAtWalls } from './pdf-walls.ts'

/** A run of text on one baseline without a wide gap. Coordinates in points, `y` downwards from the top of the page. */
export type Segment = {
  text: string
  x0: number
  x1: number
  /** Where the words begin: behind the bullet or number, if the segment starts with one. */
  textX: number
  y: number
  size: number
  page: number
  /** What the line was put together from, where gaps too wide for a word space part it: its text with a space between. */
  parts?: Segment[]
}

/** The part of a pdf.js text item that is used. */
export type TextItem = { str: string; width: number; transform: readonly number[] }
export type PageBox = {
  page: number
  width: number
  height: number /** pdf.js's viewport at scale 1. */
  transform: readonly number[]
  /** Lines drawn on the page as it is shown; words on both sides of one do not belong together. */
  rules?: readonly Rule[]
}

/** A text item where it stands on the page as it is shown. */
export type Placed = { text: string; x: number; y: number; width: number; size: number; turn: Turn | undefined }
/** The direction of writing as a unit vector. */
type Turn = '1,0' | '0,1' | '-1,0' | '0,-1'

const CELL_GAP = 0.85
/** Printers of Chinese pull full-width punctuation together by half a character. */
const MAX_KERNING = 0.7
const BULLETS = '•●○■□◆◇▪▫◦‣∙·➢✓✔★※'
export const MARKER = new RegExp(
  `^(?:[${BULLETS}]|[-–—](?=\\s|$)|\\d{1,3}[.)、．](?!\\d)|[(（]\\d{1,3}[)）]|[①-⑳])\\s*`,
)

/** A page as pdf.js shows it at scale 1, in points, and the direction in which most of it is written. */
export type PageFrame = { width: number; height: number; turn: Turn }

export type PdfPage = {
  segments: Segment[]
  /** Of the page turned upright. */
  height: number
  frame: PageFrame
  /** Of a page that is written upright: the tables that are drawn on it. */
  grids?: readonly RuledGrid[]
}

/** The page's text in the order of its content stream, upright; writing across the page's direction is a watermark. */
export function segmentsOf(items: readonly TextItem[], box: PageBox): PdfPage {
  const walls = (box.rules ?? []).filter((rule) => rule.isVertical)
  const placed = items
    .flatMap((item) => splitAtWalls(place(item, box.transform), walls))
    .filter((item) => item.text.trim() !== '')
  const turn = mainTurn(placed)
  const { upright, height } = turnUpright(
    placed.filter((item) => item.turn === turn),
    turn,
    box,
  )
  const segments: Segment[] = []
  for (const [at, item] of upright.entries()) {
    if (upright.slice(Math.max(0, at - 3), at).some((earlier) => isSamePrint(earlier, item))) continue
    const last = segments.at(-1)
    if (last && isContinuation(last, item) && !isWalledOff(last, item, walls)) extend(last, item)
    else segments.push(segmentOf(item, box.page))
  }
  return { segments, height, frame: { width: box.width, height: box.height, turn } }
}

function place(item: TextItem, viewport: readonly number[]): Placed {
  const [a, b, c, d, e, f] = multiply(viewport, item.transform)
  const length = Math.hypot(a, b) || 1
  const [ux, uy] = [a / length, b / length]
  const isSquare = Math.abs(ux) > 0.99 || Math.abs(uy) > 0.99
  const turn = isSquare ? (`${Math.round(ux) || 0},${Math.round(uy) || 0}` as Turn) : undefined
  const text = restoreIdeographs(cleanText(item.str)).replace(/[\uF020-\uF0FF]/g, '•')
  return { text, x: e, y: f, width: item.width, size: Math.hypot(c, d), turn }
}

function mainTurn(items: Placed[]): Turn {
  const characters = new Map<Turn, number>([['1,0', 0]])
  for (const { turn, text } of items) if (turn) characters.set(turn, (characters.get(turn) ?? 0) + text.length)
  return [...characters].reduce((best, next) => (next[1] > best[1] ? next : best))[0]
}

function turnUpright(items: Placed[], turn: Turn, { width, height }: PageBox): { upright: Placed[]; height: number } {
  if (turn === '1,0') return { upright: items, height }
  const upright = items.map((item) => {
    if (turn === '0,1') return { ...item, x: item.y, y: width - item.x }
    if (turn === '0,-1') return { ...item, x: height - item.y, y: item.x }
    return { ...item, x: width - item.x, y: height - item.y }
  })
  return { upright, height: turn === '-1,0' ? height : width }
}

/** The same words printed twice with a tiny shift, which is how some programs make bold letters. */
function isSamePrint(a: Placed, b: Placed): boolean {
  const near = Math.max(0.3, a.size * 0.12)
  return a.text === b.text && Math.abs(a.x - b.x) < near && Math.abs(a.y - b.y) < near
}

function isContinuation(last: Segment, item: Placed): boolean {
  const size = Math.max(last.size, item.size)
  const gap = item.x - last.x1
  const isBesides = gap > -MAX_KERNING * size && gap < size * (isMarkerOnly(last.text) ? 3 : CELL_GAP)
  return isBesides && Math.abs(item.y - last.y) < size * (gap < 0.3 * size ? 0.5 : 0.25)
}

function isMarkerOnly(text: string): boolean {
  return text.replace(MARKER, '') === ''
}

function extend(segment: Segment, item: Placed): void {
  const size = Math.max(segment.size, item.size)
  const gap = item.x - segment.x1
  const [before, after] = [segment.text.at(-1), item.text.trimStart()[0]]
  const threshold = isCjk(before) && isCjk(after) ? 0.18 : 0.12
  const isMarker = isMarkerOnly(segment.text)
  if (isMarker) segment.textX = item.x
  segment.text += (isMarker || gap > threshold * size ? ' ' : '') + item.text.trim()
  segment.x1 = Math.max(segment.x1, item.x + item.width)
  segment.size = size
}

function segmentOf({ text, x, y, width, size }: Placed, page: number): Segment {
  const marker = MARKER.exec(text.trim())?.[0].length ?? 0
  const textX = marker > 0 && marker < text.length ? x + (width * marker) / text.length : x
  return { text: text.trim(), x0: x, x1: x + width, textX, y, size, page }
}
