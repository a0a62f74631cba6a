import { mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Locator, Page } from 'playwright-core'
import { describe, expect, it } from 'vitest'
import { zh } from '../../web/language/zh.ts'
import { getJson, runPrecedent } from '../helpers/built.ts'
import { makeZip } from '../helpers/fixtures/zip.ts'
import { temporaryFolder } from '../helpers/temporary-folder.ts'
import { findBrowser } from './browser.ts'
import { addFiles, libraryShown, textView, uploadsDone } from './steps.ts'
import { browserSuite } from './suite.ts'

const executable = findBrowser()

type Documents = { total: number; documents: { id: string; path: string; versionId: string }[] }
type Chunks = { chunks: { span: { start: number; end: number }; text: string }[] }

const lines = (from: number, to: number) =>
  Array.from({ length: to - from }, (_, n) => `第${from + n}条：现场第 ${(from + n) * 7} 次确认，双人复核后当天回填。`)
const notes = (from: number, to: number) => `# 移交纪要\n\n${lines(from, to).join('\n\n')}\n`
const NOTES = notes(0, 120)

const panelOf = (page: Page) => page.getByRole('complementary', { name: zh.library.detail.label })
const rowOf = (page: Page, path: string): Locator =>
  page.getByRole('region', { name: zh.library.uploads.list }).getByRole('listitem').filter({ hasText: path })

async function openDetail(page: Page, title: string): Promise<Locator> {
  await page.getByRole('row').filter({ hasText: title }).getByRole('button', { name: title }).first().click()
  const panel = panelOf(page)
  await panel.getByRole('heading', { name: title, level: 2 }).waitFor()
  return panel
}

describe.skipIf(executable === undefined)('what one sees of ingestion', () => {
  const suite = browserSuite(executable)
  const api = <T>(path: string) => getJson<T>(`${suite.url()}/api${path}`)

  it('shows the files inside an archive as they come in, and which of them failed and why', async () => {
    const buffer = await makeZip({
      '纪要/移交.md': NOTES,
      '纪要/周会.md': notes(200, 230),
      '坏.docx': 'PK\u0003\u0004 no',
    })
    const page = await suite.open('/library')
    await addFiles(page, { name: '资料.zip', mimeType: 'application/zip', buffer })
    const panel = await uploadsDone(page)
    await rowOf(page, '纪要/移交.md').getByRole('link').waitFor()
    const broken = rowOf(page, '坏.docx')
    expect(await broken.innerText()).toContain(zh.errors.byCode.file_broken)
    expect(await panel.getByRole('status').innerText()).toContain(zh.library.uploads.failed('1'))
    await broken.getByRole('button', { name: zh.library.uploads.retry('坏.docx') }).click()
    await expect.poll(() => broken.innerText(), { timeout: 10_000 }).toContain(zh.errors.byCode.file_broken)
    const detail = await openDetail(page, '资料')
    const members = detail.getByRole('list', { name: zh.library.detail.members })
    await members.getByRole('link').nth(2).waitFor()
    expect(await members.getByRole('link').allInnerTexts()).toEqual(
      expect.arrayContaining(['纪要/移交.md', '纪要/周会.md', '坏.docx']),
    )
    await members.getByRole('link', { name: '纪要/移交.md' }).click()
    await panelOf(page).getByRole('heading', { name: '移交纪要', level: 2 }).waitFor()
    await panelOf(page).getByRole('link', { name: '资料', exact: true }).click()
    await panelOf(page).getByRole('list', { name: zh.library.detail.members }).waitFor()
  })

  it('lists what failed with the reasons, and reads all of it again', async () => {
    const page = await suite.open('/library')
    await page.getByRole('button', { name: zh.library.failed.count('1') }).click()
    const row = page.getByRole('row').filter({ hasText: '坏.docx' })
    expect(await row.innerText()).toContain(zh.errors.byCode.file_broken)
    await page.getByRole('button', { name: zh.library.failed.retryAll('1') }).click()
    await page.getByText(zh.library.failed.retried('1')).waitFor()
  })

  it('leads from a document to those that repeat it, and says how much of it they hold', async () => {
    const page = await suite.open('/library')
    const markdown = (name: string, text: string) => ({ name, mimeType: 'text/markdown', buffer: Buffer.from(text) })
    await addFiles(page, [
      markdown('同一份.md', NOTES),
      markdown('补充过的.md', NOTES.replace('移交纪要', '补充纪要') + lines(500, 520).join('\n\n')),
    ])
    await uploadsDone(page)
    await page.reload()
    const same = await openDetail(page, '移交纪要')
    const repeats = same.getByRole('list', { name: zh.library.detail.similar.title })
    await repeats.getByRole('listitem').first().waitFor()
    const [first, second] = await repeats.getByRole('listitem').allInnerTexts()
    expect(first).toContain(zh.library.detail.similar.same)
    expect(second).toMatch(/补充纪要\s+本文约 (9\d)% 的内容也在那份文档里/)
    await repeats.getByRole('link', { name: '补充纪要' }).click()
    await panelOf(page).getByRole('heading', { name: '补充纪要', level: 2 }).waitFor()
    const back = panelOf(page).getByRole('list', { name: zh.library.detail.similar.title })
    await back.getByRole('listitem').first().waitFor()
    expect((await back.getByRole('listitem').allInnerTexts()).join()).toMatch(/那份文档约 9\d% 的内容也在本文里/)
  })

  it('draws exactly the chunks that the service names', async () => {
    const { documents } = await api<Documents>(`/documents?q=${encodeURIComponent('同一份')}`)
    const [document] = documents
    const { chunks } = await api<Chunks>(`/documents/${document?.id}/chunks?limit=500`)
    expect(chunks.length).toBeGreaterThan(3)
    const page = await suite.open(`/documents/${document?.id}`, { viewport: { width: 1440, height: 6_000 } })
    await page.getByRole('button', { name: zh.viewer.chunks, exact: true }).click()
    await page.getByRole('radio', { name: zh.viewer.text, exact: true }).click()
    const boxes = textView(page).locator('section[data-chunk]')
    await expect.poll(() => boxes.count()).toBe(chunks.length)
    for (const [at, { span, text }] of chunks.entries()) {
      expect(await boxes.nth(at).getAttribute('data-span')).toBe(`${span.start}-${span.end}`)
      expect(await boxes.nth(at).locator('[data-words]').textContent()).toBe(text)
    }
  })

  it('shows a folder that a command brings in, stops it, and goes on with it when asked', async () => {
    const folder = join(temporaryFolder(), '大文件夹')
    mkdirSync(folder)
    const files = 700
    for (let n = 0; n < files; n++) writeFileSync(join(folder, `记录${n}.md`), notes(n * 1_000, n * 1_000 + 25))
    const page = await suite.open('/library')
    await libraryShown(page)
    const before = (await api<Documents>('/documents?limit=1')).total
    const command = runPrecedent(['ingest', folder, '--data', suite.data])
    const row = rowOf(page, folder).first()
    await expect.poll(() => row.innerText(), { timeout: 20_000 }).toMatch(/[1-9]\d* \/ 700 份/)
    await row.getByRole('button', { name: zh.library.uploads.cancel(folder) }).click()
    const { code, err } = await command
    expect([code, err]).toEqual([130, expect.stringContaining('Cancelled')])
    await expect.poll(() => row.innerText()).toContain(zh.library.uploads.phases.cancelled)
    const stoppedAt = (await api<Documents>('/documents?state=ready&limit=1')).total
    expect(stoppedAt).toBeLessThan(before + files)
    await row.getByRole('button', { name: zh.library.uploads.retry(folder) }).click()
    await row.waitFor({ state: 'detached', timeout: 60_000 })
    const { total } = await api<Documents>(`/documents?state=ready&limit=1&q=${encodeURIComponent('记录')}`)
    expect(total).toBe(files)
  }, 120_000)
})
