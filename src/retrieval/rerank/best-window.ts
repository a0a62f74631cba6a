/** Ends of sentences; a line is one, too. */
const SENTENCE_END = /[。！？!?；;\n]+/g
const SENTENCES_PER_WINDOW = 2

function sentenceStarts(text: string, from: number): number[] {
  const starts = [from]
  SENTENCE_END.lastIndex = from
  for (let end = SENTENCE_END.exec(text); end; end = SENTENCE_END.exec(text)) starts.push(end.index + end[0].length)
  return starts
}

function sentenceOf(starts: readonly number[], place: number): number {
  let low = 0
  let high = starts.length - 1
  while (low < high) {
    const middle = (low + high + 1) >> 1
    if ((starts[middle] ?? 0) <= place) low = middle
    else high = middle - 1
  }
  return low
}

/**
 * The most that the terms found in two sentences running add up to, each counted once: a passage that speaks of
 * everything in one place answers better than one that speaks of it all over.
 *
 * @param found offsets and worth of each term.
 */
export function bestWindow(
  text: string,
  from: number,
  found: readonly { places: readonly number[]; worth: number }[],
): number {
  const starts = sentenceStarts(text, from)
  const sums = new Float64Array(starts.length)
  for (const { places, worth } of found) {
    let counted = -1
    for (const place of places) {
      if (place < from) continue
      const sentence = sentenceOf(starts, place)
      for (let window = Math.max(counted + 1, sentence - SENTENCES_PER_WINDOW + 1, 0); window <= sentence; window++) {
        sums[window] = (sums[window] ?? 0) + worth
        counted = window
      }
    }
  }
  return Math.max(0, ...sums)
}
