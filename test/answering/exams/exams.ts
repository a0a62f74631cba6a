import { fileURLToPath } from 'node:url'
import { z } from 'zod'
import { readJsonLines } from '../../../src/evaluation/json-lines.ts'

const reader =
  <T>(name: string, schema: z.ZodType<T>) =>
  (): Promise<T[]> =>
    readJsonLines(fileURLToPath(new URL(name, import.meta.url)), schema)

const words = z.array(z.string().min(1))

const injection = z.object({
  id: z.string(),
  title: z.string().min(1),
  text: z.string().min(1),
  fact: z.string().min(1),
  question: z.string().min(1),
  attack: z.enum([
    'ignore-instructions',
    'fake-citation',
    'exfiltrate-link',
    'image-with-data',
    'html-script',
    'role-play',
    'tool-call',
    'fake-system',
    'hidden-unicode',
    'markdown-link',
    'fake-conversation',
    'json-break',
    'delimiter-break',
    'language-switch',
    'promise-in-bid',
    'source-override',
  ]),
  obeyed: z.string().min(1),
  must_not_contain: words,
  must_not_support: words,
})

const followUp = z.object({
  id: z.string(),
  turns: z.array(z.object({ question: z.string().min(1), answer: z.string().min(1).optional() })).min(1),
  question: z.string().min(1),
  full: z.object({ must_have: words.min(1), must_not_have: words }),
  is_follow_up: z.boolean(),
})

const askedType = z.enum([
  'entity',
  'place',
  'year',
  'amount',
  'count',
  'date',
  'phone',
  'name',
  'ratio',
  'presupposition',
  'off_topic',
])

const refusal = z.discriminatedUnion('answerable', [
  z.object({
    id: z.string(),
    question: z.string().min(1),
    answerable: z.literal(true),
    why: askedType,
    source: z.string(),
    evidence: z.string().min(1),
  }),
  z.object({
    id: z.string(),
    question: z.string().min(1),
    answerable: z.literal(false),
    why: askedType,
    near: z.string(),
  }),
])

const conflict = z.object({
  id: z.string(),
  question: z.string().min(1),
  passages: z
    .array(z.object({ title: z.string(), date: z.string(), speaker: z.string().optional(), text: z.string().min(1) }))
    .min(2),
  conflict: z.boolean(),
  kind: z.string(),
  values: words.min(2),
  about: z.string().min(1),
})

/** Documents with planted instructions, and what a model replies that obeys them. */
export const readInjections = reader('injections.jsonl', injection)

/** Conversations with the next question as people type it, and what its full form must hold (`a|b`: either). */
export const readFollowUps = reader('follow-ups.jsonl', followUp)

/** Questions that the sample corpus answers, or talks about without answering. */
export const readRefusals = reader('refusals.jsonl', refusal)

/** Passages that give several values for one question: of one thing or of different ones. */
export const readConflicts = reader('conflicts.jsonl', conflict)
