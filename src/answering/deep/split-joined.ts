const ENDS = /(?<=[?？!！。;；])/
/** Where a question goes on to another within a sentence. */
const GOES_ON =
  /[,，]\s*(?:and\s+)?|\s+and then\s+|\s+and (?=(?:who|whom|what|which|when|where|why|how)\b)|(?<=\p{Script=Han})(?=(?:然后|接着|其次|另外|还有|以及|并且|再(?:怎|如|由|找|去))(?=\p{Script=Han}{2}))/giu
const ASKS =
  /谁|什么|啥|哪|怎么|怎样|咋|如何|为什么|为何|多少|多久|多长|几[\p{Script=Han}]|何时|吗|是否|是不是|有没有|能不能|要不要|\b(?:who|whom|what|which|when|where|why|how|whether|did|does|is|are|was|were|can|should)\b/iu
const LINKING =
  /^(?:(?:然后|接着|其次|另外|还有|以及|并且|同时|最后|后来|首先|先|再|and|then|also|first|finally)[\s,，]*)+/iu

const trimEnds = (text: string): string => text.replace(/^[\s,，、。;；:：]+|[\s,，、。;；:：?？!！]+$/g, '')

/** Clauses put together so that each group asks something: what is said without asking leads up to what comes next. */
function groupClauses(clauses: readonly string[]): string[][] {
  const groups: string[][] = []
  let open: string[] = []
  for (const clause of clauses) {
    open.push(clause)
    if (!ASKS.test(clause)) continue
    groups.push(open)
    open = []
  }
  const last = groups.at(-1)
  if (open.length > 0 && last) last.push(...open)
  return groups
}

/** What the first question is about, for those after it that do not say it again. */
function topicOf(group: readonly string[]): string {
  const [lead = ''] = group
  if (group.length > 1 && !ASKS.test(lead)) return lead.replace(LINKING, '')
  const han =
    /^(?:请问|那个?|我们|咱们)?(\p{Script=Han}?[^的是在有由被对何哪谁怎如什啥几多,，\s]{2,16})(?=[的是在有由被对何哪谁怎如什啥几多])/u.exec(
      lead,
    )?.[1]
  if (han !== undefined) return han
  if (/\p{Script=Han}/u.test(lead)) return lead.replace(LINKING, '').replace(ASKS, '')
  const names = lead.replace(/^\W*\w+/, '').match(/\b[A-Z0-9][\w-]*(?: [A-Z0-9][\w-]*)*/g) ?? []
  return names.join(' ')
}

const LEANS =
  /^(?:谁|什么|啥|哪|怎|咋|如何|为什么|为何|多少|多久|几|何时|是|有|又|都|它|他|她|这|那|该|其|who|what|which|when|where|why|how|is|are|was|were|did|does|it|they|that|those|this)/i
/** Shorter questions than these, in characters, say nothing of what they are about. */
const SHORT = { han: 9, latin: 28 }

function leansOnTopic(part: string): boolean {
  if (/\b(?!^)[A-Z][a-z]{2,}/.test(part)) return false
  return LEANS.test(part) || part.length <= (/\p{Script=Han}/u.test(part) ? SHORT.han : SHORT.latin)
}

/** The questions that are joined in one, each with what it is about; one where nothing is joined. */
export function splitJoined(question: string): string[] {
  const clauses = question
    .split(ENDS)
    .flatMap((sentence) => sentence.split(GOES_ON))
    .map(trimEnds)
    .filter(Boolean)
  const groups = groupClauses(clauses)
  const topic = topicOf(groups[0] ?? [])
  return groups.map((group, at) => {
    const part = group.join('，').replace(LINKING, '')
    const leans = at > 0 && topic !== '' && !part.includes(topic) && leansOnTopic(part)
    return leans ? `${topic} ${part}` : part
  })
}
