import type { Page } from 'playwright-core'
import { describe, expect, it } from 'vitest'
import { en } from '../../web/language/en.ts'
import { zh } from '../../web/language/zh.ts'
import { findBrowser } from './browser.ts'
import { addFiles, askQuestion, keptAnswer, sidewaysScroll, uploadsDone } from './steps.ts'
import { browserSuite } from './suite.ts'

const executable = findBrowser()

const textFile = (name: string, text: string) => ({ name, mimeType: 'text/markdown', buffer: Buffer.from(text) })
const FILES = [
  textFile('网关.md', '# 机房巡检\n\n边缘网关断线以后，先看电源灯，再联系值班的尤佳慧。\n'),
  textFile('食堂.md', '# 食堂通知\n\n周三中午供应饺子，排队请走东门。\n'),
  textFile('班车.md', '# 班车时刻\n\n早班车七点一刻从北门出发，周末停运。\n'),
]

async function search(page: Page, query: string): Promise<void> {
  await page.getByLabel(zh.search.label).fill(query)
  await page.keyboard.press('Enter')
}

describe.skipIf(executable === undefined)("users' own terms", () => {
  const suite = browserSuite(executable)

  it('find from the next question on what documents call otherwise, and say so', async () => {
    const page = await suite.open('/library')
    await addFiles(page, FILES)
    await uploadsDone(page)
    await page.goto(`${suite.url()}/search`)
    await page.getByRole('link', { name: zh.terms.title }).click()
    await page.getByRole('button', { name: zh.terms.add }).click()
    await page.getByLabel(zh.terms.chinese).fill('小灰盒')
    await page.getByRole('button', { name: zh.common.save }).click()
    await page.getByRole('alert').getByText(zh.terms.faults.few()).waitFor()
    await page.getByLabel(zh.terms.chinese).fill('小灰盒、边缘网关')
    await page.getByRole('button', { name: zh.common.save }).click()
    await page.getByRole('row', { name: '小灰盒、边缘网关' }).waitFor()
    await page.getByRole('link', { name: zh.search.title, exact: true }).last().click()
    await search(page, '小灰盒')
    const hit = page.getByRole('list', { name: zh.search.results }).getByRole('listitem').first()
    await hit.locator('mark').getByText('边缘网关', { exact: true }).waitFor()
    await hit.getByText('小灰盒 → 边缘网关').waitFor()
    await page.goto(suite.url())
    await askQuestion(page, '小灰盒断线以后联系谁？')
    expect((await keptAnswer(page)).text).toContain('尤佳慧')
  })

  it('takes a hit apart by the keyboard, without moving the list', async () => {
    const page = await suite.open(`/search?q=${encodeURIComponent('小灰盒断线')}`)
    const hit = page.locator('[data-hit]').first()
    await hit.waitFor()
    const second = page.locator('[data-hit]').last()
    await page.evaluate('document.fonts.ready.then(() => true)')
    const before = await second.boundingBox()
    await hit.focus()
    await page.keyboard.press('Tab')
    await page.keyboard.press('Enter')
    const details = page.getByRole('dialog', { name: zh.search.why.title })
    const shown = details.getByRole('list', { name: zh.search.why.parts }).getByText('%')
    await shown.first().waitFor()
    const percents = await shown.allInnerTexts()
    expect(percents.reduce((sum, text) => sum + Number.parseInt(text.replace('<1', '0'), 10), 0)).toBe(100)
    expect(await second.boundingBox()).toEqual(before)
    await page.keyboard.press('Escape')
    await details.waitFor({ state: 'detached' })
    await page.locator('[data-why]:focus').waitFor()
  })

  it('are changed, removed and brought back, from the palette and in English too', async () => {
    const page = await suite.open()
    await page.getByRole('heading', { name: zh.ask.heading }).waitFor()
    await page.keyboard.press('Control+k')
    await page.keyboard.type(zh.terms.title)
    await page.getByRole('option', { name: zh.terms.hint }).click()
    await page.getByRole('button', { name: zh.terms.editOne('小灰盒') }).click()
    await page.getByLabel(zh.terms.english).fill('grey box, edge gateway')
    await page.getByLabel(zh.terms.strength).selectOption('2')
    await page.getByRole('button', { name: zh.common.save }).click()
    const row = page.getByRole('row', { name: 'grey box, edge gateway' })
    await row.getByText(zh.terms.strengths[2]).waitFor()
    await page.getByRole('button', { name: zh.terms.removeOne('小灰盒') }).click()
    await page.getByText(zh.terms.none).waitFor()
    await page.getByRole('button', { name: zh.common.undo }).click()
    await row.waitFor()
    await page.evaluate("localStorage.setItem('precedent.language', 'en')")
    await page.setViewportSize({ width: 390, height: 844 })
    await page.reload()
    await page.getByRole('heading', { name: en.terms.title }).waitFor()
    await page.getByRole('button', { name: en.terms.removeOne('小灰盒') }).waitFor()
    expect(await sidewaysScroll(page)).toBe(0)
    await page.setViewportSize({ width: 320, height: 700 })
    await page.goto(`${suite.url()}/search?q=${encodeURIComponent('边缘网关断线以后先看电源灯再联系值班')}`)
    const preview = await page.getByRole('button', { name: en.search.preview }).first().boundingBox()
    expect((preview?.x ?? 320) + (preview?.width ?? 0)).toBeLessThanOrEqual(320)
  })
})
