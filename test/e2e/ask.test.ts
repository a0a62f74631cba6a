import { join } from 'node:path'
import type { Page } from 'playwright-core'
import { describe, expect, it } from 'vitest'
import { zh } from '../../web/language/zh.ts'
import { getJson, SAMPLE_DOCUMENTS } from '../helpers/built.ts'
import { findBrowser } from './browser.ts'
import {
  addFiles,
  askQuestion,
  highlighted,
  isInView,
  keptAnswer,
  marksOf,
  originalView,
  textView,
  uploadsDone,
} from './steps.ts'
import { browserSuite } from './suite.ts'

const executable = findBrowser()

const QUESTIONS = [
  ['k05_第五组产品研发部讨论.docx', '产品研发部', '同一个问题被反复问，由谁写成条目？'],
  ['k10_云岫数字工厂预投复盘.pdf', '预投复盘', '没有合同期间的交付物要请谁签收？'],
  ['k12_海棠银行知识助手复盘.pptx', '海棠银行', '第 4 周停两天是谁拍的板？'],
  ['k15_2025踩坑登记表.xlsx', '踩坑登记表', '电容笔平板换了多少台？'],
  ['k20_变更管理与现网变更规定.md', '变更管理', '口头变更多久内要补变更单？'],
  ['k36_商务与回款指引.txt', '商务与回款', '投标保证金要提前几天申请，找谁？'],
] as const

const lettersOf = (words: string) => words.replaceAll(/[^\p{L}\p{N}]/gu, '')

/** What of a quote stands highlighted in the original: of a table row the cells, without the names of the columns. */
function shownWords(file: string, quote: string): string {
  if (!file.endsWith('.xlsx')) return lettersOf(quote)
  return lettersOf(quote.replaceAll(/(^|；)[^：；]+：/gu, '；'))
}

/** Takes the one document with these words in its title into the scope. */
async function scopeTo(page: Page, title: string): Promise<void> {
  const pane = page.getByRole('complementary', { name: /范围/ })
  await pane.getByLabel(zh.ask.scopeFind).fill(title)
  await pane.getByRole('checkbox', { name: title }).check()
}

describe.skipIf(executable === undefined)('asking', () => {
  const suite = browserSuite(executable)

  it('takes a file of every format in and reads each to the end', async () => {
    const page = await suite.open('/library')
    await addFiles(
      page,
      QUESTIONS.map(([file]) => join(SAMPLE_DOCUMENTS, file)),
    )
    const panel = await uploadsDone(page)
    expect(await panel.getByRole('status').innerText()).toBe('6 / 6')
    await page.getByText(zh.library.count('6')).waitFor()
    const { documents } = await getJson<{ documents: { state: string }[] }>(`${suite.url()}/api/documents`)
    expect(documents.map(({ state }) => state)).toEqual(QUESTIONS.map(() => 'ready'))
  })

  it.each(QUESTIONS)('opens %s at exactly the words that an answer cites', async (file, title, question) => {
    const page = await suite.open()
    await scopeTo(page, title)
    const turn = await askQuestion(page, question)
    const { status, citations } = await keptAnswer(page)
    expect(status).toBe('answered')
    const first = citations[0]
    await marksOf(turn).first().click()
    const original = originalView(page)
    const words = file.endsWith('.pdf') ? original.locator('[data-cited]') : original.locator('mark')
    await words.first().waitFor()
    await expect.poll(() => isInView(page, words.first())).toBe(true)
    if (file.endsWith('.pdf')) await original.locator('canvas[data-painted]').first().waitFor()
    else expect(lettersOf(await highlighted(original))).toBe(shownWords(file, first?.quote ?? ''))
    await page.getByRole('radio', { name: zh.viewer.text, exact: true }).click()
    expect(await highlighted(textView(page))).toBe(first?.quote)
    for (const { n, quote } of citations.slice(1, 4)) {
      await turn.getByRole('list', { name: zh.ask.sources }).getByText(String(n), { exact: true }).click()
      await expect.poll(() => highlighted(textView(page))).toBe(quote)
    }
  })

  it('refuses what no document says, and opens the nearest passages', async () => {
    const page = await suite.open()
    const turn = await askQuestion(page, '火星基地的氧气供应商是谁？')
    await turn.getByRole('heading', { name: zh.ask.refused }).waitFor()
    const { nearest } = await keptAnswer(page)
    await turn.getByRole('listitem').getByRole('button').first().click()
    await page.getByRole('radio', { name: zh.viewer.text, exact: true }).click()
    expect(await highlighted(textView(page))).toBe(nearest[0]?.text)
  })

  it('keeps a conversation: its address opens it again, with every answer', async () => {
    const page = await suite.open()
    await askQuestion(page, '口头变更多久内要补变更单？')
    await askQuestion(page, '投标保证金要提前几天申请？')
    await page.reload()
    await page.locator('article[data-turn]').nth(1).waitFor()
    expect(await page.locator('article[data-turn] h2').allInnerTexts()).toEqual([
      expect.stringContaining('口头变更'),
      expect.stringContaining('投标保证金'),
    ])
  })
})
