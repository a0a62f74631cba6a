/** A box in pixels from the upper left corner. */
export type PixelBox = { left: number; top: number; width: number; height: number }
export type RecognisedWord = PixelBox & { text: string /** 0 to 100. */; confidence: number }
export type RecognisedLine = PixelBox & { words: RecognisedWord[] }
export type RecognisedPage = { width: number; height: number; lines: RecognisedLine[] }

const LEVEL = { page: 1, line: 4, word: 5 } as const

/**
 * What Tesseract writes as TSV: a row for each page, block, paragraph, line and word with its box, words with their text
 * and confidence. Lines in which nothing was read, such as rulings, are left out.
 */
export function parseTsv(tsv: string): RecognisedPage[] {
  const pages: RecognisedPage[] = []
  for (const row of tsv.split('\n').slice(1)) {
    const fields = row.split('\t')
    const [level, , , , , , left, top, width, height, confidence] = fields.map(Number)
    const [page, text] = [pages.at(-1), fields[11]?.trim() ?? '']
    if (left === undefined || top === undefined || width === undefined || height === undefined) continue
    const box = { left, top, width, height }
    if (level === LEVEL.page) pages.push({ width, height, lines: [] })
    else if (level === LEVEL.line) page?.lines.push({ ...box, words: [] })
    else if (level === LEVEL.word && text !== '') {
      page?.lines.at(-1)?.words.push({ ...box, text, confidence: confidence ?? 0 })
    }
  }
  return pages.map((page) => ({ ...page, lines: page.lines.filter(({ words }) => words.length > 0) }))
}

/** The mean of what Tesseract thinks of its words, by their length; 100 where there are none. */
export function meanConfidence({ lines }: RecognisedPage): number {
  const words = lines.flatMap((line) => line.words)
  const letters = words.reduce((sum, { text }) => sum + text.length, 0)
  if (letters === 0) return 100
  return words.reduce((sum, { text, confidence }) => sum + confidence * text.length, 0) / letters
}
