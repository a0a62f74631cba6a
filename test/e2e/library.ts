import type { Answer, AnswerEvent, Citation } from '../../src/answering/answer.ts'
import { addDocument, type FakeServices, makeAnswer, makePassage } from '../helpers/services.ts'

const filler = (topic: string) =>
  Array.from(
    { length: 40 },
    (_, n) => `${n + 1}. ${topic}的第 ${n + 1} 条记录：现场确认、双人复核、当天回填，未完成的次日早会点名。`,
  ).join('\n')

export const CITED = {
  change: '口头变更必须在 24 小时内补变更单，超过 10 人天的上变更委员会。',
  night: '【会后补充】<b onclick="x">陆铮</b>：凌晨的割接一律两个人，一人念、一人敲。',
}

const CHANGE_RULES = `# 变更管理规定\n\n${filler('变更')}\n\n## 口头变更 🚢\n\n${CITED.change}\n\n${filler('审批')}\n`
const NIGHT_NOTES = `割接复盘会纪要\n\n${filler('割接')}\n\n${CITED.night}\n`

function spanOf(text: string, quote: string): { start: number; end: number } {
  const start = text.indexOf(quote)
  return { start, end: start + quote.length }
}

/** Two sample documents and answers over them: every question is answered but the ones about prices. */
export async function fillLibrary(fake: FakeServices, delayMs = 0): Promise<void> {
  const change = await addDocument(fake, {
    path: '规定/变更管理.md',
    text: CHANGE_RULES,
    title: '变更管理与现网变更规定',
    space: '样例',
    isSample: true,
  })
  const night = await addDocument(fake, {
    path: '纪要/割接.txt',
    text: NIGHT_NOTES,
    title: '临渊港口第二次割接复盘会纪要',
    space: '样例',
    isSample: true,
  })
  const places = [
    { ...change, title: '变更管理与现网变更规定', quote: CITED.change, span: spanOf(CHANGE_RULES, CITED.change) },
    { ...night, title: '临渊港口第二次割接复盘会纪要', quote: CITED.night, span: spanOf(NIGHT_NOTES, CITED.night) },
  ]
  const citations = places.map(
    ({ documentId, versionId, title, quote, span }, index): Citation => ({
      n: index + 1,
      chunkId: `chunk-${index + 1}`,
      documentId,
      versionId,
      title,
      quote,
      span,
      ...(index === 0 ? { page: 3 } : { speaker: '陆铮' }),
    }),
  )
  const nearest = citations.map(({ quote, n, ...citation }) =>
    makePassage({
      ...citation,
      text: quote,
      headings: n === 1 ? ['变更管理规定', '口头变更'] : [],
      path: '规定/变更管理.md',
    }),
  )
  const text = `口头变更要在 **24 小时**内补变更单，超过 10 人天的上变更委员会。[1]\n\n夜里割接时：\n\n- 一律两个人，一人念、一人敲 [2]\n- 资料 [7] 不在出处之列，仍是原样的文字`
  fake.gives.ask = async ({ request }, onEvent: (event: AnswerEvent) => void): Promise<Answer> => {
    onEvent({ event: 'passages', data: nearest })
    if (/报价|price/.test(request.question)) {
      return makeAnswer({ id: 'refused-1', question: request.question, status: 'refused', nearest })
    }
    const wait = () => new Promise((resolve) => setTimeout(resolve, delayMs))
    for (const piece of text.match(/[\s\S]{1,12}/g) ?? []) {
      await wait()
      onEvent({ event: 'delta', data: { text: piece } })
    }
    for (const citation of citations) onEvent({ event: 'citation', data: citation })
    return makeAnswer({
      id: 'answered-1',
      question: request.question,
      text,
      citations,
      nearest,
      sentences: [{ text: '资料 [7] 不在出处之列', citations: [], support: 'unsupported' }],
      conflicts: [{ about: '补单的时限', citations: [1, 2] }],
      degraded: ['chat'],
    })
  }
}
