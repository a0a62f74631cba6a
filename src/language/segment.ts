import { Jieba } from '@node-rs/jieba'
import { dict } from '@node-rs/jieba/dict.js'

let jieba: Jieba | undefined

/** Loading the dictionary takes some 200 ms, so it waits for the first text. */
function segmenter(): Jieba {
  jieba ??= Jieba.withDict(dict)
  return jieba
}

const WORD = /[\p{L}\p{N}]/u

/**
 * Words of a normalised text in search mode: a long word is followed by the words inside it
 * (解决方案 gives 解决, 方案, 解决方案). Punctuation and white space are left out.
 */
export function segmentWords(text: string): string[] {
  return segmenter()
    .cutForSearch(text, true)
    .filter((word) => WORD.test(word))
}

/** The words of the dictionary that a normalised text is cut into, white space and single characters among them. */
export function cutByDictionary(text: string): string[] {
  return segmenter().cut(text, false)
}

/** A word with its part of speech in the notation of the dictionary: n and what begins so a noun, v a verb, x unknown. */
export type TaggedWord = { word: string; tag: string }

/** As `cutByDictionary`, with the part of speech of each word. */
export function tagByDictionary(text: string): TaggedWord[] {
  return segmenter().tag(text, false)
}
