import { rm } from 'node:fs/promises'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import type { Browser, BrowserContext, Page } from 'playwright-core'
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { createApp } from '../../src/app.ts'
import { type ListeningServer, startServer } from '../../src/server.ts'
import { findBrowser, newContext, openBrowser, watchFaults } from '../e2e/browser.ts'
import { heading, makeDocx, paragraph, table } from '../helpers/fixtures/docx.ts'
import { linesOf, makePdf } from '../helpers/fixtures/pdf.ts'
import { makeRawPptx, shape } from '../helpers/fixtures/pptx.ts'
import { makeXlsx } from '../helpers/fixtures/xlsx.ts'
import { type FakeServices, fakeServices } from '../helpers/services.ts'
import { type Shelved, shelve } from './shelf.ts'

const executable = findBrowser()
const webFolder = fileURLToPath(new URL('../../dist/web', import.meta.url))

/** What these tests ask of elements in the browser. */
type Frame = { left: number; right: number; top: number; bottom: number }
type Shown = { getBoundingClientRect: () => Frame; closest: (selector: string) => Shown; ownerSVGElement: Shown }
type Pixels = { getImageData: (x: number, y: number, width: number, height: number) => { data: Uint8ClampedArray } }
type Painted = { width: number; getContext: (kind: '2d') => Pixels }

const FILLER = Array.from({ length: 60 }, (_, n) => `${n + 1}号记录：现场确认、双人复核、当天回填，未完成的次日点名。`)
const CITED = '口头变更必须在 24 小时内补变更单🚢，超过 10 人天的上变更委员会。'
const PDF_CITED = '口头变更必须在 24 小时内补变更单。'
const ROWS = [['编号', '现象；原因', '责任人'], ...FILLER.map((words, n) => [`K-${n}`, words, '张三'])]

const FILES: [string, () => string | Promise<Uint8Array>, cited: string][] = [
  ['规定.md', () => `# 规定\n\n${FILLER.join('\n\n')}\n\n> ${CITED}\n\n${FILLER.join('\n\n')}`, CITED],
  ['纪要.txt', () => [...FILLER, CITED, ...FILLER].join('\r\n'), CITED],
  ['页面.html', () => `<h1>题</h1>${FILLER.map((line) => `<p>${line}</p>`).join('')}<p>${CITED}</p>`, CITED],
  [
    '复盘.docx',
    () =>
      makeDocx([
        heading('复盘'),
        ...FILLER.map(paragraph),
        table([
          ['阶段', '办法'],
          ['变更', CITED],
        ]),
      ]),
    CITED,
  ],
  [
    '汇报.pptx',
    () =>
      makeRawPptx(FILLER.slice(0, 9).map((line, n) => shape([`第${n}页`], 'title') + shape([n === 7 ? CITED : line]))),
    CITED,
  ],
  [
    '登记.xlsx',
    () =>
      makeXlsx({ 甲: (sheet) => sheet.addRows(ROWS), 乙: (sheet) => sheet.addRows([...ROWS, ['K-x', CITED, '李四']]) }),
    CITED,
  ],
  [
    '指南.pdf',
    async () => makePdf([linesOf(FILLER.slice(0, 20)), linesOf(['前一段。', PDF_CITED, '后一段。'])]),
    PDF_CITED,
  ],
]

describe.skipIf(executable === undefined)('the document viewer', () => {
  let browser: Browser
  let context: BrowserContext
  let fake: FakeServices
  let server: ListeningServer
  let page: Page
  let faults: string[]

  beforeAll(async () => {
    browser = await openBrowser(executable ?? '')
    context = await newContext(browser)
  })
  afterAll(async () => {
    await browser.close()
  })
  beforeEach(async () => {
    fake = await fakeServices()
    server = await startServer(createApp(fake.services, { webFolder }), { host: '127.0.0.1', port: 0 })
    page = await context.newPage()
    faults = watchFaults(page, server.url)
  })
  afterEach(async () => {
    await page.close()
    await server.stop()
    await fake.close()
  })

  const openAt = async ({ documentId, versionId }: Shelved, span?: { start: number; end: number }) => {
    const place = span ? `&start=${span.start}&end=${span.end}` : ''
    await page.goto(`${server.url}/documents/${documentId}?version=${versionId}${place}`)
  }
  const view = (name: string) => page.getByRole('radio', { name }).click()
  const spanOf = (text: string, words: string) => ({
    start: text.indexOf(words),
    end: text.indexOf(words) + words.length,
  })
  const marked = async () => (await page.locator('mark').allTextContents()).join('')
  const isSeen = (selector: string) =>
    page
      .locator(selector)
      .first()
      .evaluate((found: Shown) => {
        const { top, bottom } = found.getBoundingClientRect()
        const frame = found.closest('[data-scrolls]').getBoundingClientRect()
        return top >= frame.top && bottom <= frame.bottom
      })

  it.each(FILES)('opens %s at exactly the cited words, in the original and in the text', async (path, make, cited) => {
    const shelved = await shelve(fake, path, await make())
    await openAt(shelved, spanOf(shelved.text, cited))
    await view('原件')
    const isPdf = path.endsWith('.pdf')
    const inOriginal = isPdf ? 'rect[data-cited]' : 'mark'
    await page.locator(inOriginal).first().waitFor({ state: 'attached' })
    if (!isPdf) expect(await marked()).toBe(cited)
    await expect.poll(() => isSeen(inOriginal)).toBe(true)
    await view('文本')
    await expect.poll(marked).toBe(cited)
    await expect.poll(() => isSeen('mark')).toBe(true)
    expect(faults).toEqual([])
  })

  it('boxes cited words of a PDF where they are printed, on the page as pdf.js paints it', async () => {
    const shelved = await shelve(fake, '指南.pdf', makePdf([linesOf(['前一段。', PDF_CITED, '后一段。'])]))
    await openAt(shelved, spanOf(shelved.text, '24 小时内'))
    await view('原件')
    await page.locator('canvas[data-painted]').waitFor()
    const found = await page.locator('rect[data-cited]').evaluate((box: Shown) => {
      const sheet = box.ownerSVGElement.getBoundingClientRect()
      const { left, right, top, bottom } = box.getBoundingClientRect()
      const scale = 595 / (sheet.right - sheet.left)
      return [left - sheet.left, right - sheet.left, top - sheet.top, bottom - sheet.top].map((each) => each * scale)
    })
    const [left = 0, right = 0, top = 0, bottom = 0] = found
    const start = 72 + 12 * '口头变更必须在'.length + 6
    expect(Math.abs(left - start)).toBeLessThan(4)
    expect(Math.abs(right - (start + 6 * 3 + 12 * 3))).toBeLessThan(4)
    expect(top).toBeLessThan(118 - 8)
    expect(bottom).toBeGreaterThan(118)
    const isInked = await page
      .locator('canvas')
      .first()
      .evaluate((canvas: Painted, x: number) => {
        const scale = canvas.width / 595
        const { data } = canvas.getContext('2d').getImageData(x * scale, 106 * scale, 54 * scale, 14 * scale)
        return data.some((value, at) => at % 4 === 0 && value < 120)
      }, start)
    expect(isInked).toBe(true)
    expect(faults).toEqual([])
  })

  /** Every chunk of the text view with its words, collected while it is scrolled through. */
  const boxedChunks = async () => {
    const boxes = new Map<string, string>()
    const region = page.getByLabel(/^提取的文本/)
    for (let rest = 0; rest < 3; ) {
      const before = boxes.size
      for (const box of await region.locator('section[data-chunk]').all()) {
        boxes.set((await box.getAttribute('data-span')) ?? '', (await box.locator('[data-words]').textContent()) ?? '')
      }
      rest = boxes.size === before ? rest + 1 : 0
      await region.evaluate((box: { scrollTop: number; clientHeight: number }) => {
        box.scrollTop += box.clientHeight * 0.8
      })
      await page.waitForTimeout(60)
    }
    return boxes
  }

  it.each(FILES)('shows where %s was cut: each chunk of the service in a box, to the character', async (path, make) => {
    const shelved = await shelve(fake, path, await make())
    await openAt(shelved)
    await page.getByRole('button', { name: '切片', exact: true }).click()
    await view('原件')
    const cuts = page.locator('[data-side="original"] [data-chunk]')
    await cuts.first().waitFor()
    await view('文本')
    await page.locator('section[data-chunk]').first().waitFor()
    const expected = shelved.chunks.map(({ start, end }) => [`${start}-${end}`, shelved.text.slice(start, end)])
    expect([...(await boxedChunks())]).toEqual(expected)
    expect(faults).toEqual([])
  })

  it('lights up on a PDF page the chunk that is pointed at in the text, and the reverse', async () => {
    const lines = FILLER.slice(0, 24)
    const shelved = await shelve(fake, '指南.pdf', makePdf([linesOf(lines), linesOf(FILLER.slice(24, 48))]))
    await openAt(shelved)
    await page.getByRole('button', { name: '切片', exact: true }).click()
    const frames = page.locator('[data-side="original"] rect[data-chunk="1"]')
    const box = page.locator('section[data-chunk="1"]')
    const bar = page.locator('[data-chunk-bar]')
    await frames.first().waitFor({ state: 'attached' })
    const look = async () => (await frames.first().getAttribute('class')) ?? ''
    expect(await look()).toContain('stroke-dasharray')
    await box.getByRole('button').hover()
    await expect.poll(look).not.toContain('stroke-dasharray')
    expect(await bar.innerText()).toMatch(/^切片 2/)
    await page.mouse.move(0, 0)
    await expect.poll(look).toContain('stroke-dasharray')
    const last = shelved.chunks.length - 1
    await page.locator(`section[data-chunk="1"]`).getByRole('button').click()
    await expect.poll(() => isSeen('rect[data-chunk="1"]')).toBe(true)
    const [first] = await page.locator('[data-side="original"] text[data-start]').all()
    await first?.click()
    expect(await page.locator('section[data-chunk="0"] button').getAttribute('aria-pressed')).toBe('true')
    expect(last).toBeGreaterThan(1)
    expect(faults).toEqual([])
  })

  it('keeps the cuts shown from document to document, and its place when they are switched', async () => {
    const shelved = await shelve(fake, '纪要.txt', FILES[1]?.[1]() as string)
    await openAt(shelved, spanOf(shelved.text, CITED))
    await view('文本')
    await expect.poll(() => isSeen('mark')).toBe(true)
    await page.getByRole('button', { name: '切片', exact: true }).click()
    await page.locator('section[data-chunk] mark').first().waitFor()
    await expect.poll(() => isSeen('mark')).toBe(true)
    await openAt(shelved)
    await page.locator('section[data-chunk="0"]').waitFor()
    await page.getByRole('button', { name: '切片', exact: true }).click()
    await page.locator('section[data-chunk]').first().waitFor({ state: 'detached' })
  })

  it('paints only the pages in sight of a PDF of many', async () => {
    const pages = Array.from({ length: 400 }, (_, n) => linesOf([`第 ${n + 1} 页的第一行。`, `数字是 ${n * 7}。`]))
    const shelved = await shelve(fake, '总集.pdf', makePdf(pages))
    await openAt(shelved, spanOf(shelved.text, '第 377 页的第一行。'))
    await view('原件')
    await expect.poll(() => isSeen('rect[data-cited]')).toBe(true)
    expect(await page.locator('canvas').count()).toBeLessThan(12)
    expect(await page.getByText('第 377 / 400 页').count()).toBe(1)
  })

  it('goes from passage to passage by key, tells which one it is, and back', async () => {
    const shelved = await shelve(fake, '规定.md', FILES[0]?.[1]() as string)
    const [first, second, third] = shelved.chunks
    await openAt(shelved, { start: first?.start ?? 0, end: (first?.start ?? 0) + 4 })
    await page.getByText(`第 1 / ${shelved.chunks.length} 段`).waitFor()
    await page.keyboard.press(']')
    await page.keyboard.press('ArrowDown')
    await page.getByText(`第 3 / ${shelved.chunks.length} 段`).waitFor()
    await expect.poll(() => isSeen(`[data-start="${third?.start}"]`)).toBe(true)
    await page.keyboard.press('[')
    await page.getByText(`第 2 / ${shelved.chunks.length} 段`).waitFor()
    expect(second).toBeDefined()
    await page.getByRole('button', { name: '回到引用处' }).click()
    await expect.poll(() => isSeen('mark')).toBe(true)
  })

  it('goes to a heading of the outline', async () => {
    const words = `# 总则\n\n${FILLER.join('\n\n')}\n\n## 附则\n\n${FILLER.join('\n\n')}`
    await openAt(await shelve(fake, '规定.md', words))
    await page.getByRole('button', { name: '目录' }).click()
    await page.getByRole('navigation', { name: '目录' }).getByRole('button', { name: '附则' }).click()
    await expect.poll(() => isSeen('[aria-level="3"]')).toBe(true)
  })

  it('shows what a document holds as words, never as markup, and asks nobody for anything', async () => {
    const words = [
      '# <img src=x onerror="document.title=1">',
      '<script>document.title = "run"</script>',
      '![图](http://elsewhere.example/a.png) [链](javascript:document.title=2)',
      'تم تأجيل القبول النهائي 👩🏽‍💻 עברית',
    ].join('\n\n')
    const shelved = await shelve(fake, '脚本.md', words)
    await openAt(shelved, spanOf(shelved.text, 'القبول النهائي 👩🏽‍💻'))
    await expect.poll(marked).toBe('القبول النهائي 👩🏽‍💻')
    const region = page.getByRole('region', { name: /^原件/ })
    expect(await region.locator('img, script, a').count()).toBe(0)
    expect(await region.textContent()).toContain('<script>document.title = "run"</script>')
    expect(faults).toEqual([])
  })

  it('says that a version is not the current one, shows its words, and goes to the current one', async () => {
    const old = await shelve(fake, '规定.md', '旧的规定是三十天。')
    await shelve(fake, '规定.md', '新的规定是十五天。')
    await openAt(old, spanOf(old.text, '三十天'))
    await expect.poll(marked).toBe('三十天')
    await page.getByText('引用来自较早的版本').waitFor()
    await page.getByRole('button', { name: '看当前版本' }).click()
    await page.getByText('新的规定是十五天。').waitFor()
    expect(await page.locator('mark').count()).toBe(0)
  })

  it('says that a document is gone', async () => {
    await page.goto(`${server.url}/documents/no-such-document`)
    await page.getByText('这份文档已经不在库里').waitFor()
  })

  it('shows the text of a PDF whose original is gone', async () => {
    const shelved = await shelve(fake, '指南.pdf', makePdf([linesOf(['前一段。', PDF_CITED])]))
    await rm(join(fake.folder, 'files'), { recursive: true })
    await openAt(shelved, spanOf(shelved.text, PDF_CITED))
    await page.getByText('服务里已经没有原件').waitFor()
    await expect.poll(marked).toBe(PDF_CITED)
  })

  it('cuts a title of 500 characters and has all of it at hand', async () => {
    const shelved = await shelve(fake, '题.html', `<title>${'很长的标题'.repeat(100)}</title><p>正文。</p>`)
    await openAt(shelved)
    const title = page.locator('section h2')
    await title.waitFor()
    expect((await title.getAttribute('title'))?.length).toBe(500)
    expect((await title.boundingBox())?.height).toBeLessThan(60)
  })
})
