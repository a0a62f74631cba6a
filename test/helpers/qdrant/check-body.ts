import type { z } from 'zod'
import { refuse } from './refusal.ts'

/** Marks a rule that a server checks after it has understood the body: its breach is a 422, not a 400. */
const FIELD_RULE = { params: { isFieldRule: true } }

/** A rule in the form that `refine` takes. */
export function fieldRule(message: string) {
  return { ...FIELD_RULE, message }
}

/** Where one of several forms fits but for a field's rule, it is that form which was meant. */
function isFieldRule(issue: z.core.$ZodIssue): boolean {
  if (issue.code === 'invalid_union')
    return issue.errors.some((branch) => branch.length > 0 && branch.every(isFieldRule))
  return issue.code === 'custom' && issue.params?.isFieldRule === true
}

function lineOf(issue: z.core.$ZodIssue): string {
  const inner = issue.code === 'invalid_union' ? issue.errors.flat() : []
  const place = issue.path.join('.') || 'body'
  return inner.length === 0 ? `${place}: ${issue.message}` : `${place}: ${inner.map(lineOf).join(' | ')}`
}

/** @throws Refusal 400 for a body of the wrong shape, 422 for a breach of a field's rule. */
export function checkBody<Schema extends z.ZodType>(schema: Schema, body: unknown, what = 'JSON body') {
  const checked = schema.safeParse(body)
  if (checked.success) return checked.data
  const { issues } = checked.error
  const lines = issues.map(lineOf).join('; ')
  if (issues.every(isFieldRule)) return refuse(422, `Validation error in ${what}: [${lines}]`)
  return refuse(400, `Format error in ${what}: ${lines}`)
}
