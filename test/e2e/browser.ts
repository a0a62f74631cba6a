import { existsSync } from 'node:fs'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { type BrowserContext, chromium } from 'playwright-core'

const PLACES = ['/usr/bin/chromium', '/usr/bin/chromium-browser', '/usr/bin/google-chrome']

/** The browser to test with, or undefined where this machine has none: then one line says so. */
export function findBrowser(): string | undefined {
  const wanted = process.env.CHROMIUM_PATH
  const found = [...(wanted === undefined ? [] : [wanted]), ...PLACES].find((path) => existsSync(path))
  if (!found) console.warn('!!! NO BROWSER FOUND: the page is NOT tested. Install chromium, or set CHROMIUM_PATH.')
  return found
}

export type Browser = { context: BrowserContext; close: () => Promise<void> }

/** A browser with a profile of its own that is gone afterwards. */
export async function openBrowser(executablePath: string): Promise<Browser> {
  const profile = await mkdtemp(join(tmpdir(), 'precedent-browser-'))
  const context = await chromium.launchPersistentContext(profile, {
    executablePath,
    args: ['--no-sandbox', '--disable-dev-shm-usage'],
    viewport: { width: 1280, height: 860 },
    locale: 'zh-CN',
  })
  const close = async () => {
    await context.close()
    await rm(profile, { recursive: true, force: true })
  }
  return { context, close }
}
