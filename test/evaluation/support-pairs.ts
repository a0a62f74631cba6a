import { fileURLToPath } from 'node:url'
import { z } from 'zod'
import { readJsonLines } from '../../src/evaluation/json-lines.ts'

const labels = [
  'true',
  'wrong_number',
  'wrong_unit',
  'wrong_date',
  'swapped_names',
  'dropped_negation',
  'added_claim',
  'wrong_source',
] as const

const supportPair = z
  .object({
    id: z.string().regex(/^P\d{4}$/),
    passage: z.string().optional(),
    passages: z.array(z.string()).min(2).optional(),
    title: z.string().optional(),
    titles: z.array(z.string()).min(2).optional(),
    sentence: z.string().min(1),
    label: z.enum(labels),
    lang: z.enum(['zh', 'en', 'cross']),
    source: z.string(),
  })
  .transform(({ passage, passages, title, titles, ...pair }) => ({
    ...pair,
    passages: passages ?? (passage === undefined ? [] : [passage]),
    titles: titles ?? (title === undefined ? [] : [title]),
  }))

/**
 * A sentence with the passages that it cites. `label` says whether they support it, and if not, what is wrong.
 * `titles` are those of the passages' documents (none for passages written for the exam alone); `source` are the ids of
 * the sample corpus that they were cut from, or `new`.
 */
export type SupportPair = z.infer<typeof supportPair>

/** All pairs. Passages never stand on both sides: a check may be tuned on odd ids, and even ones are held out. */
export function readSupportPairs(): Promise<SupportPair[]> {
  return readJsonLines<SupportPair>(fileURLToPath(new URL('support-pairs.jsonl', import.meta.url)), supportPair)
}

/** Whether a check must not be tuned on this pair. */
export const isHeldOut = ({ id }: SupportPair): boolean => Number(id.slice(1)) % 2 === 0

/** Of one label: how many pairs there are, how many were flagged as unsupported, and the ids judged wrongly. */
export type LabelScore = { n: number; flagged: number; wrong: string[] }

/** Scores a check that says of each pair whether the passages support the sentence. Shares are from 0 to 1. */
export function scoreSupport(pairs: readonly SupportPair[], supports: (pair: SupportPair) => boolean) {
  const byLabel: Partial<Record<SupportPair['label'], LabelScore>> = {}
  for (const pair of pairs) {
    byLabel[pair.label] ??= { n: 0, flagged: 0, wrong: [] }
    const score = byLabel[pair.label]
    if (!score) continue
    const flagged = !supports(pair)
    score.n++
    if (flagged) score.flagged++
    if (flagged === (pair.label === 'true')) score.wrong.push(pair.id)
  }
  const truths = byLabel.true ?? { n: 0, flagged: 0, wrong: [] }
  const lies = pairs.length - truths.n
  const flagged = Object.values(byLabel).reduce((sum, score) => sum + score.flagged, 0)
  return {
    byLabel,
    liesCaught: lies === 0 ? 1 : (flagged - truths.flagged) / lies,
    truthsFlagged: truths.n === 0 ? 0 : truths.flagged / truths.n,
  }
}
