/** Places of `words` in `text`, merged where they touch, in order; letter case is ignored. */
export function findWords(text: string, words: readonly string[]): { start: number; end: number }[] {
  const lower = text.toLowerCase()
  const found: { start: number; end: number }[] = []
  if (lower.length !== text.length) return found
  for (const word of words.map((each) => each.toLowerCase()).filter((each) => each !== '')) {
    for (let at = lower.indexOf(word); at >= 0; at = lower.indexOf(word, at + word.length)) {
      found.push({ start: at, end: at + word.length })
    }
  }
  const merged: { start: number; end: number }[] = []
  for (const span of found.sort((a, b) => a.start - b.start || b.end - a.end)) {
    const last = merged.at(-1)
    if (last && span.start <= last.end) last.end = Math.max(last.end, span.end)
    else merged.push({ ...span })
  }
  return merged
}
