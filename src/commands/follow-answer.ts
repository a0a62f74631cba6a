import type { AnswerEvent } from '../answering/answer.ts'
import type { WireAnswer } from '../http/wire/answer.ts'
import { safeText } from '../terminal/safe-text.ts'
import type { Terminal } from '../terminal/terminal.ts'
import { formatAsked, formatStep, formatText } from './format-answer.ts'

export type AnswerFollower = {
  onEvent: (event: AnswerEvent) => void
  /** Prints what is still missing of the answer's text. */
  finish: (answer: WireAnswer) => void
}

/**
 * Prints the way to an answer as it is gone: how a follow-up was understood, the steps of a deep one, and with
 * `showsWords` the words as they come; at the end the checked text, where that is another.
 */
export function followAnswer(terminal: Terminal, { showsWords }: { showsWords: boolean }): AnswerFollower {
  let streamed = ''
  let asked: string | undefined
  let steps = 0
  const showAsked = (question: string) => {
    if (asked === question) return
    asked = question
    terminal.print(formatAsked(question, terminal))
  }
  const beginText = () => {
    if (steps > 0 || asked !== undefined) terminal.print('')
  }
  return {
    onEvent: ({ event, data }) => {
      if (event === 'rewritten') showAsked(data.question)
      if (event === 'step') {
        steps += 1
        terminal.print(formatStep(data, terminal))
      }
      if (event !== 'delta' || !showsWords) return
      if (streamed === '') beginText()
      streamed += data.text
      terminal.write(safeText(data.text))
    },
    finish: (answer) => {
      if (streamed !== '') terminal.print('')
      if (streamed !== '' && streamed.trim() === answer.text.trim()) return
      if (streamed !== '') terminal.print(`\n${terminal.bold('After the check against the sources')}`)
      else {
        if (answer.asked !== undefined) showAsked(answer.asked)
        beginText()
      }
      terminal.print(formatText(answer.text, terminal))
    },
  }
}
