const WINDOW_MS = 15_000

/** How fast work goes now, and how long the rest takes at that. */
export type Pace = { perSecond: number; leftMs: number }

/** How far work was, at a few moments of the last while; `at` in milliseconds. */
export type Steps = readonly { at: number; done: number }[]

/** The steps with one more: those of the last quarter of a minute, or since the last progress where that is longer ago. */
export function addStep(steps: Steps, at: number, done: number): Steps {
  const last = steps.at(-1)
  if (last && done < last.done) return [{ at, done }]
  const all = last && done === last.done ? steps : [...steps, { at, done }]
  const from = all.findIndex((_, index) => {
    const next = all[index + 1]
    return next === undefined || next.at >= at - WINDOW_MS || next.done === done
  })
  return all.slice(Math.max(0, from))
}

/** The pace of the steps; undefined before it is known. `total`: what `done` comes to in the end. */
export function paceOf(steps: Steps, at: number, total: number): Pace | undefined {
  const [first, last] = [steps[0], steps.at(-1)]
  if (!first || !last || last.done === first.done || at <= first.at) return undefined
  const perSecond = ((last.done - first.done) / (at - first.at)) * 1_000
  return { perSecond, leftMs: (Math.max(0, total - last.done) / perSecond) * 1_000 }
}
