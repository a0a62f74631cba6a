import { useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { client, okResponse } from '../../api/client.ts'
import { refreshDocuments } from '../../api/queries.ts'
import { ServiceError } from '../../api/service-error.ts'
import type { DocumentItem } from '../../api/wire.ts'

const AT_ONCE = 3

export type Removal = { done: number; total: number }

async function removeOne(id: string): Promise<boolean> {
  try {
    await okResponse(client.api.documents[':id'].$delete({ param: { id } }))
    return true
  } catch (error) {
    return error instanceof ServiceError && error.status === 404
  }
}

/** Deletes documents a few at a time and tells how far it is. */
export function useRemoval() {
  const queries = useQueryClient()
  const [removal, setRemoval] = useState<Removal>()

  /** @returns ids of what is gone. */
  const remove = async (documents: readonly DocumentItem[]): Promise<string[]> => {
    const waiting = [...documents]
    const gone: string[] = []
    let done = 0
    setRemoval({ done, total: documents.length })
    const worker = async () => {
      for (let next = waiting.shift(); next; next = waiting.shift()) {
        if (await removeOne(next.id)) gone.push(next.id)
        done += 1
        setRemoval({ done, total: documents.length })
      }
    }
    await Promise.all(Array.from({ length: AT_ONCE }, worker))
    setRemoval(undefined)
    await refreshDocuments(queries)
    return gone
  }

  return { removal, remove }
}
