import type { Asked } from './asked.ts'
import { cutWords, type Word } from './cut-words.ts'
import { findParts, subjectOf } from './topic.ts'

const POINTING =
  /^(?:这|那|此|该|上述|上面|前面|刚才)(?:[个次笔家份边天里些种位时会张台条项件批组年月周段]|\p{Script=Han})/u
const LEADING =
  /^(?:还|也|再|又|后来|最后|最终|结果|然后|接着|之后|以后|之前|其中|里面|剩下|其余|其他|有|能|可以|要|得|会|需要|应该|缺|花|晚了|早了|多了|少了|分成|跟|和|与|比|按)/u
/** Asked of everything that was ever done, not of what was just spoken of. */
const WHOLE_LIBRARY = /以前|以往|过去|历史上|我们公司|公司(?:里|内部)|(?:哪些|哪个)项目/u

export const content = (text: string): Word[] => cutWords(text).filter(({ kind }) => kind === 'own' || kind === 'owned')

/** How much a question names by itself: characters, those that every project has by half, what was just said not at all. */
export function ownWeight(text: string, said: string): number {
  return content(text).reduce((sum, word) => {
    if (/^[\d.]+$/.test(word.text) || (said.includes(word.text) && !word.isName)) return sum
    const weight = word.kind === 'owned' ? word.text.length / 2 : word.text.length
    return sum + (word.isName && !said.includes(word.text) ? weight + 2 : weight)
  }, 0)
}

/** Whether the question names its own subject: what stands first in it, before anything that asks. */
export function hasSubject(text: string, last: Asked): boolean {
  const [first] = findParts(text)
  const before = cutWords(text).filter(({ end, kind }) => first && end <= first.start && kind !== 'gap')
  if (!first || before.some(({ kind, text: word }) => kind !== 'verb' || word.length === 1)) return false
  const own = first.words.filter(({ kind }) => kind === 'own')
  if (own.length === 0) return false
  const said = `${last.asked}${last.answer}`
  if (own.some(({ text: word }) => subjectOf(last.asked).includes(word))) return true
  if (own.every(({ text: word }) => said.includes(word))) return false
  const after = text.slice(first.end)
  const isDefinite = /^(?:是|有)(?:哪些|什么|谁)/u.test(after) && first.text.length <= 2
  return !isDefinite && !/^(?:吗|呢|也)/u.test(after) && !/^(?:[了过]|$)/u.test(after)
}

/** Whether a question of a whole sentence leans on what was said before. */
export function leansOn(text: string, last: Asked): boolean {
  const said = `${last.asked}${last.answer}`
  const weight = ownWeight(text, said)
  if (hasSubject(text, last) && !POINTING.test(text)) return false
  const named = content(text).filter(({ text: word }) => word.length > 1 && !said.includes(word))
  if (named.length >= 3 && !POINTING.test(text)) return false
  if (WHOLE_LIBRARY.test(text) && weight >= 1) return false
  if (/^(?:如何|怎么|怎样)/u.test(text)) return weight < 2
  if (LEADING.test(text) || POINTING.test(text) || /^\p{Script=Han}{2,4}也/u.test(text)) return weight < 5
  return weight < 3.5
}
