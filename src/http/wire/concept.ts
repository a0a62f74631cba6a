import { z } from '@hono/zod-openapi'
import type { ConceptRow } from '../../db/schema/concepts.ts'
import { normaliseForMatch } from '../../language/normalise.ts'
import { buildThesaurus, type Concept } from '../../language/thesaurus.ts'

const LONGEST_WORD = 40
const FEWEST_WORDS = 2
const MOST_WORDS = 20
/** What parts words and lines where concepts are written down. */
const NOT_IN_A_WORD = /[\p{Cc}\u2028\u2029|]/u

/** Whether a question can hold a word at all: one of function words, of signs or too long a one is never found. */
function canBeFound(word: string): boolean {
  const concept: Concept = { id: '', chinese: [word], english: [], strength: 1 }
  return buildThesaurus([concept]).findMentions(normaliseForMatch(word)).length > 0
}

const wordSchema = z
  .string()
  .trim()
  .superRefine((word, ctx) => {
    const length = [...word].length
    const refuse = (message: string) => ctx.addIssue({ code: 'custom', message })
    if (length < 2 || length > LONGEST_WORD) refuse(`takes words of 2 to ${LONGEST_WORD} characters`)
    else if (NOT_IN_A_WORD.test(word)) refuse('takes words without tabs, bars and line breaks')
    else if (!canBeFound(word)) refuse('takes words that carry a meaning, of at most 12 Chinese characters')
  })
  .openapi({ minLength: 2, maxLength: LONGEST_WORD })

const wordsSchema = z.array(wordSchema).max(MOST_WORDS)

const strengthSchema = z.literal([1, 2, 3]).openapi({
  type: 'integer',
  enum: [1, 2, 3],
  description: '3 nearly the same thing, 2 usually the same at work, 1 related',
})

/** Words that stand for one thing: 2 to 20 in all, at least two of them different when compared as text is. */
export const conceptRequestSchema = z
  .strictObject({
    chinese: wordsSchema.default([]),
    english: wordsSchema.default([]),
    strength: strengthSchema.default(3),
  })
  .superRefine(({ chinese, english }, ctx) => {
    const words = [...chinese, ...english]
    const refuse = (message: string) => ctx.addIssue({ code: 'custom', path: ['chinese'], message })
    if (words.length > MOST_WORDS) refuse(`a concept takes at most ${MOST_WORDS} words, the English ones counted`)
    else if (new Set(words.map(normaliseForMatch)).size < FEWEST_WORDS) {
      refuse('a concept takes at least two different words, the English ones counted')
    }
  })
  .openapi('ConceptRequest')

export type ConceptRequest = z.infer<typeof conceptRequestSchema>

const conceptFields = {
  id: z.string(),
  chinese: z.array(z.string()),
  english: z.array(z.string()),
  strength: strengthSchema,
}

export const conceptSchema = z
  .object({ ...conceptFields, createdAt: z.iso.datetime(), updatedAt: z.iso.datetime() })
  .openapi('Concept')

export const builtInConceptSchema = z.object(conceptFields).openapi('BuiltInConcept')

export function toWireConcept(row: ConceptRow): z.infer<typeof conceptSchema> {
  const { id, chinese, english, strength, createdAt, updatedAt } = row
  return { id, chinese, english, strength, createdAt, updatedAt }
}

export function toWireBuiltIn({ id, chinese, english, strength }: Concept): z.infer<typeof builtInConceptSchema> {
  return { id, chinese: [...chinese], english: [...english], strength }
}
