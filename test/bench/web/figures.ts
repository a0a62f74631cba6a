import type { CDPSession, Page } from 'playwright-core'

type Timed = { at: number; ms: number }
type Seen = {
  fcp: number
  lcp: number
  shifts: { at: number; value: number }[]
  tasks: Timed[]
  events: Timed[]
}

const LONG_TASK_MS = 50
const SESSION_MS = 5_000
const SESSION_GAP_MS = 1_000

/** What `watch-page.js` has kept until now. */
export function seenBy(page: Page): Promise<Seen> {
  return page.evaluate('watched.seen')
}

/** Now, in the page's own time. */
export function nowIn(page: Page): Promise<number> {
  return page.evaluate('performance.now()')
}

/** Time beyond 50 ms of every long task before `until`: https://web.dev/articles/tbt. */
export function blockingTime(tasks: readonly Timed[], until = Number.POSITIVE_INFINITY): number {
  return tasks.filter(({ at }) => at < until).reduce((sum, { ms }) => sum + Math.max(0, ms - LONG_TASK_MS), 0)
}

/** The worst session window of layout shifts: https://web.dev/articles/cls. */
export function layoutShift(shifts: readonly { at: number; value: number }[]): number {
  let [worst, sum, first, last] = [0, 0, 0, Number.NEGATIVE_INFINITY]
  for (const { at, value } of shifts) {
    if (at - last > SESSION_GAP_MS || at - first > SESSION_MS) [sum, first] = [0, at]
    sum += value
    last = at
    worst = Math.max(worst, sum)
  }
  return worst
}

/** The longest of what began at or after `since`, in ms; 0 without any. */
export function longestSince(timed: readonly Timed[], since: number): number {
  return timed.filter(({ at }) => at >= since).reduce((longest, { ms }) => Math.max(longest, ms), 0)
}

export type Transferred = { page: number; data: number }

/** Counts the bytes that come over the wire, headers included: of the page itself, and of what it asks the API for. */
export async function countTransfer(session: CDPSession): Promise<Transferred> {
  const counted: Transferred = { page: 0, data: 0 }
  const calls = new Set<string>()
  session.on('Network.responseReceived', ({ requestId, response }) => {
    if (new URL(response.url).pathname.startsWith('/api/')) calls.add(requestId)
  })
  session.on('Network.loadingFinished', ({ requestId, encodedDataLength }) => {
    counted[calls.has(requestId) ? 'data' : 'page'] += encodedDataLength
  })
  await session.send('Network.enable')
  return counted
}
