import type { Pooling } from '../config.ts'
import type { LocalModel } from './local-model.ts'
import { poolTokens } from './pool-tokens.ts'

/** Attention takes memory by the square of this. */
const MOST_TOKENS = 2_048
/** Models of this family count positions from 2 on. */
const POSITIONS_FROM_TWO = /roberta|camembert/

function mostTokens({ tokenizer, model }: LocalModel): number {
  const { max_position_embeddings: positions, model_type = '' } = model.config
  const reserved = POSITIONS_FROM_TWO.test(model_type) ? 2 : 0
  const limits = [tokenizer.model_max_length, positions === undefined ? undefined : positions - reserved]
  return Math.min(MOST_TOKENS, ...limits.filter((limit) => limit !== undefined && limit > 0).map(Number))
}

/** How many texts fill their row of the mask from end to end. */
function countFull(mask: ArrayLike<number | bigint>, texts: number, tokens: number): number {
  const isTaken = (place: number) => Number(mask[place] ?? 0) !== 0
  const rows = Array.from({ length: texts }, (_, i) => i * tokens)
  return rows.filter((start) => isTaken(start) && isTaken(start + tokens - 1)).length
}

/** `full`: how many texts filled the model, so that their end may have been left out. */
export type MadeVectors = { vectors: Float32Array[]; full: number }

/** Vectors of some texts as the model makes them, not of unit length; undefined where it gives anything else. */
export async function runLocalModel(
  local: LocalModel,
  texts: string[],
  pooling: Pooling,
): Promise<MadeVectors | undefined> {
  const limit = mostTokens(local)
  const inputs = local.tokenizer(texts, { padding: true, truncation: true, max_length: limit })
  const { last_hidden_state, token_embeddings, sentence_embedding } = await local.model(inputs)
  const mask = inputs.attention_mask.data
  const [, width = 0] = inputs.attention_mask.dims
  const full = width < limit ? 0 : countFull(mask, texts.length, width)
  const hidden = last_hidden_state ?? token_embeddings
  const [found, ...size] = (hidden ?? sentence_embedding)?.dims ?? []
  const values = (hidden ?? sentence_embedding)?.data as ArrayLike<number> | undefined
  const dimensions = size.at(-1) ?? 0
  if (!values || found !== texts.length || dimensions === 0) return undefined
  if (hidden) return { vectors: poolTokens({ values, mask, texts: found, tokens: width, dimensions }, pooling), full }
  const rows = Array.from({ length: found }, (_, i) => Array.from(values).slice(i * dimensions, (i + 1) * dimensions))
  return { vectors: rows.map((row) => Float32Array.from(row)), full }
}
