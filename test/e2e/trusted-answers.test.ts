import { setTimeout as sleep } from 'node:timers/promises'
import { beforeAll, beforeEach, describe, expect, it } from 'vitest'
import type { Answer, AnswerStep, Citation } from '../../src/answering/answer.ts'
import { noteGap } from '../../src/db/gaps.ts'
import { zh } from '../../web/language/zh.ts'
import { addDocument, makeAnswer, makePassage } from '../helpers/services.ts'
import { findBrowser } from './browser.ts'
import { scriptedSuite } from './scripted-service.ts'
import { askQuestion, highlighted, marksOf, settledTurn, sidewaysScroll, textView } from './steps.ts'

const executable = findBrowser()

const OLD = '补单时限：口头变更必须在 48 小时内补变更单，由项目经理签字。'
const NEW = '自六月起，口头变更必须在 24 小时内补变更单，逾期不认工作量。'
const QUESTION = '口头变更多久内要补变更单？'

type Source = { documentId: string; versionId: string; chunkIds: string[]; title: string; text: string }

describe.skipIf(executable === undefined)('an answer that says what to doubt', () => {
  const suite = scriptedSuite(executable)
  let sources: { old: Source; recent: Source }
  let count = 0

  const put = async (title: string, text: string, date: string, speaker: string): Promise<Source> => {
    const added = await addDocument(suite.fake(), { path: `${title}.md`, text, title, speaker })
    const json = { method: 'PATCH', headers: { 'content-type': 'application/json' }, body: JSON.stringify({ date }) }
    await fetch(`${suite.url()}/api/documents/${added.documentId}`, json)
    return { ...added, title, text }
  }
  const cite = (n: number, { documentId, versionId, chunkIds, title, text }: Source, speaker: string): Citation => {
    const [chunkId = ''] = chunkIds
    const span = { start: 0, end: text.length }
    return { n, chunkId, documentId, versionId, title, quote: text, span, speaker }
  }
  const passageOf = ({ documentId, versionId, chunkIds: [chunkId = ''], title, text }: Source) =>
    makePassage({ chunkId, documentId, versionId, title, text, span: { start: 0, end: text.length } })
  const answerOf = (fields: Partial<Answer>): Answer => {
    count += 1
    const { old, recent } = sources
    return makeAnswer({
      id: `answer-${count}`,
      question: QUESTION,
      mode: 'generated',
      text: '口头变更要在 48 小时内补变更单。[1] 新规定改成 24 小时。[2]',
      citations: [cite(1, old, '林启山'), cite(2, recent, '尤佳慧')],
      nearest: [passageOf(old), passageOf(recent)],
      ...fields,
    })
  }

  beforeAll(async () => {
    sources = {
      old: await put('变更管理规定', OLD, '2024-03-01', '林启山'),
      recent: await put('变更管理补充规定', NEW, '2025-06-01', '尤佳慧'),
    }
  })
  beforeEach(() => {
    suite.fake().gives.ask = () => answerOf({})
  })

  it('underlines what no source supports, says why when asked, and lets a half-confirmed sentence look lighter', async () => {
    suite.fake().gives.ask = () =>
      answerOf({
        status: 'partial',
        text: '口头变更要在 48 小时内补变更单。[1] 逾期罚款三万元。[2] 签字的是项目经理。[1]',
        sentences: [
          { text: '口头变更要在 48 小时内补变更单。', citations: [1], support: 'supported' },
          {
            text: '逾期罚款三万元。',
            citations: [2],
            support: 'unsupported',
            notes: ['not in the cited passages: 三万元', 'a note of tomorrow'],
          },
          {
            text: '签字的是项目经理。',
            citations: [1],
            support: 'partial',
            notes: ['little of it stands in the cited passages'],
          },
        ],
      })
    const page = await suite.open()
    const turn = await askQuestion(page, QUESTION)
    expect(await turn.locator('[data-support=unsupported]').innerText()).toBe('逾期罚款三万元。')
    expect(await turn.locator('[data-support=partial]').innerText()).toBe('签字的是项目经理。')
    const lineUnder = async (support: string) =>
      String(
        await page.evaluate(`getComputedStyle(document.querySelector('[data-support=${support}]')).textDecoration`),
      )
    expect(await lineUnder('unsupported')).toContain('dotted')
    expect(await lineUnder('partial')).not.toBe(await lineUnder('unsupported'))
    await turn.getByRole('button', { name: zh.ask.unsupported }).click()
    const why = page.getByRole('dialog', { name: zh.answer.whyDoubted })
    expect(await why.getByRole('listitem').allInnerTexts()).toEqual([
      zh.answer.notesAbout['not in the cited passages']?.('三万元'),
      'a note of tomorrow',
    ])
    await turn.getByText(zh.answer.doubts(1)).waitFor()
  })

  it('puts sources that disagree side by side, each with its value, date and speaker, and opens either', async () => {
    const conflicts = [{ about: '补变更单', citations: [1, 2], values: ['48 小时', '24 小时'] }]
    suite.fake().gives.ask = () => answerOf({ conflicts })
    const page = await suite.open()
    const turn = await askQuestion(page, QUESTION)
    const sides = turn.getByRole('note', { name: zh.answer.conflictTitle }).getByRole('button')
    await turn.getByText('2025年6月1日').waitFor()
    expect(await sides.locator('mark').allInnerTexts()).toEqual(['48 小时', '24 小时'])
    expect(await sides.nth(0).innerText()).toContain(zh.document.speaker('林启山'))
    expect(await sides.nth(1).innerText()).toContain('变更管理补充规定')
    await sides.nth(1).click()
    await page.getByRole('radio', { name: zh.viewer.text, exact: true }).click()
    expect(await highlighted(textView(page))).toBe(NEW)
  })

  it('marks a source that a newer one supersedes with a clock, and opens the newer one', async () => {
    const { documentId, title } = sources.recent
    const stale = [{ citation: 1, newer: { documentId, title, date: '2025-06-01' } }]
    suite.fake().gives.ask = () => answerOf({ stale })
    const page = await suite.open()
    const turn = await askQuestion(page, QUESTION)
    expect(await marksOf(turn).locator('[data-stale]').count()).toBe(1)
    await marksOf(turn).first().hover()
    const newer = zh.answer.newer(title, '2025年6月1日')
    await page.getByRole('dialog', { name: zh.ask.sources }).getByRole('button', { name: newer }).waitFor()
    await page.mouse.move(0, 0)
    await turn.getByRole('note').getByRole('button', { name: newer }).click()
    await page.getByRole('complementary', { name: zh.ask.sourcePane }).getByText(title).first().waitFor()
  })

  it('shows the steps of a deep search as they come, folds them afterwards, and opens what a step found', async () => {
    const { documentId, title, chunkIds } = sources.old
    const found = [{ documentId, title, chunkId: chunkIds[0] ?? '' }]
    const steps: AnswerStep[] = [
      { n: 1, kind: 'search', about: '口头变更 补变更单 时限', found, tookMs: 40 },
      { n: 2, kind: 'read', about: title, found, tookMs: 120 },
      { n: 3, kind: 'conclude', about: '两份规定的时限不同。', found: [], tookMs: 900 },
    ]
    let finish = () => {}
    const finished = new Promise<void>((resolve) => {
      finish = resolve
    })
    suite.fake().gives.ask = async (_call, onEvent) => {
      for (const step of steps) onEvent({ event: 'step', data: step })
      await finished
      return answerOf({ steps, nearest: [] })
    }
    const page = await suite.open()
    await page.getByRole('button', { name: zh.answer.deep, exact: true }).click()
    await page.getByLabel(zh.ask.questionLabel).fill(QUESTION)
    await page.keyboard.press('Enter')
    const live = page.locator('article[aria-busy=true]').getByRole('list', { name: zh.answer.steps })
    await live.getByText('两份规定的时限不同。').waitFor()
    expect(suite.fake().calls.ask.at(-1)?.request.depth).toBe('deep')
    finish()
    const turn = await settledTurn(page, QUESTION)
    const list = turn.getByRole('list', { name: zh.answer.steps })
    expect(await list.isVisible()).toBe(false)
    await turn.getByText(zh.answer.stepsDone(3, '1.1')).click()
    await list.getByRole('button', { name: title }).first().click()
    await page.getByRole('radio', { name: zh.viewer.text, exact: true }).click()
    expect(await highlighted(textView(page))).toBe(OLD)
  })

  it('says as what a follow-up was looked for, and asks it as typed in a conversation of its own', async () => {
    const asked = '口头变更逾期不补变更单会怎样？'
    const page = await suite.open()
    await askQuestion(page, QUESTION)
    suite.fake().gives.ask = async ({ request }, onEvent) => {
      if (request.question !== '那逾期呢？') return answerOf({})
      onEvent({ event: 'rewritten', data: { question: asked } })
      await sleep(50)
      return answerOf({ question: request.question, asked })
    }
    const turn = await askQuestion(page, '那逾期呢？')
    await turn.getByText(zh.answer.askedAs(asked)).waitFor()
    const before = page.url()
    suite.fake().gives.ask = ({ request }) => answerOf({ question: request.question })
    await turn.getByRole('button', { name: zh.answer.askTyped }).click()
    await page.waitForURL((url) => url.href !== before)
    await settledTurn(page, '那逾期呢？')
    expect(await page.locator('article[data-turn]').count()).toBe(1)
    const ids = suite.fake().calls.ask.map(({ request }) => request.conversationId)
    expect(ids.at(-1)).not.toBe(ids.at(-2))
  })

  it('answers again from the library of today and shows what went, what came and what stayed', async () => {
    const sentence = (text: string, n: number) => ({ text, citations: [n], support: 'supported' as const })
    const { old, recent } = sources
    const kept = sentence('变更单由项目经理签字。', 1)
    suite.fake().gives.ask = ({ request }) =>
      request.replayOf === undefined
        ? answerOf({ sentences: [sentence('时限是 48 小时。', 1), kept], citations: [cite(1, old, '林启山')] })
        : answerOf({
            sentences: [kept, sentence('时限是 24 小时。', 2)],
            citations: [cite(1, recent, '尤佳慧')],
            snapshot: 's2',
          })
    const page = await suite.open()
    const turn = await askQuestion(page, QUESTION)
    await turn.getByRole('button', { name: zh.replay.action }).click()
    const dialog = page.getByRole('dialog', { name: zh.replay.title })
    await dialog.getByText(zh.replay.changed).waitFor()
    expect(await dialog.locator('del').innerText()).toBe('时限是 48 小时。')
    const lines = await dialog.getByRole('listitem').allInnerTexts()
    const states = lines.slice(0, 3).map((line) => line.replaceAll(/\s+/g, ' '))
    expect(states).toEqual([
      expect.stringContaining('去掉: 时限是 48 小时。'),
      expect.stringContaining('保留: 变更单由项目经理签字。'),
      expect.stringContaining('新增: 时限是 24 小时。'),
    ])
    await dialog.getByText('变更管理补充规定').first().waitFor()
    await page.keyboard.press('Escape')
    await dialog.waitFor({ state: 'detached' })
    expect(await page.locator('article[data-turn]').count()).toBe(1)
  })

  it('refuses with whom to ask and with the gap that it noted', async () => {
    const { documentId, title } = sources.old
    suite.fake().gives.ask = () => {
      const answer = answerOf({ status: 'refused', text: '资料中没有。', sentences: [], citations: [] })
      const gap = { question: QUESTION, language: 'zh' as const, reason: 'unknown_entity', missing: ['罚款'] }
      const gapId = noteGap(suite.fake().services.db, { ...gap, nearest: [{ documentId }], answerId: answer.id })
      return { ...answer, gapId, mightKnow: [{ name: '林启山', documentId, title }] }
    }
    const page = await suite.open('/', { viewport: { width: 360, height: 780 } })
    const turn = await askQuestion(page, QUESTION)
    await turn.getByText('林启山', { exact: true }).waitFor()
    await turn.getByText(zh.gaps.reasons.unknown_entity ?? '').waitFor()
    expect(await sidewaysScroll(page)).toBe(0)
    await turn.getByRole('link', { name: zh.answer.gapOpen }).click()
    await page.getByRole('heading', { name: zh.gaps.title, level: 1 }).waitFor()
    await page.getByRole('listitem', { name: QUESTION }).waitFor()
    expect(await sidewaysScroll(page)).toBe(0)
  })
})
