import { normaliseForMatch } from './normalise.ts'

/** What a question asks for. A length of time counts as how many; a place in an organisation as where. */
export type Asking = 'who' | 'how_many' | 'when' | 'where' | 'how' | 'why' | 'list' | 'compare' | 'what' | 'yes_no'

const UNIT =
  '(?:个|条|项|次|人|家|台|张|份|轮|层|步|种|类|名|位|套|页|级|批|期|天|周|年|小时|分钟|钟头|月|钱|块|元|万|成|倍|遍|字|度|米|公里|吨|工作日|人天)'

/** In the order in which they decide when several fit; of those of one rank the first in the text does. */
const ASKINGS: readonly [asking: Asking, rank: number, pattern: RegExp][] = [
  [
    'compare',
    0,
    /区别|差别|差异|对比|不同(?!意)|不一样|一样吗|异同|相比|比起|更(?:好|快|便宜|合适|划算|稳)|哪个(?:好|快|便宜|合适|划算|更)|还是.{1,12}(?:好|合适|划算|省|快)|\b(?:compar(?:e|ed|ison)|difference|differ|versus|vs|rather than|better than|which is (?:better|cheaper|faster|safer)|pros and cons)\b/,
  ],
  [
    'list',
    1,
    /哪些|哪几|都有(?:谁|什么|啥)|都(?:需要|要|包括|包含)(?:什么|啥)|列出|列一|列举|罗列|清单(?:是|有)|分别(?:是|由|有|叫|在|需)|盘点|梳理|归纳|汇总|(?:什么|几个|多少)(?:步骤|阶段|环节)|\b(?:list|enumerate|name (?:all|the|every|each)|which (?!(?:is|was|does|has)\b)\w*[^\Wsu]s\b(?! (?:is|was|does))|what are (?:all )?(?:the|our)|what \w*[^\Wsu]s (?:are|were|do|did|have|should|can|must)|all the|summari[sz]e|overview)\b/,
  ],
  [
    'why',
    2,
    /为什么|为何|为啥|凭什么|凭啥|干嘛(?:要|不)|什么(?:原因|缘故|道理)|啥原因|原因(?:是|在|何|呢|[?？]|$)|怎么(?:会|就|还|又|老|总|没|不|反而)|怎么这么|何以|\b(?:why|how come|what (?:caused|led to|is the reason|was the reason|went wrong)|reasons? (?:for|behind|why)|root cause)\b/,
  ],
  [
    'who',
    3,
    /谁|哪位|哪个(?:人|部门|团队|小组|同事|领导|角色|岗位)|什么人|何人|啥人|找哪|(?:负责人|联系人|接口人|审批人|对接人|牵头人)(?:是|叫|呢|[?？]|$)|\b(?:who|whom|whose|which (?:person|team|department|role|manager|colleague)|person in charge)\b/,
  ],
  [
    'when',
    3,
    /什么时候|啥时候|什么时间|啥时间|何时|几时|几(?:点|号|月)|哪(?:一)?(?:天|年|月|周|日|个月|一周)|什么日子|哪个(?:时间|阶段|季度|月)|(?:截止|开标|上线|验收)(?:日期|时间)(?:是|呢|[?？]|$)|\b(?:when|what (?:time|date|day|year|month|stage)|which (?:day|date|month|year|quarter|week)|by what date|deadline)\b/,
  ],
  [
    'how_many',
    3,
    new RegExp(
      `多少|多久|多长|多大|多高|多远|多快|几成|百分之几|(?<![这那前后好十数列哪有])几(?:十|百|千)?${UNIT}|(?:比例|占比|率)(?:是|呢|[?？]|$)|\\b(?:how (?:many|much|long|often|far|big|large|soon|fast|high)|what (?:percentage|percent|proportion|rate|ratio|share|number|amount|price|cost|budget)|number of)\\b`,
    ),
  ],
  [
    'where',
    3,
    /哪里|哪儿|在哪|到哪(?!种|个程)|去哪|何处|什么地方|啥地方|哪个(?:地方|文件夹|目录|系统|页面|城市|环境|模块)|\b(?:where|which (?:place|folder|page|system|city|environment)|what (?:place|address|location))\b/,
  ],
  [
    'how',
    4,
    /怎么|怎样|咋|如何|(?:办法|做法|方法|步骤|流程|思路|套路)(?:是|呢|有|[?？]|$)|\b(?:how (?!many|much|long|often|far|big|large|soon|fast|high|come)|what (?:is|are|was) the (?:process|procedure|steps?|way|approach|workflow)|what (?:do|should|can|must|did) (?:i|we|you|one|they) do|steps? (?:to|for)|way to)\b/,
  ],
  [
    'yes_no',
    5,
    /吗|是否|是不是|有没有|有无|能不能|能否|可不可以|可否|要不要|该不该|算不算|行不行|会不会|对不对|用不用|需不需要|够不够|好不好|允许不|没有[?？]?$|了没[?？]?$|\bwhether\b|^(?:is|are|was|were|do|does|did|can|could|should|would|will|may|must|has|have|had|am)\b/,
  ],
  ['what', 6, /什么|啥|哪|何|\b(?:what|which)\b/],
]

/** What a question asks for, the main thing first; `what` when it does not say. */
export function findAskings(question: string): [Asking, ...Asking[]] {
  const text = normaliseForMatch(question).trim()
  const [first, ...rest] = ASKINGS.flatMap(([asking, rank, pattern]) => {
    const at = text.search(pattern)
    return at < 0 ? [] : [{ asking, rank, at }]
  }).sort((a, b) => a.rank - b.rank || a.at - b.at)
  if (!first) return ['what']
  return [first.asking, ...rest.flatMap(({ asking }) => (asking === 'what' ? [] : [asking]))]
}
