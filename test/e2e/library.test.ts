import { mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Locator, Page } from 'playwright-core'
import { describe, expect, it } from 'vitest'
import { zh } from '../../web/language/zh.ts'
import { temporaryFolder } from '../helpers/temporary-folder.ts'
import { findBrowser } from './browser.ts'
import { addFiles, agreeToAdd, libraryShown, originalView, sidewaysScroll, textView, uploadsDone } from './steps.ts'
import { browserSuite } from './suite.ts'

const executable = findBrowser()

const GUIDE = '# 交付指南\n\n验收前一周把签收单交到 PMO。\n'
const SCRIPT =
  '# 网页片段\n\n<script>document.title = "执行了"; fetch("https://example.com/a")</script>\n\n' +
  '![图](https://example.com/a.png) <img src=x onerror="document.title=1">\n\n[点这里](javascript:alert(1))\n'

const markdown = (name: string, text: string) => ({ name, mimeType: 'text/markdown', buffer: Buffer.from(text) })
const rowOf = (page: Page, title: string): Locator => page.getByRole('row').filter({ hasText: title })

async function openDetail(page: Page, title: string): Promise<Locator> {
  await rowOf(page, title).getByRole('button', { name: title }).first().click()
  const panel = page.getByRole('complementary', { name: zh.library.detail.label })
  await panel.getByRole('heading', { name: title, level: 2 }).waitFor()
  return panel
}

describe.skipIf(executable === undefined)('the library', () => {
  const suite = browserSuite(executable, { args: ['--sample'] })

  it('marks the sample documents and removes them all after asking once', async () => {
    const page = await suite.open('/library')
    await page.getByText(zh.library.count('36')).waitFor({ timeout: 45_000 })
    await page.getByText(zh.library.sample.banner('36')).waitFor()
    await rowOf(page, zh.library.sample.badge).first().waitFor()
    await page.getByRole('button', { name: zh.library.sample.remove }).click()
    await page.getByRole('dialog').getByRole('button', { name: zh.common.cancel }).click()
    await page.getByText(zh.library.count('36')).waitFor()
    await page.getByRole('button', { name: zh.library.sample.remove }).click()
    await page.getByRole('dialog').getByRole('button', { name: zh.library.sample.remove }).click()
    await page.getByRole('heading', { name: zh.library.empty.title }).waitFor()
  })

  it('takes a folder of mixed files: says what it cannot take and why, and what to do about each', async () => {
    const folder = join(temporaryFolder(), '资料')
    mkdirSync(join(folder, '旧'), { recursive: true })
    writeFileSync(join(folder, '指南.md'), GUIDE)
    writeFileSync(join(folder, '旧', '图.dwg'), 'old')
    writeFileSync(join(folder, '旧', '坏.docx'), 'PK\u0003\u0004 not a document')
    const page = await suite.open('/library')
    await libraryShown(page)
    await page.getByLabel(zh.library.addFolder, { exact: true }).setInputFiles(folder)
    const dialog = page.getByRole('dialog')
    expect(await dialog.getByRole('listitem').innerText()).toMatch(/图\.dwg\s+格式不支持/)
    await agreeToAdd(page)
    const panel = await uploadsDone(page)
    const broken = panel.getByRole('listitem').filter({ hasText: '资料/旧/坏.docx' })
    expect(await broken.innerText()).toContain(zh.errors.byCode.file_broken)
    await broken.getByRole('button', { name: zh.library.uploads.retry('资料/旧/坏.docx') }).click()
    await expect.poll(() => broken.innerText(), { timeout: 10_000 }).toContain(zh.errors.byCode.file_broken)
    const detail = await openDetail(page, '坏')
    await detail.getByText(zh.errors.byCode.file_broken ?? '').waitFor()
    await detail.getByRole('button', { name: zh.library.detail.retry }).click()
    await page.getByText(zh.library.detail.retried).waitFor()
  })

  it('corrects a title and a kind, and keeps them', async () => {
    const page = await suite.open('/library')
    const detail = await openDetail(page, '交付指南')
    await detail.getByLabel(zh.library.detail.title, { exact: true }).fill('交付指南（校订）')
    await detail.getByLabel(zh.library.detail.kind, { exact: true }).selectOption('report')
    await detail.getByRole('button', { name: zh.library.detail.save }).click()
    await page.getByText(zh.library.detail.saved).waitFor()
    await page.reload()
    const row = rowOf(page, '交付指南（校订）')
    await row.getByText(zh.document.kinds.report ?? '', { exact: true }).waitFor()
  })

  it('deletes what was chosen only after asking, and then it is gone', async () => {
    const page = await suite.open('/library')
    await rowOf(page, '坏').getByRole('checkbox').check()
    const ask = () => page.getByRole('button', { name: zh.library.selection.delete, exact: true }).click()
    await ask()
    await page.getByRole('dialog').getByRole('button', { name: zh.common.cancel }).click()
    expect(await rowOf(page, '坏').count()).toBe(1)
    await ask()
    await page.getByRole('dialog').getByRole('button', { name: zh.library.remove.agree, exact: true }).click()
    await page.getByText(zh.library.remove.done('1')).waitFor()
    await rowOf(page, '坏').waitFor({ state: 'detached' })
  })

  it('holds titles of any length, script and direction without losing its shape', async () => {
    const page = await suite.open('/library', { viewport: { width: 1100, height: 800 } })
    await addFiles(page, [
      markdown('long.md', '# 很长\n\n正文。\n'),
      markdown('عربي.md', '# تقرير المشروع ‏2026\n\nيجب توقيع القائمة قبل التسليم. (abc) 123\n'),
      markdown('emoji.md', '# 🚢👩‍👩‍👧‍👦 复盘\n\n割接当晚 🚢 两个人在场 👩‍👩‍👧‍👦。\n'),
    ])
    await uploadsDone(page)
    const detail = await openDetail(page, '很长')
    const field = detail.getByLabel(zh.library.detail.title, { exact: true })
    await field.fill('验'.repeat(500))
    const long = await field.inputValue()
    expect(long).toBe('验'.repeat(200))
    await detail.getByRole('button', { name: zh.library.detail.save }).click()
    await page.getByText(zh.library.detail.saved).waitFor()
    for (const title of [long, 'تقرير', '🚢👩‍👩‍👧‍👦']) {
      expect(await sidewaysScroll(page)).toBe(0)
      await rowOf(page, title).getByRole('button', { name: title }).click()
      await page.getByRole('link', { name: zh.library.detail.open }).click()
      await originalView(page).waitFor()
      await page.getByRole('region', { name: title }).first().waitFor()
      expect(await sidewaysScroll(page)).toBe(0)
      await page.goto(`${suite.url()}/library`)
    }
  })

  it('shows markup and addresses in a document as the words they are: nothing runs, nothing is fetched', async () => {
    const page = await suite.open('/library')
    const title = '网页片段'
    await addFiles(page, markdown('page.md', SCRIPT))
    await uploadsDone(page)
    await rowOf(page, title).getByRole('button', { name: title }).click()
    await page.getByRole('link', { name: zh.library.detail.open }).click()
    await originalView(page).getByText('<script>').first().waitFor()
    const main = page.locator('main')
    expect(await main.locator('script, img, a[href^="javascript"], a[href*="example.com"]').count()).toBe(0)
    await page.getByRole('radio', { name: zh.viewer.text, exact: true }).click()
    expect(await textView(page).innerText()).toContain('![图](https://example.com/a.png)')
    expect(await page.title()).toContain(title)
  })
})
