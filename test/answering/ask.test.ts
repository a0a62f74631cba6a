import { describe, expect, it } from 'vitest'
import type { RelatedWord } from '../../src/answering/terms.ts'
import { AppError } from '../../src/errors.ts'
import { ALL, askOver, DISCUSSION, GUIDE, HARBOUR, quotesThatDiffer, type Source, streamed } from './sources.ts'

describe('an extractive answer', () => {
  it('answers with sentences whose quotes are what stands at their spans', async () => {
    const asked = await askOver(ALL, '验收前客户换了领导,以前怎么处理的?')
    expect(asked.answer).toMatchObject({ status: 'answered', mode: 'extractive', degraded: [], snapshot: 'snapshot-1' })
    expect(quotesThatDiffer(asked)).toEqual([])
    expect(asked.answer.citations.map(({ quote }) => quote)).toEqual(
      expect.arrayContaining([
        '验收前客户的分管领导由尚主任换成简主任。',
        '新领导不认口头约定，我们重新演示了两轮，补签会议纪要 3 份。',
      ]),
    )
  })

  it('puts the sentence that holds the fact first', async () => {
    const { answer } = await askOver(ALL, '摄像机晚到了几天?')
    expect(answer.sentences[0]?.text).toContain('晚了 37 天')
  })

  it('keeps the sentences of one passage in their own order', async () => {
    const { answer } = await askOver(ALL, '补签会议纪要之前，验收前换的分管领导是谁?')
    const starts = answer.citations.filter(({ chunkId }) => chunkId === 'chunk-1-2').map(({ span }) => span.start)
    expect(starts).toEqual([...starts].sort((a, b) => a - b))
  })

  it('gives each sentence its own mark, and each mark a citation', async () => {
    const { answer } = await askOver(ALL, '故障首次响应多久?')
    const marks = [...answer.text.matchAll(/\[(\d+)\]/g)].map(([, n]) => Number(n))
    expect([...new Set(marks)]).toEqual(answer.citations.map(({ n }) => n))
    expect(answer.sentences.every(({ citations }) => citations.length > 0)).toBe(true)
    expect(answer.sentences.flatMap(({ citations }) => citations)).toEqual(answer.citations.map(({ n }) => n))
  })

  it('names the speaker before the words, outside of the quote', async () => {
    const source: Source = {
      title: '讨论',
      speaker: '石敬轩',
      text: '闸口割接每次都要先演练回退。演练过的割接没有失败过。',
    }
    const { answer } = await askOver([source], '闸口割接要演练什么?')
    expect(answer.text).toMatch(/^石敬轩：闸口割接/)
    expect(answer.citations[0]).toMatchObject({ speaker: '石敬轩', quote: '闸口割接每次都要先演练回退。' })
  })

  it('does not name a speaker twice whose line begins with the name', async () => {
    const { answer } = await askOver([DISCUSSION], '夜班怎么轮换?')
    expect(answer.text).not.toContain('冉大勇：冉大勇')
  })

  it('says a thing once that two documents say in the same words', async () => {
    const copy: Source = { ...GUIDE, title: '交付指南副本' }
    const { answer } = await askOver([GUIDE, copy], '口头变更多久内要补单?')
    expect(answer.sentences.filter(({ text }) => text.includes('口头变更'))).toHaveLength(1)
  })

  it('does not take a heading or the head of a table for an answer', async () => {
    const source: Source = {
      title: '割接失败原因复盘',
      headings: ['割接失败的原因'],
      text: '割接失败的原因\n割接对象 | 失败原因\n前置机 | 主备心跳断了，备机自己抢了主\n割接失败以后 3:50 恢复放行。',
    }
    const { answer } = await askOver([source], '割接失败的原因是什么?')
    expect(answer.text).toContain('前置机；主备心跳断了')
    expect(answer.citations.map(({ quote }) => quote)).not.toEqual(
      expect.arrayContaining([expect.stringMatching(/^割接失败的原因$|割接对象/)]),
    )
  })

  it('keeps the fields of one record together', async () => {
    const text = '现象：割接当晚备机抢主；原因：主备心跳断了；处理：3:25 回退，3:50 恢复放行。'
    const { answer } = await askOver([{ title: '登记表', text }], '割接当晚备机抢主怎么处理的?')
    expect(answer.citations.map(({ quote }) => quote)).toEqual([text])
  })

  it('goes on to what a lead-in announces', async () => {
    const source: Source = {
      title: '手册',
      text: '转维移交前要完成的三件事是：\n移交清单逐项签字，共 34 项，一项都不能空着。\n食堂在二楼。',
    }
    const { answer } = await askOver([source], '转维移交前要完成什么?')
    expect(answer.text).toContain('移交清单逐项签字')
  })

  it('keeps to about four hundred characters, and gives a list more room', async () => {
    const long: Source = {
      title: '割接',
      text: Array.from(
        { length: 40 },
        (_, at) =>
          `第${at + 1}次割接在${at + 10}号车道进行，${at * 7 + 3}号设备由${at + 2}人值守，割接以后观察${at + 20}分钟。`,
      ).join('\n\n'),
    }
    const plain = await askOver([long], '割接以后怎么观察设备?')
    const list = await askOver([long], '列出割接以后观察设备的情况有哪些?')
    expect(plain.answer.text.replace(/\[\d+\]/g, '').length).toBeLessThan(450)
    expect(list.answer.text.length).toBeGreaterThan(plain.answer.text.length * 0.99)
    expect(list.answer.text.replace(/\[\d+\]/g, '').length).toBeLessThan(620)
  })

  it('lets no mark, image or tag of a document act in the answer', async () => {
    const source: Source = {
      title: '割接',
      text: '割接失败的原因见[7]和![x](http://evil.example/p.png)<img src=x>备机抢主。',
    }
    const asked = await askOver([source], '割接失败的原因是什么?')
    expect(asked.answer.text).not.toMatch(/\[7\]|!\[|\]\(|<img/)
    expect(quotesThatDiffer(asked)).toEqual([])
  })

  it('answers an English question from Chinese passages, and says so', async () => {
    const { answer } = await askOver(ALL, 'What happened when the customer changed its leader before acceptance?')
    expect(answer.status).toBe('answered')
    expect(answer.text).toMatch(/^From the sources \(Chinese\):/)
  })

  it('finds the Chinese sentence of an English question by a glossary', async () => {
    const findRelated = (): RelatedWord[] => [
      { word: 'camera', forms: ['摄像机'], strength: 1 },
      { word: 'late', forms: ['晚了', '延期'], strength: 0.7 },
    ]
    const { answer } = await askOver(ALL, 'How many days late were the camera deliveries?', { findRelated })
    expect(answer.sentences[0]?.text).toContain('晚了 37 天')
  })

  it('tells of two documents that give different numbers for the same thing', async () => {
    const { answer } = await askOver(ALL, '故障首次响应时间是多少分钟?')
    expect(answer.conflicts).toHaveLength(1)
    const cited = answer.conflicts[0]?.citations.map((n) => answer.citations.find((one) => one.n === n)?.quote ?? '')
    expect(cited?.sort().join()).toMatch(/15 分钟.*30 分钟|30 分钟.*15 分钟/)
    expect(answer.text).toMatch(/30 分钟[\s\S]*15 分钟/)
  })

  it('leaves out a passage whose text has changed under its span', async () => {
    const { answer } = await askOver([HARBOUR], '摄像机晚到了几天?', { readText: () => '别的文字' })
    expect(answer).toMatchObject({ status: 'refused', nearest: [] })
  })
})

describe('a refusal', () => {
  it.each([
    ['a person nobody mentions', '林志明负责什么?'],
    ['a year nobody mentions', '2019年的合同额是多少?'],
    ['a place nobody mentions', '上海项目是怎么验收的?'],
    ['a product nobody mentions', 'Oracle 数据库的合同额是多少?'],
    ['a version nobody mentions', '衡鉴 1.6 什么时候验收?'],
    ['a group nobody mentions', '第三十八组对割接有什么建议?'],
    ['a telephone number that stands nowhere', '乐平安的手机号是多少?'],
    ['a password that stands nowhere', '割接前置机的密码是什么?'],
    ['an amount of something else', '出差补贴标准是多少钱?'],
    ['an amount where only the rest is told', '第二次割接失败以后客户扣了多少钱?'],
    ['a date of something else', '公司年会什么时候开?'],
    ['a thing nobody talks about', '食堂的菜品怎么投诉?'],
  ])('meets a question for %s', async (_, question) => {
    const { answer, events } = await askOver(ALL, question)
    expect(answer).toMatchObject({ status: 'refused', sentences: [], citations: [] })
    expect(answer.nearest).toHaveLength(10)
    expect(answer.text).toContain('《临渊港口一期复盘》')
    expect(answer.text).toBe(streamed(events))
  })

  it('names what nothing mentions', async () => {
    expect((await askOver(ALL, '林志明负责什么?')).answer.text).toContain('“林志明”')
  })

  it('is written in the language of the question', async () => {
    const { answer } = await askOver(ALL, 'What is the phone number of the project manager?')
    expect(answer.status).toBe('refused')
    expect(answer.text).toMatch(/^The corpus does not say/)
  })

  it('meets every question when nothing was retrieved', async () => {
    const { answer } = await askOver([], '合同多少钱?')
    expect(answer).toMatchObject({ status: 'refused', nearest: [], text: expect.stringContaining('没有') })
  })
})

describe('no refusal', () => {
  it.each([
    ['a colloquial question', '甲方领导临时换了，我们咋整的？'],
    ['a question with other words for the same', '口头说要改需求，要走什么手续？'],
    ['a known person', '乐平安是谁?'],
    ['a number in another notation', '那个2860万元的合同是哪天签的?'],
    ['a round guess', '大概 3000 万的合同是哪个客户的?'],
    ['a year that stands in the date of the document', '2026年复盘的港口合同额是多少?'],
    ['a figure written with dashes', '3331 的回款比例怎么谈的?'],
    ['a value beside something else that is asked', '那次割接失败以后多久恢复，后来怎么定的规矩?'],
    ['a telephone call as a topic', '客户领导换了要不要打电话?'],
    ['Chinese numerals', '第二次割接失败以后怎么定的?'],
    ['an English question', 'Which amendments need a change order?'],
  ])('meets %s', async (_, question) => {
    expect((await askOver(ALL, question)).answer.status).toBe('answered')
  })

  it('answers the half of a comparison that is known, and says which half is not', async () => {
    const { answer, events } = await askOver(ALL, '2025年和2019年的合同额分别是多少?')
    expect(answer.status).toBe('partial')
    expect(answer.text).toMatch(/2,860 万元[\s\S]*没有提到“2019”/)
    expect(answer.text).toBe(streamed(events))
  })
})

describe('asking', () => {
  it('tells what happens in order and saves what it returns', async () => {
    const { answer, events, saved } = await askOver(ALL, '摄像机晚到了几天?')
    expect(events[0]).toEqual({ event: 'passages', data: answer.nearest })
    expect(events.slice(1, 4).map(({ event }) => event)).toEqual(['delta', 'citation', 'check'])
    expect(streamed(events)).toBe(answer.text)
    expect(saved).toEqual([[answer, { question: '摄像机晚到了几天?', filters: {} }]])
    expect(answer).toMatchObject({ id: 'answer-1', tookMs: 5 })
  })

  it('passes on what retrieval had to do without', async () => {
    const retrieve = async () => ({ passages: [], degraded: ['embedding'] })
    expect((await askOver(ALL, '摄像机?', { retrieve })).answer.degraded).toEqual(['embedding'])
  })

  it.each([
    ['   ', 'question_empty'],
    ['长'.repeat(4_001), 'question_too_long'],
  ])('does not take a question that cannot be asked', async (question, code) => {
    const failure = await askOver(ALL, question).catch((error: unknown) => error)
    expect(failure).toBeInstanceOf(AppError)
    expect(failure).toMatchObject({ code })
  })

  it('gives the same answer twice', async () => {
    const first = await askOver(ALL, '有哪些割接的规定?')
    const second = await askOver(ALL, '有哪些割接的规定?')
    expect(second.answer).toEqual(first.answer)
  })
})
