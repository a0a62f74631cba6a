import type { z } from '@hono/zod-openapi'
import { disarmMarkdown, showQuote } from '../answering/plain-text.ts'
import { questionLanguage } from '../language/questions.ts'
import type { WireAnswer } from './wire/answer.ts'
import type { conversationWithAnswersSchema } from './wire/conversation.ts'

type Whole = z.infer<typeof conversationWithAnswersSchema>
type Kept = Whole['answers'][number]

const WORDS = {
  zh: {
    sources: '来源',
    page: (page: number) => `第 ${page} 页`,
    asked: '按此检索',
    unsupported: '来源未支持',
    partial: '来源仅部分支持',
    conflict: '来源说法不一',
    stale: '来源已有更新的版本',
    refused: '资料中没有答案',
    answered: '回答于',
    snapshot: '资料快照',
    degraded: '未用到',
  },
  en: {
    sources: 'Sources',
    page: (page: number) => `page ${page}`,
    asked: 'Searched as',
    unsupported: 'Not supported by a source',
    partial: 'Supported in part',
    conflict: 'Sources differ',
    stale: 'A newer source exists',
    refused: 'The corpus does not say',
    answered: 'Answered',
    snapshot: 'corpus snapshot',
    degraded: 'made without',
  },
} as const
type Words = (typeof WORDS)['zh' | 'en']

/** Text from outside on one line, as words only. */
const line = (text: string): string => showQuote(text)

function writeSources({ citations }: WireAnswer, words: Words): string[] {
  if (citations.length === 0) return []
  const sources = citations.map(({ n, title, speaker, page, quote }) => {
    const place = [line(title), speaker === undefined ? '' : line(speaker), page === undefined ? '' : words.page(page)]
    return `- [${n}] ${place.filter((part) => part !== '').join(' · ')}\n  > ${line(quote)}`
  })
  return [`**${words.sources}**`, sources.join('\n')]
}

/** What a reader of the page sees as marks: sentences without support, sources that differ or were superseded. */
function writeWarnings({ sentences, conflicts, stale = [] }: WireAnswer, words: Words): string[] {
  const unsure = sentences.flatMap(({ text, support }) =>
    support === 'supported' ? [] : [`⚠ ${words[support]}: ${line(text)}`],
  )
  const differing = conflicts.map(({ about, citations, values }) => {
    const sides = citations.map((n, at) => `${line(values[at] ?? '')} [${n}]`)
    return `⚠ ${words.conflict} (${line(about)}): ${sides.join(' / ')}`
  })
  const superseded = stale.map(
    ({ citation, newer }) => `⚠ ${words.stale}: [${citation}] → ${line(newer.title)} (${newer.date})`,
  )
  const all = [...unsure, ...differing, ...superseded]
  return all.length === 0 ? [] : [all.map((warning) => `- ${warning}`).join('\n')]
}

function writeAnswer(answer: Kept): string[] {
  const words = WORDS[questionLanguage(answer.question)]
  const without = answer.degraded.length === 0 ? '' : ` · ${words.degraded}: ${answer.degraded.join(', ')}`
  return [
    `## ${line(answer.question)}`,
    ...(answer.asked === undefined ? [] : [`*${words.asked}: ${line(answer.asked)}*`]),
    ...(answer.status === 'refused' ? [`**${words.refused}**`] : []),
    answer.text,
    ...writeWarnings(answer, words),
    ...writeSources(answer, words),
    `*${words.answered} ${answer.createdAt} · ${words.snapshot} ${answer.snapshot}${without}*`,
  ]
}

/** A conversation in Markdown: each question with its answer, what to doubt in it, and the sources by their numbers. */
export function writeConversation({ title, answers }: Whole): string {
  const parts = [`# ${line(disarmMarkdown(title))}`, ...answers.flatMap(writeAnswer)]
  return `${parts.filter((part) => part !== '').join('\n\n')}\n`
}
