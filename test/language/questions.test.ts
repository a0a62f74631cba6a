import { describe, expect, it } from 'vitest'
import {
  asksBesidesValue,
  asksForList,
  contentTerms,
  questionLanguage,
  wantedValue,
} from '../../src/language/questions.ts'

describe('questionLanguage', () => {
  it.each([
    ['验收前客户换了领导怎么办', 'zh'],
    ['AIGC PoC 用了几张 GPU 卡', 'zh'],
    ['SLA KPI OKR 谁管', 'zh'],
    ['How did we handle the late cameras?', 'en'],
    ['What did the 临渊港口 team do about the late cameras?', 'en'],
    ['37', 'zh'],
  ])('%s', (question, language) => {
    expect(questionLanguage(question)).toBe(language)
  })
})

describe('wantedValue', () => {
  it.each([
    ['乐平安的手机号是多少', 'phone'],
    ["What is Le Ping'an's phone number?", 'phone'],
    ['服务台的邮箱地址', 'email'],
    ['测试服务器的密码是什么', 'secret'],
    ['合同多少钱', 'money'],
    ['How much did the project cost?', 'money'],
    ['摄像机晚到了几天', 'duration'],
    ['故障多久要响应', 'duration'],
    ['How many working days in advance?', 'duration'],
    ['合同是什么时候签的', 'date'],
    ['When was the contract signed?', 'date'],
    ['备用金计提比例是多少', 'ratio'],
    ['补签了几份纪要', 'count'],
    ['How many lanes were fitted?', 'count'],
  ] as const)('%s asks for a value of the kind %s', (question, kind) => {
    expect(wantedValue(question)).toBe(kind)
  })

  it.each([
    '打回电话的时候问什么',
    '密码泄露了怎么处理',
    '哪几个项目延期了',
    'What to do when a customer changes its mind?',
    '验收前客户换了领导怎么办',
  ])('%s asks for no value', (question) => {
    expect(wantedValue(question)).toBeUndefined()
  })
})

describe('asksForList', () => {
  it('tells a list or a synthesis from a single fact', () => {
    expect(['有哪些教训', '对比两版指南', 'What are the stages?'].map(asksForList)).toEqual([true, true, true])
    expect(['合同多少钱', 'When was it signed?'].map(asksForList)).toEqual([false, false])
  })
})

describe('asksBesidesValue', () => {
  it('tells a question for a value alone from one that asks for more', () => {
    expect(['合同多少钱', '什么时候开班', 'How many days late?', 'When was it signed?'].map(asksBesidesValue)).toEqual([
      false,
      false,
      false,
      false,
    ])
    expect(['保证金找谁，提前几天', '多久恢复，怎么定的', 'Who signs, and when?'].map(asksBesidesValue)).toEqual([
      true,
      true,
      true,
    ])
  })
})

describe('contentTerms', () => {
  it('leaves out the words of asking and keeps what the question is about', () => {
    expect(contentTerms('请问闸口的摄像机晚到了几天？').words).toEqual(expect.arrayContaining(['闸口', '摄像机']))
    expect(contentTerms('请问为什么呢？')).toEqual({ words: [], pairs: [] })
    expect(contentTerms('How do we handle cameras?').words).not.toContain('how')
  })
})
