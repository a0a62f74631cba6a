import type { AnswerDiff } from '../../api/wire.ts'

/** Whether a repeated answer differs in its words, only in what it rests on, or not at all. */
export function judgeDiff(diff: AnswerDiff): 'same' | 'sources' | 'changed' {
  const isKept = ({ state }: { state: string }) => state === 'kept'
  if (diff.status.before !== diff.status.after || !diff.sentences.every(isKept)) return 'changed'
  const isCurrent = diff.documents.every(({ change }) => change === 'unchanged')
  return diff.citations.every(isKept) && diff.passages.every(isKept) && isCurrent ? 'same' : 'sources'
}

export function tallyStates(items: readonly { state: string }[]): { kept: number; gone: number; added: number } {
  const count = (state: string) => items.filter((item) => item.state === state).length
  return { kept: items.length - count('gone') - count('new'), gone: count('gone'), added: count('new') }
}
