import { isCjk } from '../clean-text.ts'
import type { PixelBox, RecognisedLine, RecognisedWord } from './ocr-tsv.ts'

/** What stands in one place of a line: all of it, or the part between two wide gaps or rulings. */
export type RecognisedRun = PixelBox & { text: string }

const RULING = /^[|｜丨│┃]+$/
/** Between two words of one run, in letter heights. Boxes of Chinese words are wrong by up to a letter. */
const WIDE_GAP = 2
const FULL_WIDTH: Readonly<Record<string, string>> = { ',': '，', ';': '；', ':': '：', '?': '？', '!': '！' }

/** A word with what stands before it as it was printed. */
type SpacedWord = RecognisedWord & { isSpaced: boolean }

/**
 * The runs of a line from left to right. `printed` is the line as Tesseract's plain text has it: that one knows where
 * spaces are, which a list of words does not, Chinese words having none between them.
 */
export function runsOf(line: RecognisedLine, printed: string | undefined): RecognisedRun[] {
  const runs: SpacedWord[][] = [[]]
  for (const word of spacedWords(line.words, printed)) {
    const run = runs.at(-1)
    const before = run?.at(-1)
    if (RULING.test(word.text)) runs.push([])
    else if (before && word.left - (before.left + before.width) > WIDE_GAP * line.height) runs.push([word])
    else run?.push(word)
  }
  const filled = runs.filter((words) => words.length > 0)
  return filled.map((words, at) => {
    const box = boxAround(words, line, { isFirst: at === 0, isLast: at === filled.length - 1 })
    return { ...box, text: restorePunctuation(textOf(words)) }
  })
}

function spacedWords(words: readonly RecognisedWord[], printed: string | undefined): SpacedWord[] {
  const compact = words.map(({ text }) => text).join('')
  const isKnown = printed !== undefined && printed.replace(/\s+/g, '') === compact.replace(/\s+/g, '')
  let at = 0
  return words.map((word, index): SpacedWord => {
    if (!isKnown) return { ...word, isSpaced: !isCjk(words[index - 1]?.text.at(-1)) && !isCjk(word.text[0]) }
    const begins = at + (/^\s*/.exec(printed.slice(at))?.[0].length ?? 0)
    const isSpaced = begins > at
    at = begins + word.text.length
    return { ...word, isSpaced }
  })
}

function textOf(words: readonly SpacedWord[]): string {
  return words.reduce((text, word) => {
    const isInside = isCjk(text.at(-1)) && isCjk(word.text[0])
    return text + (text === '' || isInside || !word.isSpaced ? '' : ' ') + word.text
  }, '')
}

/** Tesseract gives full-width marks as half-width ones, which Chinese print hardly ever has after a Chinese letter. */
function restorePunctuation(text: string): string {
  return text
    .replace(/(?<=[\p{Script=Han}”）》])\s*([,;:?!])\s*/gu, (_, mark: string) => FULL_WIDTH[mark] ?? mark)
    .replace(/\s*\(([^()]*\p{Script=Han}[^()]*)\)\s*/gu, '（$1）')
}

/** The box of a whole line is right to the point, those of single words are not: its edges count where it has them. */
function boxAround(
  words: readonly SpacedWord[],
  line: PixelBox,
  ends: { isFirst: boolean; isLast: boolean },
): PixelBox {
  const left = ends.isFirst ? line.left : Math.min(...words.map((word) => word.left))
  const right = ends.isLast ? line.left + line.width : Math.max(...words.map((word) => word.left + word.width))
  return { left, top: line.top, width: right - left, height: line.height }
}
