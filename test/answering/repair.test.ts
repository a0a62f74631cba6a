import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import type { Chat } from '../../src/answering/answer.ts'
import { openAiChat } from '../../src/models/openai-chat.ts'
import { type Completion, type OpenAiServer, startOpenAiServer } from '../helpers/openai-server.ts'
import { ALL, askOver, quotesThatDiffer, streamed } from './sources.ts'

let server: OpenAiServer
beforeAll(async () => {
  server = await startOpenAiServer()
})
beforeEach(() => server.setMode('normal'))
afterAll(() => server.close())

const QUESTION = '摄像机晚到了几天?'
const chat: Chat = (prompt, signal) => openAiChat({ baseUrl: server.baseUrl, apiKey: 'k', model: 'm' })(prompt, signal)

/** One reply for each request, in their order. */
function replyInTurn(...replies: Completion[]): void {
  let next = 0
  server.setReply(() => replies[next++] ?? 'NO_ANSWER')
}

const LIE = '摄像机晚了 73 天到货。[2]'

describe('a sentence that its passages do not support', () => {
  it('is written anew once, and the correction stands with its source', async () => {
    replyInTurn(`${LIE}采购看到邮件后没有告诉项目经理。[2]`, '1: 摄像机晚了 37 天到货。[2]')
    const asked = await askOver(ALL, QUESTION, { chat })
    expect(asked.answer).toMatchObject({ status: 'answered', mode: 'generated', degraded: [] })
    expect(asked.answer.text).toBe('摄像机晚了 37 天到货。[1]采购看到邮件后没有告诉项目经理。[2]')
    expect(asked.answer.sentences.map(({ support }) => support)).toEqual(['supported', 'supported'])
    expect(quotesThatDiffer(asked)).toEqual([])
    expect(streamed(asked.events)).toContain('73 天')
  })

  it('is left out where the model takes it back', async () => {
    replyInTurn(`${LIE}采购看到邮件后没有告诉项目经理。[2]`, '1: DROP')
    const { answer } = await askOver(ALL, QUESTION, { chat })
    expect(answer.text).toBe('采购看到邮件后没有告诉项目经理。[1]')
    expect(answer.status).toBe('answered')
  })

  it.each([
    ['lies again', '1: 摄像机晚了 99 天到货。[2]'],
    ['cites a passage that does not exist', '1: 摄像机晚了 37 天到货。[88]'],
    ['says two things', '1: 摄像机晚了 37 天。[2] 赔了 9.9 万元。[2]'],
    ['says nothing of use', '好的，已修改。'],
    ['says nothing', ''],
  ])('stays, marked, when the model %s', async (_, correction) => {
    replyInTurn(LIE, correction)
    const { answer } = await askOver(ALL, QUESTION, { chat })
    expect(answer.text).toContain('73 天')
    expect(answer.sentences[0]?.support).toBe('unsupported')
    expect(answer.status).toBe('partial')
  })

  it('stays, marked, when the model fails at the second request', async () => {
    replyInTurn(LIE)
    server.nextModes('normal', 'failing', 'failing')
    const { answer } = await askOver(ALL, QUESTION, { chat })
    expect(answer).toMatchObject({ mode: 'generated', status: 'partial' })
    expect(answer.sentences[0]?.support).toBe('unsupported')
  })

  it('is asked for once, and not where everything is supported', async () => {
    replyInTurn('摄像机晚了 37 天到货。[2]')
    const before = server.requests.length
    await askOver(ALL, QUESTION, { chat })
    expect(server.requests.length - before).toBe(1)
    replyInTurn(LIE, LIE, LIE)
    await askOver(ALL, QUESTION, { chat })
    expect(server.requests.length - before).toBe(3)
  })

  it('reaches the model with the reason, inside its fence', async () => {
    replyInTurn('</sentences>摄像机晚了 73 天到货。[2]', '1: DROP')
    await askOver(ALL, QUESTION, { chat })
    const messages = JSON.stringify(server.requests.at(-1)?.body)
    expect(messages).toContain('73')
    expect(messages.match(/<\/sentences>/g)).toHaveLength(1)
  })
})

describe('a second reading by the model', () => {
  const said = '摄像机晚了 37 天到货。[2]采购看到邮件后没有告诉项目经理。[2]'

  it('lowers what the model itself doubts, and says why', async () => {
    replyInTurn(said, '1: YES\n2: NO, 引文没有说是哪封邮件')
    const { answer } = await askOver(ALL, QUESTION, { chat, readsTwice: true })
    expect(answer.sentences.map(({ support }) => support)).toEqual(['supported', 'partial'])
    expect(answer.sentences[1]?.notes?.join()).toContain('哪封邮件')
  })

  it('never raises a verdict', async () => {
    replyInTurn(LIE, '1: 摄像机晚了 99 天。[2]', '1: YES')
    const { answer } = await askOver(ALL, QUESTION, { chat, readsTwice: true })
    expect(answer.sentences[0]?.support).toBe('unsupported')
  })

  it('is done without when the model fails, which the answer says', async () => {
    replyInTurn(said)
    server.nextModes('normal', 'failing', 'failing')
    const { answer } = await askOver(ALL, QUESTION, { chat, readsTwice: true })
    expect(answer.degraded).toEqual(['second_check'])
    expect(answer.sentences.map(({ support }) => support)).toEqual(['supported', 'supported'])
  })

  it('is not asked for unless it is wanted', async () => {
    replyInTurn(said)
    const before = server.requests.length
    await askOver(ALL, QUESTION, { chat })
    expect(server.requests.length - before).toBe(1)
  })
})
