/** Consecutive lines, as a range of bytes, that are in UTF-8 or in an older encoding. */
export type EncodedLines = { start: number; end: number; isUtf8: boolean }

const NEWLINE = 0x0a
/** Fewer bytes that are no UTF-8 are taken for damage. */
const LEAST_FOREIGN_BYTES = 4
/** A line with that many Chinese characters in UTF-8 is in nothing else. */
const CERTAIN_CHARACTERS = 3
/** So many times as many characters, or bytes, of the one kind as of the other make a line certain. */
const CLEAR_MAJORITY = 2

/**
 * Sorts the lines of a text that programs of two encodings have written to in turn, as logs and lists are, by what they
 * are in. Undefined where no line is certain to be in UTF-8. A line that may be either goes with the one above.
 */
export function sortLinesByEncoding(bytes: Uint8Array): EncodedLines[] | undefined {
  const runs: EncodedLines[] = []
  let isCertain = false
  for (let start = 0; start < bytes.length; ) {
    const newline = bytes.indexOf(NEWLINE, start)
    const end = newline < 0 ? bytes.length : newline + 1
    const counts = countCharacters(bytes, start, end)
    const isUtf8 = isMostlyUtf8(counts)
    isCertain ||= isUtf8 === true && counts.wide >= CERTAIN_CHARACTERS
    const last = runs.at(-1)
    if (last && (isUtf8 === undefined || last.isUtf8 === isUtf8)) last.end = end
    else runs.push({ start, end, isUtf8: isUtf8 ?? true })
    start = end
  }
  return isCertain ? runs : undefined
}

/** `wide`: characters of three bytes and more, as Chinese ones are; `foreign`: bytes that are no UTF-8. */
type Counts = { wide: number; foreign: number }

function countCharacters(bytes: Uint8Array, start: number, end: number): Counts {
  const counts = { wide: 0, foreign: 0 }
  for (let at = start; at < end; ) {
    const length = sequenceLength(bytes, at)
    if (length === 0) counts.foreign += 1
    else if (length > 2) counts.wide += 1
    at += Math.max(1, length)
  }
  return counts
}

/** Text in an older encoding hardly ever looks like wide characters. Undefined for a line that may be either. */
function isMostlyUtf8({ wide, foreign }: Counts): boolean | undefined {
  if (wide > foreign * CLEAR_MAJORITY) return true
  return foreign >= LEAST_FOREIGN_BYTES && foreign > wide * CLEAR_MAJORITY ? false : undefined
}

/** How many bytes the UTF-8 character at this place has, lone surrogates included; 0 for a byte that begins none. */
function sequenceLength(bytes: Uint8Array, at: number): number {
  const lead = bytes[at] ?? 0
  if (lead < 0x80) return 1
  const length = lead < 0xc2 ? 0 : lead < 0xe0 ? 2 : lead < 0xf0 ? 3 : lead < 0xf5 ? 4 : 0
  for (let next = at + 1; next < at + length; next++) {
    const byte = bytes[next] ?? 0
    if (byte < 0x80 || byte > 0xbf) return 0
  }
  return length
}
