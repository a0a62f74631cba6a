const POOR_CONFIDENCE = 60
const NAMED_RUNS = 20

/** What to know of pages that were read by text recognition; `confidence`: 0 to 100. */
export function recognitionWarnings(pages: readonly { page: number; confidence: number }[]): string[] {
  const poor = pages.filter(({ confidence }) => confidence < POOR_CONFIDENCE)
  return [
    ...(pages.length > 0
      ? [`Pages without a text layer, read by text recognition: ${listPages(pages)}. Check names and numbers.`]
      : []),
    ...(poor.length > 0 ? [`Pages that text recognition could hardly read: ${listPages(poor)}.`] : []),
  ]
}

/** Numbers of pages in ascending order, runs of three and more as `4-9`. */
export function listPages(pages: readonly { page: number }[]): string {
  const runs: [first: number, last: number][] = []
  for (const { page } of pages) {
    const run = runs.at(-1)
    if (run && page === run[1] + 1) run[1] = page
    else runs.push([page, page])
  }
  const named = runs.map(([first, last]) => {
    if (last - first > 1) return `${first}-${last}`
    return last > first ? `${first}, ${last}` : `${first}`
  })
  const more = named.length - NAMED_RUNS
  return more > 0 ? `${named.slice(0, NAMED_RUNS).join(', ')} …` : named.join(', ')
}
