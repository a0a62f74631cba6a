import { z } from 'zod'
import { count, flag } from './collection-schema.ts'

const common = { on_disk: flag, enable_hnsw: flag }
const indexParams = z.discriminatedUnion('type', [
  z.strictObject({ type: z.literal('keyword'), is_tenant: flag, ...common }),
  z.strictObject({ type: z.literal('uuid'), is_tenant: flag, ...common }),
  z.strictObject({ type: z.literal('integer'), lookup: flag, range: flag, is_principal: flag, ...common }),
  z.strictObject({ type: z.literal('float'), is_principal: flag, ...common }),
  z.strictObject({ type: z.literal('datetime'), is_principal: flag, ...common }),
  z.strictObject({ type: z.literal('bool'), ...common }),
  z.strictObject({
    type: z.literal('text'),
    tokenizer: z.enum(['prefix', 'whitespace', 'word', 'multilingual']).optional(),
    min_token_len: count,
    max_token_len: count,
    lowercase: flag,
    ascii_folding: flag,
    phrase_matching: flag,
    ...common,
  }),
])
const indexType = z.enum(['keyword', 'integer', 'float', 'text', 'bool', 'datetime', 'uuid'])
export type IndexParams = z.output<typeof indexParams>

export const createIndex = z.strictObject({
  field_name: z.string().min(1),
  field_schema: z.union([indexType.transform((type): IndexParams => ({ type })), indexParams]),
})
