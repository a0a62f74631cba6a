import type { Register } from './command.ts'
import { registerEvaluateQuestions } from './evaluate-questions.ts'
import { registerEvaluateRetrieval } from './evaluate-retrieval.ts'

export const registerEvaluate: Register = (program, run) => {
  const evaluate = program
    .command('evaluate')
    .description('Measures retrieval and answers on questions with known answers.')
  registerEvaluateRetrieval(evaluate, run)
  registerEvaluateQuestions(evaluate, run)
}
