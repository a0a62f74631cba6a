import { fileURLToPath } from 'node:url'
import type { Browser, Page } from 'playwright-core'
import { blockingTime, countTransfer, layoutShift, longestSince, nowIn, seenBy } from './figures.ts'

/** Named figures of one scene, in the order they are shown. */
export type Figures = Record<string, string>
/** What is done on a page once it is there; `ready` waits for a selector and says when it was painted. */
type Play = (page: Page, ready: (selector: string) => Promise<number>) => Promise<Figures>

const WATCH = fileURLToPath(new URL('watch-page.js', import.meta.url))
const QUIET_MS = 1_500
const SHOWN_WITHIN_MS = 30_000
const SCROLL_FRAMES = 240
const SHORTEST_MS = 16
const DROPPED_MS = 50
/** Latin letters: Playwright sends others without key events. */
const TYPED = 'What has to be checked before a cutover, and by whom?'

const ms = (value: number) => `${Math.round(value)} ms`
const interaction = (value: number) => (value === 0 ? `under ${SHORTEST_MS} ms` : ms(value))
const kB = (bytes: number) => `${(bytes / 1_000).toFixed(0)} kB`

/** Opens an address in a browser without a cache, waits until it is quiet and plays on. */
export async function playScene(browser: Browser, address: string, firstSight: string, play?: Play): Promise<Figures> {
  const context = await browser.newContext({ viewport: { width: 1280, height: 860 }, locale: 'zh-CN' })
  try {
    const page = await context.newPage()
    await page.addInitScript({ path: WATCH })
    const transferred = await countTransfer(await context.newCDPSession(page))
    await page.goto(address, { waitUntil: 'commit' })
    const ready = (selector: string): Promise<number> =>
      page.evaluate(`watched.shown(${JSON.stringify(selector)}, ${SHOWN_WITHIN_MS})`)
    const shown = await ready(firstSight)
    await page.waitForTimeout(QUIET_MS)
    const { fcp, lcp, shifts, tasks } = await seenBy(page)
    const load = {
      'first load: page': kB(transferred.page),
      'first load: data': kB(transferred.data),
      'first contentful paint': ms(fcp),
      'largest contentful paint': ms(lcp),
      'content shown': ms(shown),
      'total blocking time': ms(blockingTime(tasks)),
      'longest task': ms(longestSince(tasks, 0)),
      'cumulative layout shift': layoutShift(shifts).toFixed(3),
    }
    const played = play ? await play(page, ready) : {}
    const whole = play ? { 'layout shift, to the end': layoutShift((await seenBy(page)).shifts).toFixed(3) } : {}
    return { ...load, ...played, ...whole }
  } finally {
    await context.close()
  }
}

async function scroll(page: Page, selector: string, direction: 'down' | 'up'): Promise<Figures> {
  const since = await nowIn(page)
  const call = `watched.scroll(${JSON.stringify(selector)}, ${SCROLL_FRAMES}, ${direction === 'up'})`
  const gaps: number[] = await page.evaluate(call)
  await page.waitForTimeout(500)
  const { tasks } = await seenBy(page)
  return {
    [`scroll ${direction}: longest frame`]: ms(Math.max(...gaps)),
    [`scroll ${direction}: frames over ${DROPPED_MS} ms`]: `${gaps.filter((gap) => gap > DROPPED_MS).length} of ${gaps.length}`,
    [`scroll ${direction}: longest task`]: ms(longestSince(tasks, since)),
  }
}

async function type(page: Page, selector: string): Promise<Figures> {
  await page.locator(selector).click()
  const since = await nowIn(page)
  await page.keyboard.type(TYPED, { delay: 40 })
  await page.waitForTimeout(500)
  const { tasks, events } = await seenBy(page)
  return {
    'typing: slowest key to paint': interaction(longestSince(events, since)),
    'typing: longest task': ms(longestSince(tasks, since)),
  }
}

/** Opens a citation's source beside the conversation. */
const openSource: Play = async (page, ready) => {
  const since = await nowIn(page)
  await page.locator('article button.rounded-full.bg-tint:not([aria-haspopup])').last().click()
  const shown = await ready('mark[data-start], [data-cited]')
  await page.waitForTimeout(500)
  const { tasks, events } = await seenBy(page)
  return {
    'source: click to highlight': ms(shown - since),
    'source: click to paint': interaction(longestSince(events, since)),
    'source: longest task': ms(longestSince(tasks, since)),
  }
}

export const playConversation: Play = async (page, ready) => ({
  ...(await scroll(page, '[data-scroller]', 'up')),
  ...(await scroll(page, '[data-scroller]', 'down')),
  ...(await type(page, 'textarea[name=question]')),
  ...(await openSource(page, ready)),
})

export const playLibrary: Play = async (page, ready) => {
  const rows = await scroll(page, '[role=grid] tbody', 'down')
  const since = await nowIn(page)
  const loaded = await ready('#document-row-5000 button')
  return { ...rows, 'last rows loaded after': ms(Math.max(0, loaded - since)) }
}

export const playSearch: Play = async (page) => type(page, 'input[type=search]')

export const playViewer: Play = async (page) => scroll(page, '[data-scrolls]', 'down')
