import { countDocuments } from '../db/document-views.ts'
import { OWNER_ACCESS } from '../engines/access.ts'
import { toWireAnswer } from '../http/wire/answer.ts'
import { listenForInterruption } from '../terminal/interruption.ts'
import { type Register, withCommonOptions } from './command.ts'
import { followAnswer } from './follow-answer.ts'
import { formatEvidence } from './format-answer.ts'
import { readConfig, withLibrary } from './open-library.ts'
import { parseConversation, parseQuestion } from './parse-arguments.ts'
import { EMPTY_LIBRARY } from './search.ts'

const EXAMPLE = 'precedent ask "客户验收前换了领导，以前怎么处理的？"'

type Options = { data?: string; json?: true; deep?: true; conversation?: string }

export const registerAsk: Register = (program, run) => {
  const command = program
    .command('ask')
    .summary('answer a question from the library, with sources')
    .description('Answers a question from the library, with sources, or says that the library does not answer it.')
    .argument('<text...>', 'the question')
    .option('--deep', 'search in several steps first: slower, for questions that need several documents')
    .option('--conversation <id>', 'go on with a conversation, or begin one under this name', parseConversation)
  withCommonOptions(command, EXAMPLE).action((words: string[], options: Options) =>
    run(options, async (io) => {
      const { terminal } = io
      const question = parseQuestion(words)
      const config = readConfig(io, options)
      return withLibrary(io, config, { startsWorker: false }, async ({ services, catchUp }) => {
        const interruption = listenForInterruption()
        await catchUp()
        const follower = followAnswer(terminal, { showsWords: config.chat !== undefined })
        const watch = { signal: interruption.signal, ...(options.json ? {} : { onEvent: follower.onEvent }) }
        const request = {
          question,
          filters: {},
          depth: options.deep ? 'deep' : 'quick',
          conversationId: options.conversation,
        } as const
        const answer = toWireAnswer(await services.ask(request, OWNER_ACCESS, watch))
        interruption.ignore()
        if (options.json) {
          terminal.print(JSON.stringify(answer))
          return undefined
        }
        follower.finish(answer)
        const evidence = formatEvidence(answer, terminal)
        if (evidence !== '') terminal.print(`\n${evidence}`)
        if (countDocuments(services.db) === 0) terminal.note(EMPTY_LIBRARY)
        return undefined
      })
    }),
  )
}
