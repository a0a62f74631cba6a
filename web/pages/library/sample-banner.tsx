import { useQuery, useQueryClient } from '@tanstack/react-query'
import { FlaskConical } from 'lucide-react'
import { useState } from 'react'
import { client, okResponse } from '../../api/client.ts'
import { describeError } from '../../api/describe-error.ts'
import { refreshDocuments, spacesQuery } from '../../api/queries.ts'
import { Button } from '../../components/button.tsx'
import { ConfirmDialog } from '../../components/confirm-dialog.tsx'
import { useToast } from '../../components/toast.tsx'
import { useFormat } from '../../language/format.ts'
import { useText } from '../../language/language.tsx'

/** Says that there are sample documents, and removes them all with one confirmation. */
export function SampleBanner() {
  const text = useText()
  const { sample } = text.library
  const { number } = useFormat()
  const queries = useQueryClient()
  const say = useToast()
  const { data: spaces = [] } = useQuery(spacesQuery())
  const [isAsking, setAsking] = useState(false)
  const [isBusy, setBusy] = useState(false)
  const space = spaces.find(({ isSample, documents }) => isSample && documents > 0)
  if (!space) return null
  const remove = async () => {
    setBusy(true)
    try {
      await okResponse(client.api.spaces[':name'].$delete({ param: { name: space.name } }))
      say({ message: sample.removed })
    } catch (error) {
      say({ message: describeError(error, text), tone: 'danger' })
    }
    await refreshDocuments(queries)
    setBusy(false)
    setAsking(false)
  }
  return (
    <div className="flex flex-wrap items-center gap-x-3 gap-y-1 rounded-lg bg-tint py-1.5 pr-1.5 pl-3">
      <FlaskConical aria-hidden className="size-4 shrink-0 text-accent" />
      <p className="min-w-40 flex-1 text-xs">{sample.banner(number(space.documents))}</p>
      <Button size="sm" variant="quiet" onClick={() => setAsking(true)}>
        {sample.remove}
      </Button>
      <ConfirmDialog
        isOpen={isAsking}
        onOpenChange={setAsking}
        title={sample.confirmTitle}
        description={sample.confirmBody(number(space.documents))}
        agree={sample.remove}
        isBusy={isBusy}
        onAgree={() => void remove()}
      />
    </div>
  )
}
