import { cutByDictionary } from './segment.ts'
import { blurredKeys, LONGEST_HAN, type SpellingSuggestion, type Vocabulary } from './vocabulary.ts'

/** Characters that are words of their own wherever no longer word holds them: none is part of a mistyped one. */
const GRAMMAR = new Set(
  '的了吗呢吧啊嘛么着是在和与我你他她它们这那谁啥哪几就还又也都很不没有一个啦呀' +
    '想该前先天里找要看干能会用给把被让到从向后上下来去过得地时说讲再才只算做',
)

/** For each character of a run the word that it stands in, as a number: a known one, or one of the dictionary. */
function coverWithWords(run: string, words: ReadonlySet<string>): number[] {
  const cover = new Array<number>(run.length).fill(0)
  for (let at = 0; at < run.length; at++) {
    for (let length = Math.min(LONGEST_HAN, run.length - at); length > 1; length--) {
      if (!words.has(run.slice(at, at + length))) continue
      cover.fill(at + 1, at, at + length)
      at += length - 1
      break
    }
  }
  let at = 0
  for (const word of cutByDictionary(run)) {
    if (word.length > 1 && cover.slice(at, at + word.length).every((number) => number === 0)) {
      cover.fill(at + 1, at, at + word.length)
    }
    at += word.length
  }
  return cover
}

/** The known word that differs from `from` in one character, which sounds or looks like what stands there. */
function nearestHan(from: string, isUnknown: (at: number) => boolean, { han }: Vocabulary): string | undefined {
  for (let at = 0; at < from.length; at++) {
    if (!isUnknown(at)) continue
    for (const key of blurredKeys(from, at)) {
      const to = han.get(key)
      if (
        to?.length === from.length &&
        to.slice(0, at) === from.slice(0, at) &&
        to.slice(at + 1) === from.slice(at + 1)
      ) {
        return to
      }
    }
  }
  return undefined
}

/**
 * The mistyped words of a run of Chinese characters that stands at `offset`. They stand where no known word does: a
 * window there cuts none in two and holds no word of grammar.
 */
export function suggestHan(run: string, offset: number, vocabulary: Vocabulary): SpellingSuggestion[] {
  const cover = coverWithWords(run, vocabulary.words)
  const isUnknown = (at: number) => cover[at] === 0 && !GRAMMAR.has(run.charAt(at))
  const cutsWord = (at: number) => cover[at] !== 0 && cover[at] === cover[at - 1]
  const found: SpellingSuggestion[] = []
  for (let start = 0; start < run.length; start++) {
    if (cutsWord(start)) continue
    for (let length = Math.min(LONGEST_HAN, run.length - start); length > 1; length--) {
      const end = start + length
      const from = run.slice(start, end)
      if (cutsWord(end) || [...from].some((_, at) => cover[start + at] === 0 && !isUnknown(start + at))) continue
      const to = nearestHan(from, (at) => isUnknown(start + at), vocabulary)
      if (to === undefined) continue
      found.push({ from, to, start: offset + start, end: offset + end })
      start = end - 1
      break
    }
  }
  return found
}
