import { client, okResponse } from './client.ts'
import { DroppedError, readEvents, type ServerEvent } from './read-events.ts'
import { toServiceError } from './service-error.ts'
import type { AskFilters, Depth } from './wire.ts'

export type Question = { question: string; conversationId: string; filters: AskFilters; depth: Depth }

/**
 * Asks a question and reports each event until `done`, which carries the whole answer.
 * @throws ServiceError when the service refuses or fails; DroppedError when the connection breaks; the abort reason
 */
export async function ask(asked: Question, onEvent: (event: ServerEvent) => void, signal: AbortSignal): Promise<void> {
  const json = { ...asked, stream: true }
  const response = await okResponse(client.api.ask.$post({ json }, { init: { signal } }))
  for await (const event of readEvents(response.body, { signal })) {
    if (event.event === 'error') throw toServiceError(event.data, 500)
    onEvent(event)
    if (event.event === 'done') return
  }
  throw new DroppedError(false)
}
