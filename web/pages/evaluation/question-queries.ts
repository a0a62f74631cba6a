import { infiniteQueryOptions, type QueryClient } from '@tanstack/react-query'
import type { InferResponseType } from 'hono/client'
import { bodyOf, client, okResponse } from '../../api/client.ts'
import type { EvaluationRequest } from '../../api/wire.ts'

const questions = client.api['evaluation-questions']
const making = client.api.answers[':id']['evaluation-question']
const PAGE = '50'

type Listed = InferResponseType<typeof questions.$get, 200>
export type EvaluationQuestion = Listed['questions'][number]

/** Evaluation questions a page at a time, the one made last first. */
export function questionsQuery() {
  return infiniteQueryOptions({
    queryKey: ['evaluation-questions'],
    queryFn: ({ pageParam, signal }) => {
      const query = { limit: PAGE, ...(pageParam === '' ? {} : { cursor: pageParam }) }
      return bodyOf(questions.$get({ query }, { init: { signal } }))
    },
    initialPageParam: '',
    getNextPageParam: (last) => last.nextCursor,
  })
}

export async function makeQuestion(queries: QueryClient, answerId: string, json: EvaluationRequest): Promise<void> {
  await okResponse(making.$post({ param: { id: answerId }, json }))
  await queries.invalidateQueries({ queryKey: ['evaluation-questions'] })
}

export async function removeQuestion(queries: QueryClient, id: string): Promise<void> {
  await okResponse(questions[':id'].$delete({ param: { id } }))
  await queries.invalidateQueries({ queryKey: ['evaluation-questions'] })
}

/** Where the finished questions are as a file. */
export function questionsFileAddress(): string {
  return questions.export.$url().href
}
