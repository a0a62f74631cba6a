import type { DocumentItem } from '../../api/wire.ts'
import { ConfirmDialog } from '../../components/confirm-dialog.tsx'
import { Progress } from '../../components/progress.tsx'
import { useToast } from '../../components/toast.tsx'
import { useFormat } from '../../language/format.ts'
import { useText } from '../../language/language.tsx'
import { useRemoval } from './use-removal.ts'

type RemoveDialogProps = {
  documents: readonly DocumentItem[]
  onClose: () => void
  onRemoved: (ids: readonly string[]) => void
}

const TITLES_SHOWN = 5

/** Says what deleting takes along, asks, and deletes. */
export function RemoveDialog({ documents, onClose, onRemoved }: RemoveDialogProps) {
  const { library } = useText()
  const { remove: words, review } = library
  const { number } = useFormat()
  const say = useToast()
  const { removal, remove } = useRemoval()
  const [first] = documents
  if (!first) return null
  const isOne = documents.length === 1
  const chunks = number(documents.reduce((sum, document) => sum + document.chunks, 0))
  const versions = number(documents.reduce((sum, document) => sum + document.versions, 0))
  const agree = async () => {
    const gone = await remove(documents)
    const missed = documents.length - gone.length
    say(
      missed > 0
        ? { message: words.failed(number(missed)), tone: 'danger' }
        : { message: words.done(number(gone.length)) },
    )
    onRemoved(gone)
    onClose()
  }
  return (
    <ConfirmDialog
      isOpen
      onOpenChange={(isOpen) => isOpen || removal || onClose()}
      title={isOne ? words.title(first.title) : words.titleMany(number(documents.length))}
      description={isOne ? words.body(chunks, versions) : words.bodyMany(chunks, versions)}
      agree={isOne ? words.agree : words.agreeMany(number(documents.length))}
      isBusy={removal !== undefined}
      onAgree={() => void agree()}
    >
      {removal ? (
        <div className="grid gap-2 py-2">
          <p role="status" className="text-xs text-soft tabular-nums">
            {words.progress(number(removal.done), number(removal.total))}
          </p>
          <Progress label={words.agree} value={removal.done / removal.total} />
        </div>
      ) : (
        <>
          {!isOne && (
            <ul className="mt-1 text-xs text-soft">
              {documents.slice(0, TITLES_SHOWN).map(({ id, title }) => (
                <li key={id} className="truncate">
                  {title}
                </li>
              ))}
              {documents.length > TITLES_SHOWN && <li>{review.more(number(documents.length - TITLES_SHOWN))}</li>}
            </ul>
          )}
          <p className="mt-2 text-xs text-soft">{words.originals}</p>
        </>
      )}
    </ConfirmDialog>
  )
}
