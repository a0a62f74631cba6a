import { type Asking, findAskings } from './asking.ts'
import { normaliseForMatch } from './normalise.ts'

/** Kinds of documents, as the library names them. */
export type WantedKind =
  | 'discussion_note'
  | 'retrospective'
  | 'pitfall_case'
  | 'delivery_guide'
  | 'proposal'
  | 'tender'
  | 'report'

export type QuestionIntent = {
  asks: Asking
  /** What it asks for beside that. */
  also: Asking[]
  /** Whether it asks how something went, not how it ought to go. */
  isAboutPast: boolean
  /** Kinds that such a question is usually answered from, the likeliest first; no reason to leave others out. */
  wantsKinds: WantedKind[]
}

const PAST =
  /以前|从前|过去|当时|当初|当年|那时|那会儿|上次|上回|上一(?:次|回|期|轮|个项目)|去年|前年|曾经?|历史上|往年|早先|此前|先前|那次|那回|后来|最后(?:是)?(?:怎么|咋|如何|谁|花|用|为)|(?:^|[,，。;；\s]|我们|咱们?|公司|有人|谁|你们|他们|项目)之前|之前(?:的项目|有|是|怎么|咋|我们|咱|遇|做|处理|踩|也|都|那)|过(?:吗|没|么|的)|(?:没有?|到|遇|碰|见|踩|做|出|发生|用|试|丢|赢|输|接)过|(?:怎么|咋|如何)[^,，。?？]{1,12}(?:的|了)[?？]?$|(?:怎么|咋)就|\b(?:did|was|were|had|previously|earlier|historically|formerly|last (?:time|year|quarter|month|project)|used to|in the past|ever|already|have (?:we|you|they|any|there)|has (?:any|the team|our)|before\?)\b/
/** What the rules say is asked in the present, even where something happened before. */
const PRESENT = /应该|应当|该怎么|该如何|需要怎么|规定|要求是|\b(?:should|must|ought)\b/

const KINDS: readonly [WantedKind, RegExp][] = [
  [
    'pitfall_case',
    /坑|教训|翻车|吃(?:过|了)?亏|失误|事故|故障案例|出(?:过)?(?:事|岔子|问题)|避免|避雷|防止|当心|小心|要注意|注意(?:什么|啥|哪)|风险|雷区|反面|\b(?:pitfalls?|lessons?|mistakes?|go(?:es)? wrong|went wrong|gotchas?|avoid|watch out|beware|incidents?|failures?|trap)\b/,
  ],
  [
    'retrospective',
    /复盘|回顾|结项|总结(?:里|会|说)|当时|当初|最后|后来|成效|效果|结果(?:怎么|如何|是)|做得好|做得不好|延期(?:的)?原因|\b(?:retro(?:spective)?s?|post-?mortems?|looking back|in hindsight|outcome|turned out)\b/,
  ],
  [
    'delivery_guide',
    /流程|规定|规范|制度|标准(?!化平台)|指南|手册|应该|应当|必须|步骤|阶段|环节|模板|清单|审批|申请|报销|交付物|职责|谁(?:来)?(?:负责|批|审|签)|找谁|提前(?:多久|几)|(?:多久|几(?:个工作日|天|小时))(?:之?内|以内|要)|允许|可不可以|能不能|要不要|新人|入职|\b(?:polic(?:y|ies)|procedures?|process|guides?|guidelines?|rules?|should|must|template|checklist|approv\w*|allowed|required?|responsible|sla|deliverables?|onboarding|handbook|how (?:do|to|should|can))\b/,
  ],
  [
    'discussion_note',
    /讨论|会上|会议|开会|纪要|谁(?:说|提|反对|同意|主张|认为)|提(?:出|议|了)|意见|观点|看法|分歧|争论|决定|定(?:了|下)|同意|反对|\b(?:discuss\w*|meeting|minutes|said|says|suggest\w*|argu\w*|propos(?:ed|es)|decid\w*|decisions?|agreed?|disagree\w*|opinions?|object(?:ed|ions?))\b/,
  ],
  ['tender', /招标|标书|投标|开标|评标|评分(?:标准|办法|项)|资格要求|\b(?:tenders?|rfp|bid(?:s|ding)?|scoring)\b/],
  ['proposal', /(?:建设|技术|解决|实施|投标)方案|方案(?:书|里|中)|报价(?:单|里)|\bproposals?\b/],
  ['report', /报告|月报|周报|年报|调研|统计|\breports?\b/],
]

/** Kinds for a question that names none: how it went is told in hindsight, how to do it in guides. */
function usualKinds(asks: Asking, isAboutPast: boolean): WantedKind[] {
  if (isAboutPast)
    return asks === 'who' || asks === 'when'
      ? ['discussion_note', 'retrospective']
      : ['retrospective', 'pitfall_case', 'discussion_note']
  if (asks === 'how') return ['delivery_guide', 'pitfall_case']
  if (asks === 'why') return ['retrospective', 'pitfall_case', 'discussion_note']
  return []
}

/** What a question in Chinese or English asks for, and where its answer usually stands. */
export function questionIntent(question: string): QuestionIntent {
  const text = normaliseForMatch(question).trim()
  const [asks, ...also] = findAskings(question)
  const isAboutPast = PAST.test(text) && !PRESENT.test(text)
  const named = KINDS.flatMap(([kind, pattern]) => (pattern.test(text) ? [kind] : []))
  const wantsKinds = [...new Set([...named, ...usualKinds(asks, isAboutPast)])]
  return { asks, also, isAboutPast, wantsKinds }
}
