import { describe, expect, it } from 'vitest'
import { listCandidates, sourcePassages } from '../../src/answering/candidates.ts'
import { findEntities } from '../../src/answering/entities.ts'
import { corpusWords } from '../../src/answering/evidence/corpus-words.ts'
import { type Evidence, weighEvidence } from '../../src/answering/evidence.ts'
import { relatedWords } from '../../src/answering/related-words.ts'
import { questionTerms } from '../../src/answering/terms.ts'
import { builtInThesaurus } from '../../src/language/built-in-thesaurus.ts'
import { normaliseForMatch } from '../../src/language/normalise.ts'
import { asksBesidesValue, asksForList, questionLanguage, wantedValue } from '../../src/language/questions.ts'
import { extractTerms, termId } from '../../src/language/terms.ts'
import { makePassages, type Source } from './sources.ts'

const findRelated = relatedWords(builtInThesaurus)

const SOURCES: Source[] = [
  {
    title: '云栖项目复盘',
    date: '2026-02-10',
    headings: ['一期'],
    text: `客户为云栖水务集团，一期合同额 1,280 万元，2025 年 4 月 16 日签订，项目经理祝长青。

泵站传感器晚到 21 天，现场两班倒，9 天装完 14 个泵站。多花了 8.5 万元的加班费。

方主任要求验收前再演示一次。备用遥控器放在调度室的柜子里。水质识别率在暴雨天只有 83%。

后续二期还在谈，客户希望把夜间抄表也放进去。2025 年补充协议一共签了 6 份。`,
  },
  {
    title: '明川指南',
    date: '2025-09-01',
    text: `驻场超过 6 周的要安排回来休整 3 天。驻场人员的考勤由实施部统计。

明川知识助手 2.1 从 2.0 升级需停机约 25 分钟，同一时间一次只能升级一个节点。

口头变更要在 24 小时内补变更单。赵会计负责发票，报销单交给她。`,
  },
  {
    title: 'Gateway notes',
    date: '2026-01-20',
    text: `The first connector drops about 1 message in 900 under load. The vendor reviews a connector once, free of charge; a second review is charged.`,
  },
]

/** Frequencies of the question's words in the sources, as an engine tells them. */
function statisticsOf(question: string, texts: readonly string[]) {
  const held = texts.map((text) => new Set(extractTerms(text).map(termId)))
  const ids = new Set(extractTerms(question).map(termId))
  const frequencies = new Map([...ids].map((id) => [id, held.filter((one) => one.has(id)).length]))
  return { chunks: texts.length, frequencies }
}

function weigh(question: string, sources: readonly Source[] = SOURCES): Evidence {
  const { passages, texts } = makePassages(sources)
  const sourced = sourcePassages(passages, (versionId) => texts.get(versionId))
  const language = questionLanguage(question)
  return weighEvidence(
    {
      text: question,
      language,
      wants: wantedValue(question),
      asksOnlyValue: !asksForList(question) && !asksBesidesValue(question),
      terms: questionTerms(question, findRelated),
      entities: findEntities(question, language, findRelated),
    },
    passages,
    listCandidates(sourced),
    {
      words: corpusWords(
        statisticsOf(
          normaliseForMatch(question),
          passages.map(({ text, title }) => `${title}\n${text}`),
        ),
      ),
      findRelated,
    },
  )
}

describe('a value that is asked for', () => {
  it.each([
    ['an amount', '云栖一期合同额多少钱'],
    ['an amount in other words', '传感器晚到，加班多花了多少钱'],
    ['a date', '云栖一期合同哪天签的'],
    ['a count', '一共装了几个泵站'],
    ['a ratio', '暴雨天水质识别率是多少'],
    ['a length of time', '2.0 升 2.1 停机多久'],
    ['a length of time, the question running on', '口头变更多久内要补单子，听说要写原因'],
    ['a place', '备用遥控器放在哪儿'],
    ['a count of the year that is named', '2025 年补充协议签了几份'],
  ])('is evidence where it stands beside what it is asked of: %s', (_, question) => {
    expect(weigh(question).answers).toBe(true)
  })

  it.each([
    ['an amount of something else', '驻场一天补贴多少钱', 'money'],
    ['an amount of another bidder', '海纳科技投云栖报了多少钱', 'money'],
    ['a date of another phase', '云栖二期合同哪天签的', 'date'],
    ['a count of people where things are counted', '明川 2.1 最多支持多少人同时用', 'count'],
    ['a count of another year', '2023 年补充协议签了几份', 'count'],
    ['a ratio of something else', '驻场人员的离职率是多少', 'ratio'],
    ['a floor where only a room is named', '云栖的调度室在几楼', 'place'],
    ['a price where only its existence is told', 'How much does the vendor charge for a second review?', 'money'],
    ['a telephone number', '祝长青的联系方式是什么', 'phone'],
  ])('is missing where only %s stands', (_, question, asked) => {
    const evidence = weigh(question)
    expect(evidence.answers).toBe(false)
    if (evidence.answers || evidence.reason === 'unknown_entity') return
    expect(evidence).toMatchObject({ reason: 'no_value', asked })
  })

  it('refuses a full name of whom only surname and title are known, and gives one that stands there', () => {
    expect(weigh('方主任全名叫什么')).toMatchObject({ answers: false, reason: 'no_value', asked: 'name' })
    expect(weigh('那位赵会计叫什么名字')).toMatchObject({ answers: false, reason: 'no_value', asked: 'name' })
    expect(weigh('云栖的项目经理叫什么名字').answers).toBe(true)
  })

  it('does not refuse a question that asks for more than a value', () => {
    expect(weigh('驻场一天补贴多少钱，考勤谁来统计').answers).toBe(true)
  })
})

describe('a name that nobody mentions', () => {
  it.each([
    ['an organisation', '招商银行的传感器是怎么装的'],
    ['a project that no dictionary knows', '汀兰项目的传感器为什么晚到'],
    ['a person', '周明远在云栖负责什么'],
    ['a company in an English question', 'What did the Siemens connector drop under load?'],
    ['a phase', '云栖三期什么时候验收'],
  ])('is refused by that name: %s', (_, question) => {
    expect(weigh(question)).toMatchObject({ answers: false, reason: 'unknown_entity' })
  })

  it('is no ground for refusal beside a known one that it is compared with', () => {
    expect(weigh('汀兰项目和云栖的传感器安装有什么区别')).toMatchObject({ answers: true, missing: ['汀兰'] })
  })
})

describe('a question in other words', () => {
  it('is not refused for sharing none with the passage', () => {
    expect(weigh('工程师在客户那儿待久了怎么办').answers).toBe(true)
  })

  it('is not refused in English where the answer is Chinese', () => {
    expect(weigh('How late were the sensors?').answers).toBe(true)
  })
})
