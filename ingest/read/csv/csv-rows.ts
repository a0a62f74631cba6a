const QUOTE = '"'
/** No spreadsheet program keeps a longer value in one cell. */
const LONGEST_QUOTED = 32_767
const SHORTEST_LIMIT = 256

/**
 * The rows of a text as RFC 4180 has them, and as programs have them besides: rows of any length, quotes inside unquoted
 * values, a quote in a quoted value that is not doubled. A quote that is opened and not closed counts for itself, so
 * that it takes no rows with it.
 */
export function* splitRows(text: string, delimiter: string): Generator<string[]> {
  const scan = valueScanner(text, delimiter)
  let row: string[] = []
  for (let at = 0; at < text.length; ) {
    const { value, end } = scan(at)
    row.push(value)
    if (text[end] === delimiter) {
      at = end + 1
      if (at === text.length) row.push('')
    } else {
      yield row
      row = []
      at = text[end] === '\r' && text[end + 1] === '\n' ? end + 2 : end + 1
    }
  }
  if (row.length > 0) yield row
}

/** A value and the offset of what ends it: the delimiter, a line's end, or the text's. */
type ScannedValue = { value: string; end: number }

function valueScanner(text: string, delimiter: string): (start: number) => ScannedValue {
  const plainEnd = new RegExp(`[\r\n${delimiter}]`, 'g')
  const isEnd = (at: number) => at >= text.length || text[at] === delimiter || text[at] === '\n' || text[at] === '\r'

  function scanPlain(start: number): ScannedValue {
    plainEnd.lastIndex = start
    const end = plainEnd.exec(text)?.index ?? text.length
    return { value: text.slice(start, end), end }
  }

  // Halved each time that a quote is not closed within it: a text full of such quotes is not searched over and over.
  let limit = LONGEST_QUOTED

  function scanQuoted(start: number): ScannedValue | undefined {
    let seen = start
    for (let at = text.indexOf(QUOTE, start); at >= 0 && at - start <= limit; at = text.indexOf(QUOTE, at)) {
      if (text[at + 1] === QUOTE) {
        at += 2
        continue
      }
      let end = at + 1
      while (text[end] === ' ') end += 1
      if (isEnd(end)) return { value: text.slice(start, at).replaceAll('""', QUOTE), end }
      if (/[\r\n]/.test(text.slice(seen, at))) return undefined
      seen = at
      at += 1
    }
    limit = Math.max(SHORTEST_LIMIT, limit / 2)
    return undefined
  }

  return (start) => {
    let from = start
    while (text[from] === ' ') from += 1
    return (text[from] === QUOTE ? scanQuoted(from + 1) : undefined) ?? scanPlain(start)
  }
}
