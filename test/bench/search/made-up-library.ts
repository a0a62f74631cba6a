import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { segmentWords } from '../../../src/language/segment.ts'
import { sparseVector } from '../../../src/language/terms.ts'
import { SAMPLE_DOCUMENTS } from '../../helpers/built.ts'
import { randomNumbers } from '../../helpers/random.ts'

/** Words of the long tail are made of characters of the sample documents, so that pairs grow as in real text. */
const VOCABULARY = 60_000
const SENTENCES_AT_MOST = 200_000
const SENTENCES_OF_A_TOPIC = 100
const WORDS_OF_A_TOPIC = 25
const TOPICAL_WORDS = 0.3
const TOPICAL_SENTENCES = 0.7
const CHUNK_CHARACTERS = 350
const QUESTION_ENDS = ['怎么处理', '以前怎么办的', '由谁负责', '什么时候要提前通知', '有哪些坑', '']

type Random = () => number
/** A sentence with the terms of it; the terms of a chunk are those of its sentences together. */
type Sentence = { text: string; words: readonly string[]; ids: Uint32Array; counts: Uint8Array }
export type MadeUpChunk = { text: string; sparse: { ids: Uint32Array; counts: Uint8Array } }
export type MadeUpDocument = { path: string; chunks: MadeUpChunk[] }

function pick<T>(items: readonly T[], random: Random): T {
  return items[Math.floor(random() * items.length)] as T
}

/** The words of the sample documents, the frequent ones first, and made-up ones behind them. */
function makeVocabulary(random: Random): { words: string[]; english: string[] } {
  const counts = new Map<string, number>()
  for (const file of readdirSync(SAMPLE_DOCUMENTS).filter((name) => /\.(?:md|txt)$/.test(name))) {
    const text = readFileSync(join(SAMPLE_DOCUMENTS, file), 'utf8')
    for (const run of text.match(/\p{Script=Han}+/gu) ?? [])
      for (const word of segmentWords(run)) counts.set(word, (counts.get(word) ?? 0) + 1)
    for (const word of text.match(/[A-Za-z]{3,}/g) ?? [])
      counts.set(word.toLowerCase(), (counts.get(word.toLowerCase()) ?? 0) + 1)
  }
  const known = [...counts].sort((a, b) => b[1] - a[1] || (a[0] < b[0] ? -1 : 1)).map(([word]) => word)
  const words = known.filter((word) => /\p{Script=Han}/u.test(word))
  const characters = [...new Set(words.join(''))]
  while (words.length < VOCABULARY) {
    const length = random() < 0.75 ? 2 : 3
    words.push(Array.from({ length }, () => pick(characters, random)).join(''))
  }
  return { words, english: known.filter((word) => /^[a-z]+$/.test(word)) }
}

/** By Zipf's law: the word of rank r comes 1 / r as often as the first. */
const zipf = <T>(items: readonly T[], random: Random): T => items[Math.floor(items.length ** random()) - 1] as T

function makeSentence(
  vocabulary: ReturnType<typeof makeVocabulary>,
  topic: readonly string[],
  random: Random,
): Sentence {
  const words: string[] = []
  const length = 8 + Math.floor(random() * 10)
  while (words.length < length) {
    if (random() < TOPICAL_WORDS) words.push(pick(topic, random))
    else words.push(random() < 0.01 ? zipf(vocabulary.english, random) : zipf(vocabulary.words, random))
  }
  const half = Math.floor(length / 2)
  const text = `${words.slice(0, half).join('')}，${words.slice(half).join('')}。`
  return { text, words, ...sparseVector(text) }
}

function joinSentences(sentences: readonly Sentence[]): MadeUpChunk {
  const counts = new Map<number, number>()
  for (const { ids, counts: repeats } of sentences)
    for (const [at, id] of ids.entries()) counts.set(id, (counts.get(id) ?? 0) + (repeats[at] ?? 0))
  const sparse = {
    ids: Uint32Array.from(counts.keys()),
    counts: Uint8Array.from(counts.values(), (count) => Math.min(255, count)),
  }
  return { text: sentences.map(({ text }) => text).join(''), sparse }
}

export type MadeUpLibrary = {
  /** Endless: documents of 10 to 40 chunks of about 350 characters. */
  documents: () => Generator<MadeUpDocument>
  /** Questions of 5 to 25 characters, every fifth with an English word, about things that the library speaks of. */
  questions: (count: number) => string[]
}

/**
 * Made-up Chinese text of any size, always the same: words by Zipf's law, documents with topics of their own.
 * @param chunks about as many as will be taken; a small library has fewer sentences to take from.
 */
export function madeUpLibrary(chunks: number): MadeUpLibrary {
  const random = randomNumbers(7)
  const vocabulary = makeVocabulary(random)
  const topics = Array.from(
    { length: Math.ceil(Math.min(SENTENCES_AT_MOST, chunks * 4) / SENTENCES_OF_A_TOPIC) },
    () => {
      const words = Array.from({ length: WORDS_OF_A_TOPIC }, () => pick(vocabulary.words, random))
      return Array.from({ length: SENTENCES_OF_A_TOPIC }, () => makeSentence(vocabulary, words, random))
    },
  )
  const chunkAbout = (topic: readonly Sentence[]): MadeUpChunk => {
    const sentences: Sentence[] = []
    let length = 0
    while (length < CHUNK_CHARACTERS) {
      const sentence = pick(random() < TOPICAL_SENTENCES ? topic : pick(topics, random), random)
      sentences.push(sentence)
      length += sentence.text.length
    }
    return joinSentences(sentences)
  }
  return {
    documents: function* () {
      for (let at = 0; ; at++) {
        const topic = pick(topics, random)
        const length = 10 + Math.floor(random() * 31)
        yield { path: `${Math.floor(at / 100)}/${at}.md`, chunks: Array.from({ length }, () => chunkAbout(topic)) }
      }
    },
    questions: (count) => {
      const chance = randomNumbers(11)
      return Array.from({ length: count }, (_, at) => {
        const { words } = pick(pick(topics, chance), chance)
        const from = Math.floor(chance() * (words.length - 3))
        const core = words.slice(from, from + 2 + Math.floor(chance() * 3)).join('')
        const english = at % 5 === 0 ? ` ${zipf(vocabulary.english, chance)} ` : ''
        return `${core}${english}${pick(QUESTION_ENDS, chance)}`.slice(0, 25).padEnd(5, '安排')
      })
    },
  }
}
