import { z } from '@hono/zod-openapi'
import type { Filters } from '../../engines/access.ts'
import { MAX_QUESTION_CHARACTERS } from '../limits.ts'
import { daySchema, kindSchema, spaceNameSchema } from './common.ts'

function refuse(ctx: z.RefinementCtx, code: 'question_empty' | 'question_too_long', message: string): void {
  ctx.addIssue({ code: 'custom', message, params: { code } })
}

/** A question or query: trimmed, not empty, 4,000 characters at most. */
export const questionSchema = z
  .string()
  .trim()
  .superRefine((text, ctx) => {
    if (text === '') refuse(ctx, 'question_empty', 'The question is empty: type what you want to know.')
    if ([...text].length > MAX_QUESTION_CHARACTERS) {
      refuse(ctx, 'question_too_long', `The question is longer than ${MAX_QUESTION_CHARACTERS} characters: shorten it.`)
    }
  })
  .openapi({ minLength: 1, maxLength: MAX_QUESTION_CHARACTERS })

export const filtersSchema = z
  .strictObject({
    space: spaceNameSchema.optional(),
    kind: kindSchema.optional(),
    documentIds: z.array(z.string().max(100)).max(1_000).optional(),
    since: daySchema.optional(),
  })
  .openapi('Filters')

export function toFilters(filters: z.infer<typeof filtersSchema> | undefined): Filters {
  return {
    ...(filters?.space === undefined ? {} : { spaces: [filters.space] }),
    ...(filters?.kind === undefined ? {} : { kinds: [filters.kind] }),
    ...(filters?.documentIds === undefined ? {} : { documentIds: filters.documentIds }),
    ...(filters?.since === undefined ? {} : { since: filters.since }),
  }
}
