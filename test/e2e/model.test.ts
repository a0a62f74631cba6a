import type { Page } from 'playwright-core'
import { afterAll, describe, expect, it } from 'vitest'
import { zh } from '../../web/language/zh.ts'
import { type OpenAiServer, startOpenAiServer } from '../helpers/openai-server.ts'
import { findBrowser } from './browser.ts'
import { addFiles, askQuestion, marksOf, settledTurn, uploadsDone } from './steps.ts'
import { browserSuite } from './suite.ts'

const executable = findBrowser()

const RULE = '口头变更必须在 24 小时内补变更单，超过 10 人天的上变更委员会。'
const QUESTION = '口头变更多久内要补变更单？'
const REPLY = '口头变更必须在 24 小时内补变更单。[1] 其中超过 10 人天的，要上变更委员会，由变更委员会来审批。[1]'

const FILE = { name: '变更管理.md', mimeType: 'text/markdown', buffer: Buffer.from(`# 变更管理规定\n\n${RULE}\n`) }

/** Puts the question and waits for the first words of an answer that is still being written. */
async function beginAsking(page: Page): Promise<void> {
  await page.getByLabel(zh.ask.questionLabel).fill(QUESTION)
  await page.keyboard.press('Enter')
  await page.locator('article[aria-busy="true"]').getByText('24 小时内').first().waitFor()
}

describe.skipIf(executable === undefined)('asking with a model', () => {
  let chat: OpenAiServer | undefined
  const suite = browserSuite(executable, {
    environment: async () => {
      chat ??= await startOpenAiServer({ complete: () => REPLY, delayMs: 150 })
      return { CHAT_BASE_URL: chat.baseUrl, CHAT_MODEL: 'test' }
    },
  })
  afterAll(() => chat?.close())

  it('writes the answer as it comes, checked against the source', async () => {
    const page = await suite.open('/library')
    await addFiles(page, FILE)
    await uploadsDone(page)
    await page.getByRole('link', { name: zh.shell.ask }).first().click()
    chat?.nextModes('slow')
    await beginAsking(page)
    const turn = await settledTurn(page, QUESTION)
    await turn.getByText(zh.ask.generated).waitFor()
    expect(await marksOf(turn).count()).toBe(2)
  })

  it('stops when told to, keeps what was written, and asks again', async () => {
    const page = await suite.open()
    chat?.nextModes('slow')
    await beginAsking(page)
    await page.getByRole('button', { name: zh.ask.stop, exact: true }).click()
    const turn = await settledTurn(page, QUESTION)
    await turn.getByText(zh.ask.stopped).waitFor()
    await turn.getByRole('button', { name: zh.ask.askAgain }).click()
    await marksOf(page.locator('article').last()).first().waitFor()
  })

  it('answers in the words of the source when the model breaks off, and says so', async () => {
    const page = await suite.open()
    chat?.setMode('cut_off')
    const turn = await askQuestion(page, QUESTION)
    await turn.getByText(zh.ask.degraded(zh.ask.services.chat ?? '')).waitFor()
    expect(await turn.innerText()).toContain(RULE)
    chat?.setMode('normal')
  })

  it('marks what the model made up, and says what of it no source has', async () => {
    const page = await suite.open()
    chat?.setReply(() => '口头变更必须在 24 小时内补变更单。[1] 超过 70 人天的要上变更委员会。[1]')
    const turn = await askQuestion(page, QUESTION)
    expect(await turn.locator('[data-support=unsupported]').innerText()).toContain('70 人天')
    await turn.getByRole('button', { name: zh.ask.unsupported }).click()
    const why = page.getByRole('dialog', { name: zh.answer.whyDoubted })
    expect(await why.getByRole('listitem').first().innerText()).toContain('70')
    chat?.setReply(() => REPLY)
  })

  it('says when the connection breaks in the middle, keeps the part, and answers on retry', async () => {
    const page = await suite.open('/', { expected: /ERR_/ })
    chat?.setMode('slow')
    await beginAsking(page)
    await suite.kill()
    const turn = await settledTurn(page, QUESTION)
    await turn.getByRole('alert').waitFor()
    expect(await turn.getByRole('alert').innerText()).toContain(zh.ask.failed)
    await turn.getByText(zh.ask.partKept).waitFor()
    chat?.setMode('normal')
    await suite.restart()
    await turn.getByRole('button', { name: zh.common.retry }).click()
    await marksOf(page.locator('article').last()).first().waitFor()
  })
})
