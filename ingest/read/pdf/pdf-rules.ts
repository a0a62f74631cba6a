import type { PDFDocumentProxy, PDFPageProxy } from 'pdfjs-dist'
import { multiply } from './pdf-matrix.ts'
import { pdfData } from './pdf-open.ts'
import type { TextItem } from './pdf-segments.ts'

/** A straight line across or down the page as it is shown, in points: at `at`, from `from` to `to`. */
export type Rule = { isVertical: boolean; at: number; from: number; to: number }

/** Lines and rectangles that are thicker than this are areas. */
const MAX_THICKNESS = 3
const MIN_LENGTH = 5
/** Drawings, which have more, hold no tables. */
const MAX_RULES = 5_000
const COLUMN_GAP = 0.85

/** What draws one piece of a path in pdf.js: `moveTo x y`, `lineTo x y`, two kinds of curves, `closePath`. */
const PATH_ARGUMENTS: readonly number[] = [2, 2, 6, 4, 0]
const [MOVE, LINE, CLOSE] = [0, 1, 4]

/** Whether anything on the page stands beside something else, as the cells of a table do. */
export function hasColumns(items: readonly TextItem[]): boolean {
  const ends = new Map<number, { from: number; to: number }>()
  for (const { str, width, transform } of items) {
    if (str.trim() === '') continue
    const [, , c = 0, d = 0, x = 0, y = 0] = transform
    const line = Math.round(y / 2)
    const before = ends.get(line)
    const gap = COLUMN_GAP * Math.hypot(c, d) * 0.5
    if (before && (x > before.to + gap || x + width < before.from - gap)) return true
    ends.set(line, { from: Math.min(before?.from ?? x, x), to: Math.max(before?.to ?? x, x + width) })
  }
  return false
}

export type RuleReader = {
  /** The lines that are drawn on a page, 1-based: strokes, thin rectangles, the edges of stroked ones; none in doubt. */
  read: (page: number) => Promise<Rule[]>
  close: () => Promise<void>
}

/** Opens a PDF a second time, when first asked: the build of pdf.js that reads text fails on drawings in Node 20. */
export function openRules(bytes: Uint8Array): RuleReader {
  let opened: Promise<PDFDocumentProxy> | undefined
  async function open(): Promise<PDFDocumentProxy> {
    const { getDocument } = await import('pdfjs-dist/legacy/build/pdf.mjs')
    return getDocument({ data: new Uint8Array(bytes), isEvalSupported: false, verbosity: 0, ...pdfData() }).promise
  }
  return {
    read: async (number) => {
      opened ??= open()
      try {
        const page = await (await opened).getPage(number)
        const rules = await rulesOn(page)
        page.cleanup()
        return rules
      } catch {
        return []
      }
    },
    close: async () => {
      await opened?.then((pdf) => pdf.destroy()).catch(() => undefined)
    },
  }
}

async function rulesOn(page: PDFPageProxy): Promise<Rule[]> {
  const { OPS } = await import('pdfjs-dist/legacy/build/pdf.mjs')
  const { fnArray, argsArray } = await page.getOperatorList()
  const stroking = new Set([OPS.stroke, OPS.closeStroke, OPS.fillStroke, OPS.eoFillStroke, OPS.closeFillStroke])
  const filling = new Set([OPS.fill, OPS.eoFill])
  const rules: Rule[] = []
  const saved: number[][] = []
  let matrix: number[] = [...page.getViewport({ scale: 1 }).transform]
  for (const [at, operator] of fnArray.entries()) {
    const args: unknown = argsArray[at]
    if (operator === OPS.save || operator === OPS.paintFormXObjectBegin) saved.push(matrix)
    if (operator === OPS.restore || operator === OPS.paintFormXObjectEnd) matrix = saved.pop() ?? matrix
    if (operator === OPS.transform) matrix = multiply(matrix, numbersOf(args))
    if (operator === OPS.paintFormXObjectBegin && Array.isArray(args)) matrix = multiply(matrix, numbersOf(args[0]))
    if (operator !== OPS.constructPath || !Array.isArray(args)) continue
    const [painted, data] = args
    const isStroked = stroking.has(painted)
    if (isStroked || filling.has(painted)) rules.push(...rulesOf(pathsOf(data, matrix), isStroked))
    if (rules.length > MAX_RULES) return []
  }
  return rules
}

type Point = { x: number; y: number }

function numbersOf(value: unknown): number[] {
  const numbers = value instanceof Float32Array || Array.isArray(value) ? [...value] : []
  return numbers.every((number) => typeof number === 'number') ? numbers : []
}

/** The corners of each stretch of a path, on the page as it is shown; stretches with curves are left out. */
function pathsOf(data: unknown, matrix: readonly number[]): Point[][] {
  const numbers = numbersOf(Array.isArray(data) ? data[0] : data)
  const paths: Point[][] = []
  let path: Point[] = []
  for (let at = 0; at < numbers.length; ) {
    const operation = numbers[at] ?? CLOSE
    const [x = 0, y = 0] = numbers.slice(at + 1, at + 3)
    if (operation === MOVE) {
      path = []
      paths.push(path)
    }
    if (operation === MOVE || operation === LINE) path.push(place(x, y, matrix))
    else if (operation === CLOSE && path[0]) path.push(path[0])
    else path.length = 0
    at += 1 + (PATH_ARGUMENTS[operation] ?? 0)
  }
  return paths
}

function place(x: number, y: number, [a = 1, b = 0, c = 0, d = 1, e = 0, f = 0]: readonly number[]): Point {
  return { x: a * x + c * y + e, y: b * x + d * y + f }
}

function rulesOf(paths: readonly Point[][], isStroked: boolean): Rule[] {
  return paths.flatMap((path) => {
    const [xs, ys] = [path.map(({ x }) => x), path.map(({ y }) => y)]
    const whole = ruleBetween({ x: Math.min(...xs), y: Math.min(...ys) }, { x: Math.max(...xs), y: Math.max(...ys) })
    if (whole || !isStroked) return whole ?? []
    return path.slice(1).flatMap((point, at) => ruleBetween(path[at] ?? point, point) ?? [])
  })
}

function ruleBetween(a: Point, b: Point): Rule | undefined {
  const [width, height] = [Math.abs(a.x - b.x), Math.abs(a.y - b.y)]
  if (width <= MAX_THICKNESS && height >= MIN_LENGTH) {
    return { isVertical: true, at: (a.x + b.x) / 2, from: Math.min(a.y, b.y), to: Math.max(a.y, b.y) }
  }
  if (height <= MAX_THICKNESS && width >= MIN_LENGTH) {
    return { isVertical: false, at: (a.y + b.y) / 2, from: Math.min(a.x, b.x), to: Math.max(a.x, b.x) }
  }
  return undefined
}
