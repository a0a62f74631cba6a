import type { Page } from 'playwright-core'
import { describe, expect, it } from 'vitest'
import { en } from '../../web/language/en.ts'
import { zh } from '../../web/language/zh.ts'
import { findBrowser } from './browser.ts'
import { addFiles, askQuestion, libraryShown, marksOf, originalView, sidewaysScroll, uploadsDone } from './steps.ts'
import { browserSuite } from './suite.ts'

const executable = findBrowser()

const QUESTION = '口头变更多久内要补变更单？'
const RULES = Array.from({ length: 60 }, (_, n) => `第 ${n + 1} 条：现场确认、双人复核、当天回填。`).join('\n\n')
const FILE = {
  name: '变更管理.md',
  mimeType: 'text/markdown',
  buffer: Buffer.from(`# 变更管理规定\n\n${RULES}\n\n## 口头变更\n\n口头变更必须在 24 小时内补变更单。\n`),
}
const PAGES = ['/', '/search?q=变更', '/library']

async function choose(page: Page, menu: string, name: string): Promise<void> {
  await page.getByRole('button', { name: menu }).click()
  await page.getByRole('menuitemradio', { name }).click()
}

const rootAttribute = (page: Page, name: string) => page.locator('html').getAttribute(name)

const focusedName = (page: Page) => page.evaluate('document.activeElement.getAttribute("aria-label")')

describe.skipIf(executable === undefined)('around the pages', () => {
  const suite = browserSuite(executable)

  it('speaks Chinese first and English when asked, light or dark, and remembers both', async () => {
    const page = await suite.open('/library')
    await page.getByRole('heading', { name: zh.library.empty.title }).waitFor()
    await addFiles(page, FILE)
    await uploadsDone(page)
    expect(await rootAttribute(page, 'lang')).toBe('zh-CN')
    await choose(page, zh.shell.settings, zh.shell.languages.en)
    await choose(page, en.shell.settings, en.shell.themes.dark)
    await page.reload()
    await page.getByRole('heading', { name: en.library.title }).waitFor()
    expect(await rootAttribute(page, 'lang')).toBe('en')
    expect(await rootAttribute(page, 'data-theme')).toBe('dark')
    await choose(page, en.shell.settings, en.shell.languages.zh)
    await page.getByRole('heading', { name: zh.library.title }).waitFor()
    await choose(page, zh.shell.settings, zh.shell.themes.light)
    await expect.poll(() => rootAttribute(page, 'data-theme')).toBe('light')
  })

  it('goes anywhere from the palette, by the keyboard alone', async () => {
    const page = await suite.open()
    await page.getByRole('heading', { name: zh.ask.heading }).waitFor()
    await page.keyboard.press('Control+k')
    await page.keyboard.type(zh.shell.search)
    await page.getByRole('option', { name: zh.shell.searchHint }).waitFor()
    await page.keyboard.press('Escape')
    await page.getByRole('dialog').waitFor({ state: 'hidden' })
    await page.keyboard.press('Control+k')
    await page.keyboard.type('变更管理规定')
    const found = page.getByRole('group', { name: zh.palette.documents }).getByRole('option')
    await found.waitFor()
    while ((await found.getAttribute('aria-selected')) !== 'true') await page.keyboard.press('ArrowDown')
    await page.keyboard.press('Enter')
    await originalView(page).waitFor()
    expect(new URL(page.url()).pathname).toMatch(/^\/documents\//)
  })

  it('takes a question to its opened source and back, by the keyboard alone', async () => {
    const page = await suite.open()
    await page.getByLabel(zh.ask.questionLabel).waitFor()
    await expect.poll(() => page.evaluate('document.activeElement.name')).toBe('question')
    await page.keyboard.type(QUESTION)
    await page.keyboard.press('Enter')
    const mark = marksOf(page.locator('article')).first()
    await mark.waitFor()
    const markName = await mark.getAttribute('aria-label')
    const isOnMark = async () => (await focusedName(page)) === markName
    for (let presses = 0; presses < 40 && !(await isOnMark()); presses += 1) await page.keyboard.press('Shift+Tab')
    expect(await isOnMark()).toBe(true)
    await page.keyboard.press('Enter')
    await originalView(page).locator('mark').first().waitFor()
    await page.keyboard.press('Escape')
    await originalView(page).waitFor({ state: 'detached' })
    await expect.poll(isOnMark).toBe(true)
  })

  it('fits a phone of 390 pixels without scrolling sideways, on every page', async () => {
    const page = await suite.open('/', { viewport: { width: 390, height: 844 }, hasTouch: true, isMobile: true })
    for (const path of PAGES) {
      await page.goto(suite.url() + path)
      await page.getByRole('heading', { level: 1 }).first().waitFor()
      expect.soft([path, await sidewaysScroll(page)]).toEqual([path, 0])
    }
    await page.goto(suite.url())
    const turn = await askQuestion(page, QUESTION)
    expect(await sidewaysScroll(page)).toBe(0)
    await marksOf(turn).first().click()
    await originalView(page).locator('mark').first().waitFor()
    expect(await sidewaysScroll(page)).toBe(0)
    await page.keyboard.press('Escape')
    await page.getByRole('link', { name: zh.shell.library }).click()
    await page.getByRole('button', { name: '变更管理规定' }).click()
    await page.getByRole('link', { name: zh.library.detail.open }).click()
    await originalView(page).waitFor()
    expect(await sidewaysScroll(page)).toBe(0)
  })

  it('goes back and forward through what was opened', async () => {
    const page = await suite.open('/library')
    await page.getByRole('link', { name: zh.shell.ask }).first().click()
    const turn = await askQuestion(page, QUESTION)
    await marksOf(turn).first().click()
    await originalView(page).locator('mark').first().waitFor()
    await page.goBack()
    await originalView(page).waitFor({ state: 'detached' })
    await turn.waitFor()
    await page.goForward()
    await originalView(page).locator('mark').first().waitFor()
    await page.goBack()
    await page.goBack()
    await page.getByRole('heading', { name: zh.ask.heading }).waitFor()
    await page.goBack()
    await page.getByRole('heading', { name: zh.library.title }).waitFor()
  })

  it('shows in one tab what was done in another', async () => {
    const page = await suite.open()
    const other = await page.context().newPage()
    await other.goto(`${suite.url()}/library`)
    await choose(other, zh.shell.settings, zh.shell.themes.dark)
    await expect.poll(() => rootAttribute(page, 'data-theme')).toBe('dark')
    await Promise.all([
      askQuestion(page, QUESTION),
      other.goto(suite.url()).then(() => askQuestion(other, '要双人复核吗？')),
    ])
    expect(page.url()).not.toBe(other.url())
    await page.getByRole('tab', { name: zh.ask.history }).click()
    await page.getByRole('complementary').getByText('要双人复核吗？').click()
    await page.locator('article h2', { hasText: '要双人复核吗？' }).waitFor()
  })

  it('says when the service is gone, and comes back when it does', async () => {
    const page = await suite.open('/library', { expected: /ERR_/ })
    await page.getByText(zh.library.count('1')).waitFor()
    await page.getByRole('link', { name: zh.shell.search }).first().click()
    await page.getByLabel(zh.search.label).waitFor()
    await suite.kill()
    await page.getByLabel(zh.search.label).fill('变更')
    await page.keyboard.press('Enter')
    await page.getByText(zh.shell.offline).waitFor()
    await page.getByRole('alert').getByText(zh.search.failed).waitFor()
    await suite.restart()
    await page.getByRole('button', { name: zh.common.retry }).click()
    await page.getByRole('list', { name: zh.search.results }).waitFor()
    await page.getByText(zh.shell.offline).waitFor({ state: 'detached' })
  })

  it('says that a page could not be loaded without the service, and loads it on retry', async () => {
    const page = await suite.open('/library', { expected: /ERR_|did not come/ })
    await libraryShown(page)
    await suite.kill()
    await page.getByRole('link', { name: zh.shell.search }).first().click()
    const retry = page.getByRole('button', { name: zh.common.retry })
    await page.getByRole('alert').filter({ has: retry }).getByText(zh.errors.offline).waitFor()
    await suite.restart()
    await retry.click()
    await page.getByLabel(zh.search.label).waitFor()
  })
})
