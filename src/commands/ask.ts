import type { AnswerEvent } from '../answering/answer.ts'
import { countDocuments } from '../db/document-views.ts'
import { OWNER_ACCESS } from '../engines/access.ts'
import type { WireAnswer } from '../http/wire/answer.ts'
import { toWireAnswer } from '../http/wire/answer.ts'
import { listenForInterruption } from '../terminal/interruption.ts'
import { safeText } from '../terminal/safe-text.ts'
import type { Terminal } from '../terminal/terminal.ts'
import { type Register, withCommonOptions } from './command.ts'
import { formatEvidence, formatText } from './format-answer.ts'
import { readConfig, withLibrary } from './open-library.ts'
import { parseQuestion } from './parse-arguments.ts'
import { EMPTY_LIBRARY } from './search.ts'

const EXAMPLE = 'precedent ask "客户验收前换了领导，以前怎么处理的？"'

type Options = { data?: string; json?: true }

/** Shows words as they come; afterwards the checked text, where that is another. */
function openStream(terminal: Terminal) {
  let streamed = ''
  const onEvent = (event: AnswerEvent) => {
    if (event.event !== 'delta') return
    streamed += event.data.text
    terminal.write(safeText(event.data.text))
  }
  const close = (answer: WireAnswer) => {
    if (streamed !== '') terminal.print('')
    if (streamed.trim() === answer.text.trim()) return
    if (streamed !== '') terminal.print(`\n${terminal.bold('After the check against the sources')}`)
    terminal.print(formatText(answer.text, terminal))
  }
  return { onEvent, close }
}

export const registerAsk: Register = (program, run) => {
  const command = program
    .command('ask')
    .summary('answer a question from the library, with sources')
    .description('Answers a question from the library, with sources, or says that the library does not answer it.')
    .argument('<text...>', 'the question')
  withCommonOptions(command, EXAMPLE).action((words: string[], options: Options) =>
    run(options, async (io) => {
      const { terminal } = io
      const question = parseQuestion(words)
      const config = readConfig(io, options)
      return withLibrary(io, config, { startsWorker: false }, async ({ services, catchUp }) => {
        const interruption = listenForInterruption()
        await catchUp()
        const stream = openStream(terminal)
        const isStreamed = config.chat !== undefined && options.json === undefined
        const watch = { signal: interruption.signal, ...(isStreamed ? { onEvent: stream.onEvent } : {}) }
        const answer = toWireAnswer(await services.ask({ question, filters: {} }, OWNER_ACCESS, watch))
        interruption.ignore()
        if (options.json) {
          terminal.print(JSON.stringify(answer))
          return undefined
        }
        stream.close(answer)
        const evidence = formatEvidence(answer, terminal)
        if (evidence !== '') terminal.print(`\n${evidence}`)
        if (countDocuments(services.db) === 0) terminal.note(EMPTY_LIBRARY)
        return undefined
      })
    }),
  )
}
