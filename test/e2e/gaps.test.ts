import { readFileSync } from 'node:fs'
import type { Page } from 'playwright-core'
import { describe, expect, it } from 'vitest'
import { en } from '../../web/language/en.ts'
import { zh } from '../../web/language/zh.ts'
import { getJson } from '../helpers/built.ts'
import { findBrowser } from './browser.ts'
import { addFiles, askQuestion, sidewaysScroll, uploadsDone } from './steps.ts'
import { browserSuite } from './suite.ts'

const executable = findBrowser()

const textFile = (name: string, text: string) => ({ name, mimeType: 'text/markdown', buffer: Buffer.from(text) })
const FILES = [
  textFile('变更.md', '# 变更管理规定\n\n口头变更必须在 24 小时内补变更单，由项目经理签字。\n'),
  textFile('食堂.md', '# 食堂通知\n\n周三中午供应饺子，排队请走东门。\n'),
]
const KNOWN = '口头变更多久内要补变更单？'
const UNKNOWN = '项目经理的手机号是多少？'

type Gaps = { gaps: { owner: string; state: string; note: string; timesAsked: number }[] }
type Questions = { questions: { evidence: { quote: string }[]; must_not: string[]; answer_points: string[] }[] }

async function savedFile(page: Page, press: () => Promise<void>): Promise<{ name: string; text: string }> {
  const downloading = page.waitForEvent('download')
  await press()
  const file = await downloading
  return { name: file.suggestedFilename(), text: readFileSync(await file.path(), 'utf8') }
}

describe.skipIf(executable === undefined)('what is made of answers', () => {
  const suite = browserSuite(executable)
  const api = <T>(path: string) => getJson<T>(`${suite.url()}/api${path}`)
  const gapCard = (page: Page) => page.getByRole('listitem', { name: UNKNOWN })

  it('says what a gap is before there is one', async () => {
    const page = await suite.open('/library')
    await addFiles(page, FILES)
    await uploadsDone(page)
    await page.getByRole('link', { name: zh.shell.gaps, exact: true }).first().click()
    await page.getByRole('heading', { name: zh.gaps.emptyTitle }).waitFor()
  })

  it('keeps who looks after a gap, its state and a note, and offers it again as a table', async () => {
    const page = await suite.open()
    const turn = await askQuestion(page, UNKNOWN)
    await turn.getByRole('link', { name: zh.answer.gapOpen }).click()
    const card = gapCard(page)
    await card.getByLabel(zh.gaps.owner).fill('尤佳慧')
    await page.keyboard.press('Enter')
    await expect.poll(() => card.getByLabel(zh.gaps.stateLabel).inputValue()).toBe('assigned')
    await card.getByRole('button', { name: zh.gaps.addNote }).click()
    await page.keyboard.type('问航天组')
    await page.keyboard.press('Tab')
    await expect
      .poll(async () => (await api<Gaps>('/gaps')).gaps[0])
      .toMatchObject({
        owner: '尤佳慧',
        state: 'assigned',
        note: '问航天组',
      })
    await page.reload()
    expect(await gapCard(page).getByLabel(zh.gaps.note).inputValue()).toBe('问航天组')
    await page.getByRole('link', { name: zh.gaps.showAll }).click()
    const table = await savedFile(page, () => page.getByRole('link', { name: zh.gaps.download }).click())
    expect(table.text).toContain('尤佳慧')
    await page
      .getByRole('navigation', { name: zh.gaps.filter })
      .getByRole('link', { name: zh.gaps.states.open })
      .click()
    await page.getByText(zh.gaps.emptyState).waitFor()
  })

  it('counts a gap up when its question is asked again, and deletes it only when that is confirmed', async () => {
    const page = await suite.open('/gaps')
    await gapCard(page).getByRole('button', { name: zh.gaps.askAgain }).click()
    await page.locator('article[aria-busy=false]').getByText(zh.answer.gapAsked(2)).waitFor()
    await page.goto(`${suite.url()}/gaps`)
    await gapCard(page).getByText(zh.gaps.asked(2)).waitFor()
    await gapCard(page)
      .getByRole('button', { name: zh.gaps.delete(UNKNOWN) })
      .click()
    await page.getByRole('dialog').getByRole('button', { name: zh.common.cancel }).click()
    expect((await api<Gaps>('/gaps')).gaps).toHaveLength(1)
    await gapCard(page)
      .getByRole('button', { name: zh.gaps.delete(UNKNOWN) })
      .click()
    await page.getByRole('dialog').getByRole('button', { name: zh.common.delete }).click()
    await page.getByRole('heading', { name: zh.gaps.emptyTitle }).waitFor()
    expect((await api<Gaps>('/gaps')).gaps).toEqual([])
  })

  it('makes an evaluation question of an answer that was bad, lists it, and gives it away as a file', async () => {
    const page = await suite.open()
    const turn = await askQuestion(page, KNOWN)
    await turn.getByRole('button', { name: zh.ask.unhelpful }).click()
    await page.getByRole('radio', { name: zh.ask.feedbackReasons.incomplete }).check()
    await page.getByRole('button', { name: zh.ask.feedbackSend }).click()
    await turn.getByRole('button', { name: zh.evaluation.action }).click()
    const form = page.getByRole('dialog', { name: zh.evaluation.formTitle })
    await form.getByRole('group', { name: zh.evaluation.evidence }).getByRole('checkbox').first().check()
    await form.getByLabel(zh.evaluation.points).fill('24 小时\n项目经理签字')
    for (const box of await form.getByRole('group', { name: zh.evaluation.mustNot }).getByRole('checkbox').all()) {
      await box.uncheck()
    }
    await form.getByRole('button', { name: zh.evaluation.save }).click()
    await page.getByRole('button', { name: zh.evaluation.show }).click()
    const card = page.getByRole('listitem', { name: KNOWN })
    await card.getByText(zh.evaluation.answerableBadge).waitFor()
    const { questions } = await api<Questions>('/evaluation-questions')
    expect(questions).toMatchObject([{ answer_points: ['24 小时', '项目经理签字'], must_not: [] }])
    expect(questions[0]?.evidence[0]?.quote).toContain('24 小时')
    const file = await savedFile(page, () => page.getByRole('link', { name: zh.evaluation.download }).click())
    expect(JSON.parse(file.text)).toMatchObject({ question: KNOWN, answerable: true })
    await card.getByRole('button', { name: zh.evaluation.delete(KNOWN) }).click()
    await page.getByRole('dialog').getByRole('button', { name: zh.common.delete }).click()
    await page.getByRole('heading', { name: zh.evaluation.emptyTitle }).waitFor()
  })

  it('renames a conversation and saves it as Markdown and as JSON', async () => {
    const page = await suite.open()
    await askQuestion(page, KNOWN)
    const menu = () => page.getByRole('button', { name: zh.answer.conversationMenu }).click()
    await menu()
    await page.getByRole('menuitem', { name: zh.answer.rename }).click()
    await page.getByLabel(zh.answer.renameLabel).fill('补单时限')
    await page.getByRole('button', { name: zh.common.save }).click()
    await page.getByRole('heading', { name: '补单时限', level: 1 }).waitFor()
    await menu()
    const markdown = await savedFile(page, () => page.getByRole('menuitem', { name: zh.answer.exportMarkdown }).click())
    expect(markdown.name).toBe('补单时限.md')
    expect(markdown.text).toContain('24 小时内补变更单')
    await menu()
    const json = await savedFile(page, () => page.getByRole('menuitem', { name: zh.answer.exportJson }).click())
    expect(JSON.parse(json.text)).toMatchObject({ title: '补单时限', answers: [{ question: KNOWN }] })
  })

  it('keeps the scope of each conversation, also through a reload', async () => {
    const page = await suite.open()
    const chips = page.locator('form').getByText(zh.ask.kindChip(zh.document.kinds.other ?? ''))
    await page.getByRole('radio', { name: zh.document.kinds.other ?? '' }).check()
    await askQuestion(page, KNOWN)
    await chips.waitFor()
    await page.reload()
    await chips.waitFor()
    await page.getByRole('link', { name: zh.ask.newConversation }).click()
    await page.getByRole('heading', { name: zh.ask.heading }).waitFor()
    expect(await chips.count()).toBe(0)
    await page.goBack()
    await chips.waitFor()
  })

  it('fits a narrow phone in either language', async () => {
    const page = await suite.open('/', { viewport: { width: 360, height: 780 } })
    await askQuestion(page, UNKNOWN)
    for (const texts of [zh, en]) {
      await page.evaluate(`localStorage.setItem('precedent.language', '${texts === zh ? 'zh' : 'en'}')`)
      await page.goto(`${suite.url()}/gaps`)
      await gapCard(page).getByLabel(texts.gaps.owner).waitFor()
      expect(await sidewaysScroll(page)).toBe(0)
      await page.goto(`${suite.url()}/gaps/questions`)
      await page.getByRole('heading', { name: texts.evaluation.title, level: 1 }).waitFor()
      expect(await sidewaysScroll(page)).toBe(0)
    }
  })
})
