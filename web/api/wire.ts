import type { hc, InferRequestType, InferResponseType } from 'hono/client'
import type { AppType } from '../../src/app.ts'

/** The service, typed by its own routes. What it takes and sends is named here, without a browser. */
export type Client = ReturnType<typeof hc<AppType>>

type OneAnswer = Client['api']['answers'][':id']
type OneDocument = Client['api']['documents'][':id']
type AskBody = InferRequestType<Client['api']['ask']['$post']>['json']

export type AskFilters = NonNullable<AskBody['filters']>
/** `deep`: searches in several steps first. */
export type Depth = NonNullable<AskBody['depth']>

export type Answer = InferResponseType<OneAnswer['$get'], 200>
export type Hit = Answer['nearest'][number]
export type Citation = Answer['citations'][number]
export type Sentence = Answer['sentences'][number]
export type AnswerConflict = Answer['conflicts'][number]
export type StaleCitation = NonNullable<Answer['stale']>[number]
export type AnswerStep = NonNullable<Answer['steps']>[number]
export type Knower = NonNullable<Answer['mightKnow']>[number]
export type AnswerDiff = InferResponseType<OneAnswer['diff']['$get'], 200>
export type EvaluationRequest = InferRequestType<OneAnswer['evaluation-question']['$post']>['json']

export type DocumentItem = InferResponseType<Client['api']['documents']['$get'], 200>['documents'][number]
export type Version = InferResponseType<OneDocument['versions']['$get'], 200>['versions'][number]
