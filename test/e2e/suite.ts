import { once } from 'node:events'
import type { Browser, BrowserContext, BrowserContextOptions, Page } from 'playwright-core'
import { afterAll, afterEach, beforeAll, expect } from 'vitest'
import { type RunningService, startService } from '../helpers/built.ts'
import { temporarySuiteFolder } from '../helpers/temporary-folder.ts'
import { newContext, openBrowser, watchFaults } from './browser.ts'

type SuiteOptions = { args?: readonly string[]; environment?: () => Promise<Record<string, string>> }
type OpenOptions = BrowserContextOptions & {
  /** Errors that the test itself brings about. */
  expected?: RegExp
}

export type Suite = {
  url: () => string
  /** The data folder of the service. */
  data: string
  /** A page at a path of the service, in a profile of its own. Whatever goes wrong in it fails the test. */
  open: (path?: string, options?: OpenOptions) => Promise<Page>
  /** Ends the service at once, as a crash does; `restart` brings it back at the same address. */
  kill: () => Promise<void>
  restart: () => Promise<void>
}

type Pages = Pick<Suite, 'open'>

/** One browser for all tests of a file, over the service at an address. */
export function browserPages(executable: string | undefined, url: () => string): Pages {
  const contexts: BrowserContext[] = []
  const checks: (() => void)[] = []
  let browser: Browser

  beforeAll(async () => {
    browser = await openBrowser(executable ?? '')
  })
  afterEach(async () => {
    await Promise.all(contexts.splice(0).map((context) => context.close()))
    for (const check of checks.splice(0)) check()
  })
  afterAll(() => browser.close())

  return {
    open: async (path = '/', { expected, ...options } = {}) => {
      const context = await newContext(browser, options)
      contexts.push(context)
      const page = await context.newPage()
      page.setDefaultTimeout(15_000)
      const faults = watchFaults(page, url())
      checks.push(() => expect(faults.filter((fault) => !expected?.test(fault))).toEqual([]))
      await page.goto(url() + path)
      return page
    },
  }
}

/** One browser and one built service with a data folder of its own for all tests of a file. */
export function browserSuite(executable: string | undefined, { args = [], environment }: SuiteOptions = {}): Suite {
  const folder = temporarySuiteFolder()
  const ends: (() => Promise<void>)[] = []
  let service: RunningService

  const start = async (port = '0') => {
    const atEnd = (stop: () => Promise<void>) => ends.push(stop)
    return startService(['--data', folder, '--port', port, ...args], await environment?.(), atEnd)
  }

  const pages = browserPages(executable, () => service.url)
  beforeAll(async () => {
    service = await start()
  })
  afterAll(async () => {
    await Promise.all(ends.map((end) => end()))
  })

  return {
    ...pages,
    url: () => service.url,
    data: folder,
    kill: async () => {
      const ended = once(service.process, 'exit')
      service.process.kill('SIGKILL')
      await ended
    },
    restart: async () => {
      service = await start(new URL(service.url).port)
    },
  }
}
