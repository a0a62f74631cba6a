import type { UpdateStatus } from './pending.ts'
import type { State } from './state.ts'

export type RecordedRequest = {
  method: string
  path: string
  query: Record<string, string>
  /** Parsed; undefined where there was none, the text itself where it was no JSON. */
  body: unknown
  /** What was answered; 0 where the connection ended without an answer. */
  status: number
  /** Why the server itself did not take it: set for what no correct client sends, never for an injected failure. */
  refusal?: string
  /** The name of the failure that was injected. */
  failure?: string
}

/** What a route works on. */
export type Call = {
  state: State
  params: string[]
  query: Record<string, string>
  body: unknown
  version: string
  /** How long a write that nobody waits for stays invisible. */
  applyDelayMs: number
  /** What becomes of a write: by `wait`, or `wait_timeout` where that is injected. */
  updateStatus: UpdateStatus
}

/** A result in the usual envelope, or a body as it is. */
export type Answer = { result: unknown } | { raw: unknown } | { text: string }
