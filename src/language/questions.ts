import { isFunctionWord } from './function-words.ts'
import { normaliseForMatch } from './normalise.ts'
import { extractTerms } from './terms.ts'

export type QuestionLanguage = 'zh' | 'en'

/** The kind of value that an answer has to contain; most questions ask for none. */
export type WantedValue = 'money' | 'ratio' | 'duration' | 'count' | 'date' | 'phone' | 'email' | 'secret'

const ENGLISH_FRAME =
  /\b(what|which|who|whom|when|where|why|how|is|are|was|were|did|does|do|the|of|in|for|to|with|should|can|our|we)\b/g

/** The language an answer is given in: English only when the frame of the sentence is English. */
export function questionLanguage(question: string): QuestionLanguage {
  const text = normaliseForMatch(question)
  const han = text.match(/\p{Script=Han}/gu)?.length ?? 0
  const latin = text.match(/[a-z][a-z'-]*/g)?.length ?? 0
  if (han === 0) return latin > 0 ? 'en' : 'zh'
  return (text.match(ENGLISH_FRAME)?.length ?? 0) >= 2 && latin > han ? 'en' : 'zh'
}

const ASKS_FOR_SECRET =
  /(密码|口令|工号|身份证号?码?|微信号?|账号)(是|为|给|发|呢|有没有|[?？]|$)|(是|的)(密码|口令|工号|微信号)|\b(password|employee (number|id)|wechat id)\b/
const UNIT_OF_TIME = '(?:个)?(?:工作日|小时|钟头|分钟|秒|天|日|周|星期|礼拜|月|年|季度|人天|人日|人月)'

/** In order: the first that fits decides, since "几天" would also pass for a count. */
const WANTED: readonly [WantedValue, RegExp][] = [
  ['email', /邮箱(地址)?(是|多少|呢|[?？]|$|给)|邮件地址|(e-?mail|mail) address|\b(what|which) e-?mail\b/],
  [
    'phone',
    /手机号|电话号|(联系|办公|值班|座机|固定)电话|联系方式|座机号?|分机号|(电话|号码)(是|多少|呢|给|发)|(?<![打接回通])电话([?？]|$)|(phone|telephone|mobile|cell|contact) ?(number|details)|'s (phone|mobile|extension)\b/,
  ],
  ['secret', ASKS_FOR_SECRET],
  [
    'ratio',
    /(?:比例|占比|比重|百分比|(?<![效频])率)(?:具体)?(?:是|为|达到)?(?:什么|啥|呢|多高|[?？]|$)|百分之(几|多少)|几成|几个点|多少个点|百分比|(比例|占比|率|比重)[^，。,?？]{0,6}(多少|几)|多少比例|\b(what percent|percentage|what share|what (?:[\w-]+ ){0,4}rate|what proportion)/,
  ],
  [
    'money',
    /什么价|啥价|多少价|(?:合同额|金额|预算|报价|单价|造价|奖金|工资|薪[水资]|营收|营业额|利润|罚款|赔偿|费用?)(?:具体)?(?:是|为)?(?:什么|啥|呢|多大|[?？]|$)|多少钱|多少(万|亿|元|块)|几(万|千|百|亿|块钱|元)|(花|赔|扣|付|收)了?多少(?!个|人|次|天)|(金额|费用|预算|价格|报价|单价|造价|工资|薪水|薪资|奖金|补贴|补助|津贴|合同额|营收|收入|资本|罚款|扣款|赔偿)[^，。,?？]{0,6}(多少|几)|多少(工资|奖金|补贴|补助|预算|费用)|\bhow much (money|did .*\bcost|does .*\bcost|was .*\bcost|(?:do|does|did|will|would|can) .*\b(?:charge|cost|pay|spend|bill|earn)|is .*\b(price|worth|paid)|do .*\bpay)|\b(salary|budget|price|contract value|contract amount|registered capital|per diem)\b/,
  ],
  [
    'duration',
    new RegExp(
      `多久|多长时间|(几|多少)${UNIT_OF_TIME}(?!初|末|份|号)|\\bhow long\\b|\\bhow many (working |business |person[- ])?(days|hours|weeks|months|years|minutes|man-days)\\b`,
    ),
  ],
  [
    'date',
    /(?:日期|(?:具体|截止|开标|上线|验收|成立|发布|签订|生效|开始|结束)时间)(?:是|为|在)?(?:什么|啥|呢|[?？]|$)|什么时候|啥时候|什么时间|何时|哪(一)?(天|年|月|周|日)|几(号|月|点)|\bwhen (did|does|do|is|was|were|will|can|should|must|are)\b|\bwhat (date|day|time|year)\b|\bwhich (date|day|month|year)\b/,
  ],
  [
    'count',
    /(?:人数|总数|数量|次数|条数|台数)(?:是|为|有)?(?:什么|呢|[?？]|$)|多[大高远宽重深](?=[?？，,]|$)|多少|(?<![这那前后好最近哪有列举]|最近)几(个|条|项|次|人|家|台|张|份|轮|层|步|种|类|名|位|套|页|点|级|批|期|站|路|核|块)|\bhow many\b|\bhow much\b/,
  ],
]

/** @returns the kind of value the question asks for, undefined when any text may answer it. */
export function wantedValue(question: string): WantedValue | undefined {
  const text = normaliseForMatch(question)
  return WANTED.find(([, pattern]) => pattern.test(text))?.[0]
}

const ASKS_MORE =
  /谁|怎么|怎样|咋|如何|为什么|为啥|哪些|哪位|啥(?!时候)|什么(?!时候|时间)|吗|行不行|\b(who|how (?!much|many|long)|why|which|what (?!date|day|time|year|percent|is the))\b/

/** Whether the question asks for something beside a value: who, how, why. Then it has an answer without the value. */
export function asksBesidesValue(question: string): boolean {
  return ASKS_MORE.test(normaliseForMatch(question))
}

const LIST =
  /哪些|哪几|有哪|列出|列举|罗列|清单|分别|几(个|种|类|步|条)|步骤|流程|阶段|总结|归纳|汇总|综合|盘点|梳理|对比|区别|比较|不同|各(组|部门|项目|自|家)|都(有|是|说|提)|\b(list|which .*s\b|what are|steps?|stages?|phases?|summari[sz]e|compare|difference|all the|each|overview)\b/

/** Whether the answer is a list or a synthesis, which takes more room and more sources than one fact. */
export function asksForList(question: string): boolean {
  return LIST.test(normaliseForMatch(question))
}

/** Words of asking that the list of function words does not hold; too weak to be evidence of anything. */
const FILLER = new Set(
  (
    '多少钱 多久 几天 几次 几个 几条 几人 时候 什么时候 啥时候 哪天 一共 总共 到底 具体 分别 主要 列出 列举 总结 归纳 介绍 说明 解释 ' +
    '咱 俺 老是 老 是什么 是啥 干嘛 干啥 有人 谁能 那边 这边 里面 里头 的话 之后 以后 多长时间 多长 how long mani much date number'
  ).split(' '),
)

export type ContentTerms = { words: string[]; pairs: string[] }

/**
 * What a question is about: its words without those of asking (Latin ones as stems), and the character
 * pairs of its Chinese runs, in the form of `normaliseForMatch`. Single characters are left out.
 */
export function contentTerms(question: string): ContentTerms {
  const terms = extractTerms(question)
  const words = terms.filter(
    ({ kind, text }) =>
      kind === 'word' && (text.length > 1 || /\d/.test(text)) && !isFunctionWord(text) && !FILLER.has(text),
  )
  const pairs = terms.filter(
    ({ kind, text }) =>
      kind === 'pair' &&
      ![...text].some((character) => isFunctionWord(character)) &&
      !isFunctionWord(text) &&
      !FILLER.has(text),
  )
  return { words: [...new Set(words.map(({ text }) => text))], pairs: [...new Set(pairs.map(({ text }) => text))] }
}
