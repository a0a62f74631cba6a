/** Code points that take two columns (East Asian Width W and F), as ranges with inclusive ends. */
const WIDE_RANGES: readonly (readonly [number, number])[] = [
  [0x1100, 0x115f],
  [0x2e80, 0x303e],
  [0x3041, 0x33ff],
  [0x3400, 0x4dbf],
  [0x4e00, 0xa4cf],
  [0xa960, 0xa97f],
  [0xac00, 0xd7a3],
  [0xf900, 0xfaff],
  [0xfe10, 0xfe19],
  [0xfe30, 0xfe6f],
  [0xff00, 0xff60],
  [0xffe0, 0xffe6],
  [0x1f300, 0x1f64f],
  [0x1f680, 0x1f6ff],
  [0x1f900, 0x1f9ff],
  [0x20000, 0x3fffd],
]

const NO_COLUMN = /[\p{Mn}\p{Me}\p{Cf}]/u
/** A run of blanks, a Latin word or a single wide character, each with the closing marks that must not start a line. */
const UNITS = /\s+|(?:[\u0021-\u2e7f]+|.)[，。、；：？！”’）》】」』〉…]*/gu

function characterWidth(character: string): number {
  const code = character.codePointAt(0) ?? 0
  if (code < 0x1100) return NO_COLUMN.test(character) ? 0 : 1
  if (WIDE_RANGES.some(([first, last]) => code >= first && code <= last)) return 2
  return NO_COLUMN.test(character) ? 0 : 1
}

/** Columns that a line takes in a terminal; a Chinese character takes two. */
export function displayWidth(text: string): number {
  let width = 0
  for (const character of text) width += characterWidth(character)
  return width
}

function headOf(text: string, width: number): string {
  let used = 0
  let head = ''
  for (const character of text) {
    used += characterWidth(character)
    if (used > width && head !== '') return head
    head += character
  }
  return head
}

/** The text cut to `width` columns, with an ellipsis where something was cut. */
export function truncateText(text: string, width: number): string {
  if (displayWidth(text) <= width) return text
  return width <= 1 ? '…' : `${headOf(text, width - 1)}…`
}

function wrapLine(line: string, width: number): string[] {
  const lines: string[] = []
  let current = ''
  const push = (unit: string) => {
    let rest = unit
    while (displayWidth(rest) > width) {
      const head = headOf(rest, width)
      if (head === rest) break
      lines.push(head)
      rest = rest.slice(head.length)
    }
    current = rest
  }
  for (const [unit] of line.matchAll(UNITS)) {
    if (displayWidth(current + unit) <= width) current += unit
    else {
      if (current.trim() !== '') lines.push(current.trimEnd())
      push(unit.trimStart())
    }
  }
  if (current.trim() !== '') lines.push(current.trimEnd())
  return lines.length === 0 ? [''] : lines
}

/** Breaks text into lines of at most `width` columns: between words, and between any two Chinese characters. */
export function wrapText(text: string, width: number): string[] {
  return text.split('\n').flatMap((line) => wrapLine(line, Math.max(2, width)))
}
