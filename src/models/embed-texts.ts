import { type EmbeddingService, requestVectors } from './embedding-request.ts'
import { RequestFailure } from './request-failure.ts'

/** Any service takes this. */
const SHORT_TEXT = 'a'
const SHORTEST_CUT = 32
const CUT_SHARE = 0.75

/** How much a service takes, as far as its refusals have told. */
export type Appetite = {
  textsPerRequest: number
  /** Texts of this many bytes or more go alone, so that their refusal delays no other. */
  longTextBytes: number
  /** How many texts were embedded by their beginning only. */
  cut: number
}

type Asking = {
  service: EmbeddingService
  appetite: Appetite
  retries: number
  signal: AbortSignal | undefined
}

function request(texts: readonly string[], { service, retries, signal }: Asking, isSuspect: boolean) {
  return requestVectors(service, texts, { retries, isSuspect, signal })
}

function mayLieInTexts(error: unknown): boolean {
  return error instanceof RequestFailure && (error.kind === 'refused' || error.kind === 'crashed')
}

/** Whether the service embeds at all; a `dimensions` field that it refuses is left out from now on. */
async function takesShortText(asking: Asking): Promise<boolean> {
  const { service } = asking
  try {
    await request([SHORT_TEXT], asking, true)
    return true
  } catch (error) {
    if (!(error instanceof RequestFailure) || error.kind === 'unavailable') throw error
    if (error.kind !== 'refused' || !service.sendsDimensions) return false
    service.sendsDimensions = false
    return takesShortText(asking)
  }
}

/** The first `length` units of a text, never half a surrogate pair. */
function cutAt(text: string, length: number): string {
  const isInPair = /[\uD800-\uDBFF]/.test(text.charAt(length - 1))
  return text.slice(0, isInPair ? length - 1 : length)
}

/** Embeds as long a beginning of a refused text as the service takes. */
async function embedBeginning(text: string, asking: Asking, refusal: unknown): Promise<Float32Array[]> {
  const { appetite } = asking
  for (let length = text.length * CUT_SHARE; length >= SHORTEST_CUT; length *= CUT_SHARE) {
    try {
      const vectors = await request([cutAt(text, Math.floor(length))], asking, true)
      appetite.cut += 1
      appetite.longTextBytes = Math.min(appetite.longTextBytes, Buffer.byteLength(text))
      return vectors
    } catch (error) {
      if (!mayLieInTexts(error)) throw error
    }
  }
  if (await takesShortText(asking)) throw new RequestFailure('refused', 'does not take one of the texts')
  throw refusal
}

/** Embeds in ever smaller parts what was refused together. */
async function embedParts(texts: readonly string[], asking: Asking, refusal: unknown): Promise<Float32Array[]> {
  const [only] = texts
  if (texts.length === 1 && only !== undefined) return embedBeginning(only, asking, refusal)
  const half = Math.ceil(texts.length / 2)
  let isTakenInHalves = true
  const vectors: Float32Array[] = []
  for (const part of [texts.slice(0, half), texts.slice(half)]) {
    try {
      vectors.push(...(await request(part, asking, true)))
    } catch (error) {
      if (!mayLieInTexts(error)) throw error
      isTakenInHalves = false
      vectors.push(...(await embedParts(part, asking, error)))
    }
  }
  const { appetite } = asking
  if (isTakenInHalves) appetite.textsPerRequest = Math.min(appetite.textsPerRequest, half)
  return vectors
}

/**
 * Embeds some texts in one request, or, where the service embeds but does not take these, in several: in halves down to
 * single texts, and of a single text that is too long its beginning.
 *
 * @throws RequestFailure, or the reason of the signal.
 */
export async function embedTexts(texts: readonly string[], asking: Asking): Promise<Float32Array[]> {
  const { service } = asking
  const sentDimensions = service.sendsDimensions
  try {
    return await request(texts, asking, false)
  } catch (error) {
    if (!mayLieInTexts(error) || !(await takesShortText(asking))) throw error
    if (sentDimensions !== service.sendsDimensions) return embedTexts(texts, asking)
    return embedParts(texts, asking, error)
  }
}
