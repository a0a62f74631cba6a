import type { AnswerStep } from '../../api/wire.ts'

type Found = AnswerStep['found'][number]
export type FoundDocument = { documentId: string; title: string; chunkIds: string[] }

/** What a step found, a document at a time, each passage once, in the order in which it was found. */
export function groupFound(found: readonly Found[]): FoundDocument[] {
  const groups = new Map<string, FoundDocument>()
  for (const { documentId, title, chunkId } of found) {
    const group = groups.get(documentId)
    if (!group) groups.set(documentId, { documentId, title, chunkIds: [chunkId] })
    else if (!group.chunkIds.includes(chunkId)) group.chunkIds.push(chunkId)
  }
  return [...groups.values()]
}
