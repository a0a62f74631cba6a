import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Page } from 'playwright-core'
import { build } from 'vite'
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { createApp } from '../../src/app.ts'
import { listDocuments } from '../../src/db/documents.ts'
import { AppError } from '../../src/errors.ts'
import { type ListeningServer, startServer } from '../../src/server.ts'
import { type FakeServices, fakeServices } from '../helpers/services.ts'
import { type Browser, findBrowser, openBrowser } from './browser.ts'
import { CITED, fillLibrary } from './library.ts'

const executable = findBrowser()

describe.skipIf(executable === undefined)('the page', () => {
  let webFolder: string
  let browser: Browser
  let fake: FakeServices
  let server: ListeningServer
  let page: Page
  let faults: string[]

  beforeAll(async () => {
    webFolder = await mkdtemp(join(tmpdir(), 'precedent-page-'))
    await build({ configFile: 'vite.config.ts', logLevel: 'error', build: { outDir: webFolder, emptyOutDir: true } })
    browser = await openBrowser(executable ?? '')
  })
  afterAll(async () => {
    await browser.close()
    await rm(webFolder, { recursive: true, force: true })
  })
  beforeEach(async () => {
    fake = await fakeServices()
    server = await startServer(createApp(fake.services, { webFolder }), { host: '127.0.0.1', port: 0 })
    page = await browser.context.newPage()
    faults = []
    page.on('pageerror', (error) => faults.push(String(error)))
    page.on('console', (message) => {
      if (message.type() === 'error') faults.push(message.text())
    })
  })
  afterEach(async () => {
    await page.close()
    await server.stop()
    await fake.close()
  })

  const open = async () => {
    await fillLibrary(fake)
    await page.goto(server.url)
    await page.locator('.example').first().waitFor()
  }
  const ask = async (question: string) => {
    await page.locator('#question').fill(question)
    await page.keyboard.press('Enter')
  }

  it('answers an example question with marks, and each opens the source at exactly the cited words', async () => {
    await open()
    await page.locator('.example').first().click()
    await page.locator('.answer .mark').nth(1).waitFor()
    expect(await page.locator('.answer .mark').allTextContents()).toEqual(['1', '2'])
    expect(await page.locator('.answer strong').textContent()).toBe('24 小时')
    expect(await page.locator('.answer li').last().textContent()).toContain('[7]')
    for (const [index, quote] of [CITED.change, CITED.night].entries()) {
      await page.locator('.answer .mark').nth(index).click()
      const cited = page.locator('#source #cited')
      await cited.waitFor()
      expect(await cited.textContent()).toBe(quote)
      expect(await cited.evaluate('(node) => getComputedStyle(node).backgroundColor')).not.toBe('rgba(0, 0, 0, 0)')
      await expect.poll(() => isInView('#cited')).toBe(true)
      await page.keyboard.press('Escape')
      expect(await page.locator('#source').evaluate((node: { open?: boolean }) => node.open)).toBe(false)
    }
    expect(faults).toEqual([])
  })

  const isInView = async (selector: string) => {
    const box = await page.locator(selector).boundingBox()
    return box !== null && box.y >= 0 && box.y + box.height <= (page.viewportSize()?.height ?? 0)
  }
  const focused = () => page.evaluate('document.activeElement.className')

  it('shows for each source its title, section, page or speaker, and quote', async () => {
    await open()
    await ask('口头变更多久内要补单子？')
    await page.locator('.sources .card').nth(1).waitFor()
    const [first, second] = await page.locator('.sources .card').allInnerTexts()
    expect(first).toContain('变更管理与现网变更规定')
    expect(first).toContain('变更管理规定 › 口头变更 · 第 3 页')
    expect(first).toContain(CITED.change)
    expect(second).toContain('发言：陆铮')
    expect(second).toContain(CITED.night)
  })

  it('says what the answer lacks: unconfirmed sentences, disagreement, missing services', async () => {
    await open()
    await ask('口头变更多久内要补单子？')
    await page.locator('.note').nth(1).waitFor()
    expect(await page.locator('.note').allInnerTexts()).toEqual([
      expect.stringContaining('补单的时限'),
      expect.stringContaining('没有在原文里核对上'),
    ])
    expect(await page.locator('.fine').innerText()).toContain('对话模型')
    await page.locator('.note .mark').last().click()
    expect(await page.locator('#cited').textContent()).toBe(CITED.night)
  })

  it('never makes markup of what a document says', async () => {
    await open()
    await ask('割接要几个人？')
    await page.locator('.answer .mark').nth(1).click()
    await page.locator('#cited').waitFor()
    expect(await page.locator('.card b, .source-text b').count()).toBe(0)
  })

  it('shows the words as they come and can be stopped', async () => {
    await fillLibrary(fake, 400)
    await page.goto(server.url)
    await ask('割接要几个人？')
    await page.locator('.answer').waitFor()
    expect(await page.locator('#status').textContent()).toContain('找到 2 段相关原文')
    expect(await page.locator('.sources').count()).toBe(0)
    await page.locator('#submit').click()
    await expect.poll(() => page.locator('#status').textContent()).toBe('已停止。')
    await expect.poll(() => fake.calls.ask[0]?.signal?.aborted).toBe(true)
  })

  it('says when the library has no answer, and shows the nearest passages, which open too', async () => {
    await open()
    await ask('竞争对手报价多少？')
    await page.locator('.refusal').waitFor()
    expect(await page.locator('.refusal').innerText()).toContain('资料里没有写')
    expect(await page.locator('.card').count()).toBe(2)
    await page.locator('.card .link').first().click()
    await page.locator('#cited').waitFor()
    expect(await page.locator('#cited').textContent()).toBe(CITED.change)
  })

  it('tells of a failure in words of the service and asks again on demand', async () => {
    await open()
    const answering = fake.gives.ask
    fake.gives.ask = () => {
      throw new AppError('chat_failed', '模型没有响应，检查 CHAT_BASE_URL。')
    }
    await ask('割接要几个人？')
    await page.locator('.failure').waitFor()
    expect(await page.locator('.failure').innerText()).toContain('模型没有响应，检查 CHAT_BASE_URL。')
    fake.gives.ask = answering
    await page.locator('.failure button').click()
    await page.locator('.answer .mark').first().waitFor()
  })

  it('speaks Chinese first and English when asked, and remembers it', async () => {
    await open()
    expect(await page.locator('h1').textContent()).toBe('以前是怎么处理的？')
    expect(await page.locator('html').getAttribute('lang')).toBe('zh-CN')
    await page.locator('#language').click()
    expect(await page.locator('h1').textContent()).toBe('How did we handle this before?')
    expect(await page.locator('.example').count()).toBe(3)
    await page.reload()
    expect(await page.locator('html').getAttribute('lang')).toBe('en')
    await page.locator('#language').click()
    expect(await page.locator('h1').textContent()).toBe('以前是怎么处理的？')
  })

  it('keeps the question when Enter only chooses Chinese characters of an input method', async () => {
    await open()
    await page.locator('#question').fill('ge jie')
    await page.locator('#question').dispatchEvent('keydown', { key: 'Enter', isComposing: true })
    expect(await page.locator('body').getAttribute('data-phase')).toBe('empty')
    expect(fake.calls.ask).toEqual([])
  })

  it('removes the sample documents after asking', async () => {
    await open()
    await page.locator('#footer button').click()
    await page.locator('#confirm .quiet').click()
    expect(listDocuments(fake.services.db, { limit: 9 })).toHaveLength(2)
    await page.locator('#footer button').click()
    await page.locator('#confirm .danger').click()
    await page.locator('.hollow').waitFor()
    expect(listDocuments(fake.services.db, { limit: 9 })).toEqual([])
    expect(await page.locator('#footer').innerText()).toBe('资料库里有 0 份文档')
  })

  it('works from the keyboard alone', async () => {
    await open()
    await page.locator('#question').focus()
    await page.keyboard.type('割接要几个人？')
    await page.keyboard.press('Enter')
    await page.locator('.answer .mark').first().waitFor()
    await page.locator('#submit').focus()
    await page.keyboard.press('Tab')
    expect(await focused()).toBe('mark')
    await page.keyboard.press('Enter')
    await page.locator('#cited').waitFor()
    await page.keyboard.press('Escape')
    expect(await focused()).toBe('mark')
  })

  it('fits a phone of 390 pixels without scrolling sideways', async () => {
    await page.setViewportSize({ width: 390, height: 844 })
    await open()
    const overflow = () => page.evaluate('document.documentElement.scrollWidth - innerWidth')
    expect(await overflow()).toBeLessThanOrEqual(0)
    await ask('割接要几个人？')
    await page.locator('.answer .mark').first().waitFor()
    expect(await overflow()).toBeLessThanOrEqual(0)
    await page.locator('.answer .mark').first().click()
    await page.locator('#cited').waitFor()
    expect(await overflow()).toBeLessThanOrEqual(0)
    await expect.poll(() => isInView('#cited')).toBe(true)
  })

  it('opens an answer again by its address', async () => {
    await open()
    await ask('割接要几个人？')
    await page.locator('.answer .mark').nth(1).waitFor()
    expect(page.url()).toBe(`${server.url}/#answered-1`)
    await page.reload()
    await page.locator('.answer .mark').nth(1).waitFor()
    expect(await page.locator('#question').inputValue()).toBe('割接要几个人？')
    expect(fake.calls.ask).toHaveLength(1)
  })
})
