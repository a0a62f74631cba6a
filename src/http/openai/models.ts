import { z } from '@hono/zod-openapi'
import type { AnswerRequest } from '../../answering/answer.ts'

/** How thoroughly each model looks. */
const DEPTHS = { precedent: 'quick', 'precedent-deep': 'deep' } as const satisfies Record<
  string,
  AnswerRequest['depth']
>

/** Seconds since 1970, as every entry of a list of models has it; of no meaning here. */
const CREATED = 1_767_225_600

export type ModelId = keyof typeof DEPTHS

export const modelSchema = z
  .object({ id: z.string(), object: z.literal('model'), created: z.int(), owned_by: z.string() })
  .openapi('Model')

export const modelListSchema = z.object({ object: z.literal('list'), data: z.array(modelSchema) }).openapi('ModelList')

export type Model = z.infer<typeof modelSchema>

function isModelId(id: string): id is ModelId {
  return Object.hasOwn(DEPTHS, id)
}

function toModel(id: string): Model {
  return { id, object: 'model', created: CREATED, owned_by: 'precedent' }
}

export function listModels(): Model[] {
  return Object.keys(DEPTHS).map(toModel)
}

export function findModel(id: string): Model | undefined {
  return isModelId(id) ? toModel(id) : undefined
}

/** Many programs send the name of a model that they know: whatever is none of ours is answered by the quick one. */
export function chooseModel(asked: string | undefined): { id: ModelId; depth: 'quick' | 'deep' } {
  const id = asked !== undefined && isModelId(asked) ? asked : 'precedent'
  return { id, depth: DEPTHS[id] }
}
