/** Ends of sentences; a line is one, too. */
const SENTENCE_ENDS = new Uint8Array(0x10000)
for (const end of '。！？!?；;\n') SENTENCE_ENDS[end.charCodeAt(0)] = 1
const SENTENCES_PER_WINDOW = 2

function sentenceStarts(text: string, from: number): number[] {
  const starts = [from]
  for (let at = from; at < text.length; at++) {
    if (SENTENCE_ENDS[text.charCodeAt(at)] !== 1) continue
    while (at + 1 < text.length && SENTENCE_ENDS[text.charCodeAt(at + 1)] === 1) at++
    starts.push(at + 1)
  }
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
  if (found.length === 0) return 0
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
  let best = 0
  for (const sum of sums) if (sum > best) best = sum
  return best
}
