import type { SmallDocument } from '../../helpers/library.ts'
import { randomNumbers } from '../../helpers/random.ts'

const DIMENSIONS = 16
const CHUNKS_PER_DOCUMENT = 5
/** Least and most words of a chunk: about 300 terms in the mean, as in documents, or about 110, as in short notes. */
export const CHUNK_WORDS = { usual: [60, 160], short: [20, 60] } as const

/** Words that segmenters cut alike, some much more frequent than others. */
const WORDS = [
  ...'验收 回款 割接 监理 交付 采购 合同 变更 项目 客户 方案 投标 运维 培训 预算 付款 延期 风险 计划 范围'.split(' '),
  ...Array.from({ length: 180 }, (_, i) => `term${i}`),
]

function picker(random: () => number) {
  return () => WORDS[Math.floor(WORDS.length * random() ** 2)] ?? ''
}

function unitVector(random: () => number): Float32Array {
  const values = Float32Array.from({ length: DIMENSIONS }, () => random() - 0.5)
  const length = Math.hypot(...values)
  return values.map((value) => value / length)
}

/** Documents of five chunks each, of different lengths, the same ones every time. */
export function randomChunks(count: number, [least, most]: readonly [number, number]): SmallDocument[] {
  const random = randomNumbers(7)
  const word = picker(random)
  return Array.from({ length: Math.ceil(count / CHUNKS_PER_DOCUMENT) }, (_, document) => {
    const paragraphs = Array.from({ length: CHUNKS_PER_DOCUMENT }, () =>
      Array.from({ length: least + Math.floor((most - least) * random()) }, word).join(' '),
    )
    return { path: `${document}.md`, paragraphs, vectors: paragraphs.map(() => unitVector(random)) }
  })
}

export function randomQuestions(count: number): { terms: string; values: Float32Array }[] {
  const random = randomNumbers(11)
  const word = picker(random)
  return Array.from({ length: count }, () => ({
    terms: [word(), word(), word(), word()].join(' '),
    values: unitVector(random),
  }))
}
