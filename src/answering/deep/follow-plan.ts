import { normaliseForMatch } from '../../language/normalise.ts'
import { asksForList, wantedValue } from '../../language/questions.ts'
import { holdsValue } from '../values.ts'
import type { Gathering, Numbered } from './gathering.ts'
import { splitQuestion } from './split-question.ts'

export function searchWhole(question: string, gathering: Gathering): Promise<Numbered[]> {
  return gathering.search(question, asksForList(question) ? 'many_documents' : 'best')
}

/** Reads beside the best passage where a value is asked for and it holds none of the kind. */
async function readForValue(part: string, found: readonly Numbered[], gathering: Gathering): Promise<void> {
  const wanted = wantedValue(part)
  const best = found[0]
  if (!wanted || !best || gathering.left().reads === 0) return
  if (holdsValue(wanted, normaliseForMatch(best.passage.text))) return
  await gathering.read(best.n)
}

/**
 * Searches each part of a question by itself, after the whole.
 * @returns `steps` where parts were left when the searches were used up.
 */
export async function followPlan(
  question: string,
  found: readonly Numbered[],
  gathering: Gathering,
): Promise<'done' | 'steps'> {
  await readForValue(question, found, gathering)
  for (const part of splitQuestion(question)) {
    if (gathering.left().searches === 0) return 'steps'
    await readForValue(part, await gathering.search(part), gathering)
  }
  return 'done'
}
