import { PassThrough } from 'node:stream'
import type { WriteStream } from 'node:tty'
import { expect, it } from 'vitest'
import type { Answer, AnswerEvent } from '../../src/answering/answer.ts'
import { followAnswer } from '../../src/commands/follow-answer.ts'
import { toWireAnswer } from '../../src/http/wire/answer.ts'
import { openTerminal } from '../../src/terminal/terminal.ts'
import { makeAnswer } from '../helpers/services.ts'

/** What stands on the screen after an answer. */
function screenAfter(events: AnswerEvent[], fields: Partial<Answer>, showsWords = true): string {
  const out = new PassThrough()
  const terminal = openTerminal({ out: out as unknown as WriteStream, errors: process.stderr, isColourRefused: true })
  const follower = followAnswer(terminal, { showsWords })
  for (const event of events) follower.onEvent(event)
  follower.finish(toWireAnswer(makeAnswer(fields)))
  return String(out.read())
}

const delta = (text: string): AnswerEvent => ({ event: 'delta', data: { text } })
const found = ['甲', '乙', '甲', '丙', '丁'].map((title) => ({ documentId: title, title, chunkId: title }))
const search: AnswerEvent = { event: 'step', data: { n: 1, kind: 'search', about: '验收', found, tookMs: 12 } }
const read: AnswerEvent = { event: 'step', data: { n: 2, kind: 'read', about: '甲', found: [], tookMs: 1_500 } }

it('shows the words of a model once', () => {
  expect(screenAfter([delta('走一'), delta('遍。[1]')], { text: '走一遍。[1]' })).toBe('走一遍。[1]\n')
})

it('shows the checked text after the words, where it is another', () => {
  const screen = screenAfter([delta('走两遍。')], { text: '走一遍。[1]' })
  expect(screen).toBe('走两遍。\n\nAfter the check against the sources\n走一遍。[1]\n')
})

it('shows the text at the end where words are not to be shown as they come', () => {
  expect(screenAfter([delta('走一遍。[1]')], { text: '走一遍。[1]' }, false)).toBe('走一遍。[1]\n')
})

it('shows the steps of a deep answer above its text', () => {
  const lines = ['1. searched 验收 -> 甲, 乙, 丙, and 1 more (12 ms)', '2. read 甲 (1.5 s)', '', '走一遍。[1]', '']
  for (const showsWords of [true, false]) {
    expect(screenAfter([search, read, delta('走一遍。[1]')], { text: '走一遍。[1]' }, showsWords).split('\n')).toEqual(
      lines,
    )
  }
})

it('says of a search that found nothing that it did', () => {
  const nothing: AnswerEvent = { event: 'step', data: { n: 1, kind: 'search', about: 'x', found: [], tookMs: 1 } }
  expect(screenAfter([nothing], { text: 'No.' })).toContain('1. searched x -> nothing (1 ms)\n')
})

it('says once how a follow-up was understood', () => {
  const rewritten: AnswerEvent = { event: 'rewritten', data: { question: '二期的验收怎么做？' } }
  const lines = ['Understood as: 二期的验收怎么做？', '', '走一遍。', '']
  const fields = { text: '走一遍。', asked: '二期的验收怎么做？' }
  expect(screenAfter([rewritten, delta('走一遍。')], fields).split('\n')).toEqual(lines)
  expect(screenAfter([], fields).split('\n')).toEqual(lines)
})
