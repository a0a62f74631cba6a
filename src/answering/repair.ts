import { AppError } from '../errors.ts'
import type { QuestionLanguage } from '../language/questions.ts'
import type { Chat } from './answer.ts'
import type { SourcedPassage } from './candidates.ts'
import { type Collected, createCollector } from './collect-sentences.ts'
import { buildRepairPrompt, DROP } from './prompt.ts'
import { readNumberedLines } from './read-reply.ts'
import type { FindRelated } from './terms.ts'

export type RepairRequest = {
  language: QuestionLanguage
  sourced: readonly SourcedPassage[]
  chat: Chat
  findRelated: FindRelated | undefined
  signal: AbortSignal | undefined
}

type Mended = { raw: string } | 'dropped'

/** What the model makes of the faulty sentences, by their place; nothing where it does not answer. */
async function askForRepair(collected: Collected, faulty: readonly number[], request: RepairRequest) {
  const { language, sourced, chat, signal } = request
  const passages = sourced.map(({ passage }) => passage)
  const sentences = faulty.flatMap((at) => collected.sentences[at] ?? [])
  const prompt = buildRepairPrompt(
    language,
    passages,
    sentences.map(({ text, notes = [] }) => ({ text, notes })),
  )
  try {
    return await readNumberedLines(chat, prompt, signal)
  } catch (error) {
    signal?.throwIfAborted()
    if (error instanceof AppError && error.code === 'chat_failed') return new Map<number, string>()
    throw error
  }
}

/** A correction counts when it passes the check that the sentence failed. */
function judge(correction: string, request: RepairRequest): Mended | undefined {
  if (correction.replace(/[^A-Za-z]/g, '') === DROP) return 'dropped'
  const collector = createCollector({ ...request, onEvent: () => {} })
  collector.add(correction)
  const [sentence, ...others] = collector.finish().sentences
  return sentence?.support === 'supported' && others.length === 0 ? { raw: correction } : undefined
}

/**
 * Gives a model one chance to mend what it wrote: sentences that no passage supports are written anew or left out. What
 * it does not mend stays, with its mark.
 */
export async function repairSentences(collected: Collected, request: RepairRequest): Promise<Collected> {
  const faulty = collected.sentences.flatMap(({ support }, at) => (support === 'unsupported' ? [at] : []))
  if (faulty.length === 0) return collected
  const corrections = await askForRepair(collected, faulty, request)
  const mended = new Map(
    faulty.flatMap((at, place): [number, Mended][] => {
      const judged = judge(corrections.get(place + 1) ?? '', request)
      return judged ? [[at, judged]] : []
    }),
  )
  if (mended.size === 0) return collected
  const collector = createCollector({ ...request, onEvent: () => {} })
  for (const [at, raw] of collected.raws.entries()) {
    const one = mended.get(at)
    if (one === 'dropped') continue
    const end = /\n\s*$/.exec(raw)?.[0] ?? ''
    collector.add(one ? `${one.raw}${end}` : raw)
  }
  const repaired = collector.finish()
  return repaired.citations.length > 0 ? repaired : collected
}
