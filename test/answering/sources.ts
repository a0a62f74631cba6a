import type { Answer, AnswerEvent, AnswerRequest, Chat } from '../../src/answering/answer.ts'
import { createAsk } from '../../src/answering/ask.ts'
import type { AskDeps } from '../../src/answering/ask-ports.ts'
import { OWNER_ACCESS } from '../../src/engines/access.ts'
import type { Passage } from '../../src/retrieval/passage.ts'

export type Source = { title: string; text: string; speaker?: string; headings?: string[]; date?: string }

/** One passage for each paragraph (parted by blank lines) of each source, in their order. */
export function makePassages(sources: readonly Source[]): { passages: Passage[]; texts: Map<string, string> } {
  const texts = new Map<string, string>()
  const passages = sources.flatMap((source, document): Passage[] => {
    const versionId = `version-${document + 1}`
    texts.set(versionId, source.text)
    let at = 0
    return source.text.split(/\n\n+/).map((text, ordinal) => {
      const start = source.text.indexOf(text, at)
      at = start + text.length
      return {
        chunkId: `chunk-${document + 1}-${ordinal}`,
        documentId: `document-${document + 1}`,
        versionId,
        title: source.title,
        path: `${source.title}.md`,
        kind: 'retrospective',
        space: 'default',
        date: source.date ?? '',
        ordinal,
        text,
        span: { start, end: at },
        headings: source.headings ?? [],
        ...(source.speaker === undefined ? {} : { speaker: source.speaker }),
        score: 1 / (document + ordinal + 1),
        why: {},
      }
    })
  })
  return { passages, texts }
}

export type Asked = {
  answer: Answer
  events: AnswerEvent[]
  saved: [Answer, AnswerRequest][]
  texts: Map<string, string>
}

/** Asks a question over sources whose retrieval order is their own. */
export async function askOver(
  sources: readonly Source[],
  question: string,
  options: Partial<AskDeps> & { chat?: Chat; signal?: AbortSignal } = {},
): Promise<Asked> {
  const { passages, texts } = makePassages(sources)
  const { signal, ...deps } = options
  const events: AnswerEvent[] = []
  const saved: [Answer, AnswerRequest][] = []
  let time = 0
  const ask = createAsk({
    retrieve: async ({ limit }) => ({ passages: passages.slice(0, limit), degraded: [] }),
    readText: (versionId) => texts.get(versionId),
    snapshot: () => 'snapshot-1',
    save: (answer, request) => saved.push([answer, request]),
    now: () => (time += 5),
    newId: () => 'answer-1',
    ...deps,
  })
  const answer = await ask({ question, filters: {} }, OWNER_ACCESS, {
    onEvent: (event) => events.push(event),
    ...(signal ? { signal } : {}),
  })
  return { answer, events, saved, texts }
}

/** The pieces streamed, put together. */
export const streamed = (events: readonly AnswerEvent[]): string =>
  events.map((event) => (event.event === 'delta' ? event.data.text : '')).join('')

/** Every quote has to be what stands at its span. */
export function quotesThatDiffer({ answer, texts }: Asked): string[] {
  return answer.citations
    .filter(({ versionId, span, quote }) => texts.get(versionId)?.slice(span.start, span.end) !== quote)
    .map(({ quote }) => quote)
}

export const HARBOUR: Source = {
  title: '临渊港口一期复盘',
  date: '2026-02-05',
  text: `客户为临渊港务集团，合同额 2,860 万元，2025 年 3 月 12 日签订。项目经理乐平安，架构师石敬轩。

闸口摄像机原定 8 月 8 日到货，实际 9 月 14 日到货，晚了 37 天。厂家 7 月的邮件里已经写了排产紧张，采购看到了，没有告诉项目经理。到货以后两班倒安装，18 天装完 10 条车道。

验收前客户的分管领导由尚主任换成简主任。新领导不认口头约定，我们重新演示了两轮，补签会议纪要 3 份。以后每个月拜访一次客户办公室，掌握人事变动。

港区割接窗口只有每周三 0:00 到 4:00。第二次割接失败以后定了 3:20 这条线，过线未通一律回退。`,
}
export const GUIDE: Source = {
  title: '交付指南2025版',
  date: '2025-06-01',
  text: `风险备用金按合同额的 3% 计提，由项目经理申请、总监批准。

口头变更一律在 24 小时内补《变更单》，超过 10 人天的走 CCB。

故障首次响应时间为 30 分钟，升级路径见附录。

回款比例按 3-3-3-1 谈，末款随质保期。`,
}
export const DISCUSSION: Source = {
  title: '用户服务部讨论',
  date: '2026-03-12',
  speaker: '冉大勇',
  text: `冉大勇：先统一口径。故障首次响应时间为 15 分钟，从工单进系统那一刻起算。自动回复的短信不算首次响应。

冉大勇：夜班改成三四轮换，从 4 月 6 日那一周开始。一个人夜里不许动生产环境。`,
}
export const ALL = [HARBOUR, GUIDE, DISCUSSION]
