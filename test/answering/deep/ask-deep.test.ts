import { describe, expect, it } from 'vitest'
import type { AnswerEvent } from '../../../src/answering/answer.ts'
import { createAsk } from '../../../src/answering/ask.ts'
import { createInvestigate } from '../../../src/answering/deep/investigate.ts'
import { DEPOT, FERRY, makeLibrary, VIEWER } from './library.ts'

describe('a deep answer', () => {
  it('tells its steps before its passages, cites both sides and keeps the steps', async () => {
    const { retrieve, readText, texts } = makeLibrary([FERRY, DEPOT])
    const now = () => 0
    const ask = createAsk({
      ...{ retrieve, readText, now, newId: () => 'answer-1', snapshot: () => 's', save: () => {} },
      investigate: createInvestigate({ retrieve, readText, now }),
    })
    const events: AnswerEvent[] = []
    const request = { question: '渡口项目和车库项目的验收分别怎么样?', filters: {}, depth: 'deep' as const }
    const answer = await ask(request, VIEWER, { onEvent: (event) => events.push(event) })
    const told = events.map(({ event }) => event)
    expect(told.slice(0, 5)).toEqual(['step', 'step', 'step', 'step', 'passages'])
    expect(answer.steps?.map(({ kind }) => kind)).toEqual(['search', 'search', 'search', 'conclude'])
    expect(new Set(answer.citations.map(({ title }) => title))).toEqual(new Set([FERRY.title, DEPOT.title]))
    for (const { versionId, span, quote } of answer.citations)
      expect(texts.get(versionId)?.slice(span.start, span.end)).toBe(quote)
  })
})
