import { normaliseForMatch } from '../language/normalise.ts'

/** Signs that tell one question from another: C++ is not C. */
const NOT_IN_KEY = /[^\p{L}\p{M}\p{N}+#%]+/gu
const SPACE_BESIDE_HAN = /(?<=\p{Script=Han}) | (?=\p{Script=Han})/gu
const POLITE_START = /^(?:请问|麻烦问一?下|想问一?下|问一?下|please tell (?:me|us) )(?=.)/u
const SOFT_END = /(?<=.)[呢啊呀吧]$/u

/**
 * The form in which questions count as the same: letter case, width, script, punctuation, space, an opening of
 * politeness and a closing particle left aside. A question of signs alone is its own key.
 */
export function questionKey(question: string): string {
  const text = normaliseForMatch(question)
  const bare = text.replace(NOT_IN_KEY, ' ').trim().replace(SPACE_BESIDE_HAN, '')
  const key = bare.replace(POLITE_START, '').replace(SOFT_END, '')
  return key === '' ? text.trim() : key
}
