import { existsSync } from 'node:fs'
import { type Browser, type BrowserContext, type BrowserContextOptions, chromium, type Page } from 'playwright-core'

const PLACES = ['/usr/bin/chromium', '/usr/bin/chromium-browser', '/usr/bin/google-chrome']

/** The browser to test with, or undefined where this machine has none: then one line says so. */
export function findBrowser(): string | undefined {
  const wanted = process.env.CHROMIUM_PATH
  const found = [...(wanted === undefined ? [] : [wanted]), ...PLACES].find((path) => existsSync(path))
  if (!found) console.warn('!!! NO BROWSER FOUND: the page is NOT tested. Install chromium, or set CHROMIUM_PATH.')
  return found
}

export function openBrowser(executablePath: string): Promise<Browser> {
  return chromium.launch({ executablePath, args: ['--no-sandbox', '--disable-dev-shm-usage'] })
}

/** A profile of its own: a Chinese desktop, unless told otherwise. */
export function newContext(browser: Browser, options: BrowserContextOptions = {}): Promise<BrowserContext> {
  return browser.newContext({ viewport: { width: 1440, height: 900 }, locale: 'zh-CN', ...options })
}

/** Everything that goes wrong in a page from now on: what it logs as an error, and requests to other hosts. */
export function watchFaults(page: Page, ownUrl: string): string[] {
  const faults: string[] = []
  const own = new URL(ownUrl).host
  page.on('pageerror', (error) => faults.push(String(error)))
  page.on('console', (message) => {
    if (message.type() === 'error') faults.push(`${message.text()} ${message.location().url}`)
  })
  page.on('request', (request) => {
    const { protocol, host } = new URL(request.url())
    if (protocol.startsWith('http') && host !== own) faults.push(`a request to another host: ${request.url()}`)
  })
  return faults
}
