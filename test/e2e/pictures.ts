import { mkdtempSync, readdirSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import type { Page } from 'playwright-core'
import { zh } from '../../web/language/zh.ts'
import { getJson, SAMPLE_DOCUMENTS, startService } from '../helpers/built.ts'
import { findBrowser, newContext, openBrowser } from './browser.ts'
import { askQuestion, libraryShown, marksOf, originalView } from './steps.ts'

const FOLDER = fileURLToPath(new URL('../../web/pictures', import.meta.url))
const QUESTION = '口头变更多久内要补单子？'
const SOURCE_QUESTION = '预投期间没有合同，交付物要请谁签收？'

const SAMPLE_SIZE = readdirSync(SAMPLE_DOCUMENTS).length
const REST_MS = 800

/** Taken when everything has come to rest: fonts, painted pages, and what slides in. */
async function take(page: Page, name: string): Promise<void> {
  await page.mouse.move(0, 0)
  await page.evaluate('document.fonts.ready.then(() => true)')
  await page.waitForTimeout(REST_MS)
  await page.locator('canvas:not([data-painted])').first().waitFor({ state: 'detached' })
  await page.screenshot({ path: join(FOLDER, `${name}.png`) })
  console.log(`web/pictures/${name}.png`)
}

async function takeAll(url: string, executable: string): Promise<void> {
  const browser = await openBrowser(executable)
  try {
    const desktop = await (await newContext(browser, { colorScheme: 'light', reducedMotion: 'reduce' })).newPage()
    await desktop.goto(`${url}/library`)
    await libraryShown(desktop)
    await take(desktop, 'library')
    await desktop.goto(url)
    await askQuestion(desktop, QUESTION)
    await take(desktop, 'ask')
    await desktop.goto(url)
    await marksOf(await askQuestion(desktop, SOURCE_QUESTION))
      .last()
      .click()
    await originalView(desktop).locator('mark, [data-cited]').first().waitFor()
    await take(desktop, 'source')
    await desktop.goto(`${url}/search?q=${encodeURIComponent('割接失败的原因')}`)
    await desktop.getByRole('list', { name: zh.search.results }).waitFor()
    await desktop.getByRole('button', { name: zh.search.preview }).first().click()
    await originalView(desktop).waitFor()
    await take(desktop, 'search')
    const phone = { viewport: { width: 390, height: 844 }, deviceScaleFactor: 2, isMobile: true, hasTouch: true }
    const pocket = await newContext(browser, { ...phone, colorScheme: 'dark', reducedMotion: 'reduce' })
    const page = await pocket.newPage()
    await page.goto(url)
    await askQuestion(page, QUESTION)
    await take(page, 'ask-dark-phone')
  } finally {
    await browser.close()
  }
}

async function sampleRead(url: string): Promise<void> {
  for (;;) {
    const { total } = await getJson<{ total: number }>(`${url}/api/documents?state=ready&limit=1`)
    if (total === SAMPLE_SIZE) return
    await new Promise((resolve) => setTimeout(resolve, 200))
  }
}

const executable = findBrowser()
if (executable === undefined) process.exit(1)
const data = mkdtempSync(join(tmpdir(), 'precedent-pictures-'))
const ends: (() => Promise<void>)[] = []
try {
  const service = await startService(['--data', data, '--sample'], {}, (stop) => ends.push(stop))
  await sampleRead(service.url)
  await takeAll(service.url, executable)
} finally {
  for (const end of ends) await end()
  rmSync(data, { recursive: true, force: true, maxRetries: 3 })
}
