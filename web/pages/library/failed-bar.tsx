import { useQueryClient } from '@tanstack/react-query'
import { CircleAlert, RotateCw } from 'lucide-react'
import { useState } from 'react'
import { describeError } from '../../api/describe-error.ts'
import { refreshDocuments } from '../../api/queries.ts'
import { Button } from '../../components/button.tsx'
import { useToast } from '../../components/toast.tsx'
import { useFormat } from '../../language/format.ts'
import { useText } from '../../language/language.tsx'
import { eachOf } from './each-of.ts'
import type { ListQuery } from './library-search.ts'
import { readAgain } from './read-again.ts'
import { useUploads } from './upload-context.ts'
import { collectDocuments } from './use-document-rows.ts'

/** Over the list of documents that could not be read: what to do about all of them. */
export function FailedBar({ list, total }: { list: ListQuery; total: number }) {
  const text = useText()
  const { failed } = text.library
  const { number } = useFormat()
  const queries = useQueryClient()
  const say = useToast()
  const { jobs } = useUploads()
  const [isBusy, setBusy] = useState(false)
  const retryAll = async () => {
    setBusy(true)
    try {
      const documents = await collectDocuments(list)
      const failures = await eachOf(documents, async ({ id }) => jobs.put(await readAgain(id)))
      const [first] = failures
      if (first === undefined) say({ message: failed.retried(number(documents.length)) })
      else say({ message: failed.notRetried(number(failures.length), describeError(first, text)), tone: 'danger' })
      await refreshDocuments(queries)
    } catch (error) {
      say({ message: describeError(error, text), tone: 'danger' })
    }
    setBusy(false)
  }
  return (
    <div className="flex flex-wrap items-center gap-x-3 gap-y-1 rounded-lg bg-danger-tint py-1.5 pr-1.5 pl-3">
      <CircleAlert aria-hidden className="size-4 shrink-0 text-danger" />
      <p className="min-w-40 flex-1 text-xs">{failed.hint}</p>
      <Button size="sm" isBusy={isBusy} onClick={() => void retryAll()}>
        <RotateCw aria-hidden />
        {failed.retryAll(number(total))}
      </Button>
    </div>
  )
}
