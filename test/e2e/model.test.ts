import { afterAll, describe, expect, it } from 'vitest'
import { zh } from '../../web/language/zh.ts'
import { type OpenAiServer, startOpenAiServer } from '../helpers/openai-server.ts'
import { findBrowser } from './browser.ts'
import { addFiles, askQuestion, marksOf, settledTurn, uploadsDone } from './steps.ts'
import { browserSuite } from './suite.ts'

const executable = findBrowser()

const RULE = '口头变更必须在 24 小时内补变更单，超过 10 人天的上变更委员会。'
const QUESTION = '口头变更多久内要补变更单？'
const REPLY = '口头变更必须在 24 小时内补变更单。[1]'

const FILE = { name: '变更管理.md', mimeType: 'text/markdown', buffer: Buffer.from(`# 变更管理规定\n\n${RULE}\n`) }

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
    const asked = askQuestion(page, QUESTION)
    await page.getByText(zh.ask.writing).waitFor()
    await page.locator('article[aria-busy="true"]').getByText('口头变更必须').waitFor()
    const turn = await asked
    await turn.getByText(zh.ask.generated).waitFor()
    expect(await marksOf(turn).count()).toBe(1)
  })

  it('stops when told to, keeps what was written, and asks again', async () => {
    const page = await suite.open()
    chat?.nextModes('slow')
    await page.getByLabel(zh.ask.questionLabel).fill(QUESTION)
    await page.keyboard.press('Enter')
    await page.locator('article').getByText('口头变更必须').waitFor()
    await page.getByRole('button', { name: zh.ask.stop, exact: true }).click()
    const turn = await settledTurn(page, QUESTION)
    await turn.getByText(zh.ask.stopped).waitFor()
    await turn.getByRole('button', { name: zh.ask.askAgain }).click()
    await marksOf(page.locator('article').last()).first().waitFor()
  })

  it('answers in the words of the source when the model breaks off, and says so', async () => {
    const page = await suite.open()
    chat?.nextModes('cut_off', 'cut_off', 'cut_off', 'cut_off')
    const turn = await askQuestion(page, QUESTION)
    await turn.getByText(zh.ask.degraded(zh.ask.services.chat ?? '')).waitFor()
    expect(await turn.innerText()).toContain(RULE)
    chat?.nextModes()
  })

  it('says when the connection breaks in the middle, keeps the part, and answers on retry', async () => {
    const page = await suite.open('/', { expected: /ERR_/ })
    chat?.setMode('slow')
    await page.getByLabel(zh.ask.questionLabel).fill(QUESTION)
    await page.keyboard.press('Enter')
    await page.locator('article').getByText('口头变更必须').waitFor()
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
