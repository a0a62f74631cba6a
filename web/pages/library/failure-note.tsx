import { useQueryClient } from '@tanstack/react-query'
import { CircleAlert, RotateCw } from 'lucide-react'
import { useState } from 'react'
import { describeError, describeFailure } from '../../api/describe-error.ts'
import { refreshDocuments } from '../../api/queries.ts'
import type { DocumentItem } from '../../api/wire.ts'
import { Button } from '../../components/button.tsx'
import { useToast } from '../../components/toast.tsx'
import { useText } from '../../language/language.tsx'
import { readAgain } from './read-again.ts'
import { useUploads } from './upload-context.ts'

/** Why a document could not be read, what to do, and once more. */
export function FailureNote({ document }: { document: DocumentItem }) {
  const text = useText()
  const { detail } = text.library
  const queries = useQueryClient()
  const say = useToast()
  const { jobs } = useUploads()
  const [isBusy, setBusy] = useState(false)
  const { error, state } = document
  if (!error) return null
  const explained = describeFailure(error, text)
  const retry = async () => {
    setBusy(true)
    try {
      jobs.put(await readAgain(document.id))
      say({ message: detail.retried })
      await refreshDocuments(queries)
    } catch (failure) {
      say({ message: describeError(failure, text), tone: 'danger' })
    }
    setBusy(false)
  }
  return (
    <div className="grid gap-2 rounded-lg bg-danger-tint p-3">
      <p className="flex gap-2 font-medium text-danger">
        <CircleAlert aria-hidden className="mt-1 size-4 shrink-0" />
        {state === 'ready' ? detail.failureKept : detail.failure}
      </p>
      <p>{explained}</p>
      {explained !== error.message && (
        <p lang="en" className="text-xs text-soft">
          {error.message}
        </p>
      )}
      <Button size="sm" isBusy={isBusy} onClick={() => void retry()} className="justify-self-start">
        <RotateCw aria-hidden />
        {detail.retry}
      </Button>
    </div>
  )
}
