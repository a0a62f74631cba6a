/** What tells two values of one thing apart: planned and actual, one of many and all, the first round and the second. */
const PRESENT: readonly RegExp[] = [
  /计划|原定|预计|预估|预算|目标|原来|估的?|报价|拟|\b(?:planned|scheduled|target(?:ed)?|estimated?|budget(?:ed)?|expected)\b/,
  /剩|遗留|未关闭|没有补|\b(?:left|remaining|outstanding)\b/,
  /每|平均|人均|单家|单个|均价|\b(?:average|mean|per|each|every)\b/,
  /其中|部分|\bof which\b/,
  /第?[一1]期|首期|\bphase (?:1|one)\b/,
  /第?[二2]期|\bphase (?:2|two)\b/,
]
const ORDINAL =
  /第\s*(?:\d+|[一二三四五六七八九十]+)\s*[轮次版批季组层]|首[轮次批]|末[轮次批]|[一二三四]季度|\b(?:first|second|third|fourth)\b/g
const STAGE = /预验收|初验|终验|复验|预演|试运行|质保期|试点|上半年|下半年|\b(?:pilot|trial|warranty)\b/g
const YEAR = /(?<!\d)20\d\d(?!\d)/g
const LEAST = /不低于|不少于|至少|最少|以上|\b(?:at least|minimum)\b/
const DONE = /才|实际|最终|终于|\b(?:actual(?:ly)?|finally|only on)\b/

const all = (pattern: RegExp, text: string): string[] =>
  [...text.matchAll(pattern)].map(([found]) => found.replace(/\s/g, ''))

/** Whether both name something of a kind, and nothing in common. */
function differ(pattern: RegExp, a: string, b: string): boolean {
  const [first, second] = [all(pattern, a), all(pattern, b)]
  return first.length > 0 && second.length > 0 && !first.some((one) => second.includes(one))
}

/** The clause of a value, normalised, and the sentence that it stands in. */
export type Setting = { clause: string; sentence: string }

/** Whether two values are of different things by what stands beside them, though the words be the same. */
export function areApart(a: Setting, b: Setting): boolean {
  return (
    PRESENT.some((pattern) => pattern.test(a.clause) !== pattern.test(b.clause)) ||
    LEAST.test(a.clause) !== LEAST.test(b.clause) ||
    differ(ORDINAL, a.sentence, b.sentence) ||
    differ(STAGE, a.sentence, b.sentence) ||
    differ(YEAR, a.sentence, b.sentence)
  )
}

/** Whether both say that it came to this in the end. */
export const areBothDone = (a: Setting, b: Setting): boolean => DONE.test(a.clause) && DONE.test(b.clause)
