const WINDOW_MS = 15_000
const LEAST_STEP_MS = 250

/** How fast work goes now. `perSecond`: 0 before it is known. */
export type Pace = { perSecond: number; leftMs: number | undefined }

/**
 * Tells the pace of the last quarter of a minute, or since the last progress where that is longer ago: a slow start is
 * forgotten, and one long piece does not make the rest look endless. `now`: milliseconds of any clock that only rises.
 */
export function followPace(now: () => number): (done: number, total: number) => Pace {
  let seen: { at: number; done: number }[] = []
  return (done, total) => {
    const at = now()
    if (done < (seen.at(-1)?.done ?? 0)) seen = []
    const last = seen.at(-1)
    if (last === undefined || (at - last.at >= LEAST_STEP_MS && done > last.done)) seen.push({ at, done })
    while (seen[1] !== undefined && seen[1].at < at - WINDOW_MS && seen[1].done < done) seen.shift()
    const [first] = seen
    const spent = first === undefined ? 0 : at - first.at
    const perSecond = first === undefined || spent === 0 ? 0 : ((done - first.done) / spent) * 1_000
    return {
      perSecond,
      leftMs: perSecond > 0 && total > 0 ? (Math.max(0, total - done) / perSecond) * 1_000 : undefined,
    }
  }
}
