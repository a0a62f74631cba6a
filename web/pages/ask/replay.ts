import { bodyOf, client } from '../../api/client.ts'
import type { AnswerDiff } from '../../api/wire.ts'

const one = client.api.answers[':id']

/**
 * Answers a question again from the library as it is now, and compares.
 * @param onStage what is being done. @throws ServiceError, TypeError, the abort reason
 */
export async function replayAnswer(
  id: string,
  onStage: (stage: 'answering' | 'comparing') => void,
  signal: AbortSignal,
): Promise<AnswerDiff> {
  const init = { init: { signal } }
  onStage('answering')
  const again = await bodyOf(one.replay.$post({ param: { id }, query: {} }, init))
  if (typeof again === 'string') throw new TypeError('the service sent no answer')
  onStage('comparing')
  return bodyOf(one.diff.$get({ param: { id }, query: { with: again.id } }, init))
}
