import { FolderDown, ShieldCheck } from 'lucide-react'
import { EmptyState } from '../../components/empty-state.tsx'
import { useText } from '../../language/language.tsx'
import { AddButtons } from './add-menu.tsx'

/** Invites to bring the first documents in. */
export function EmptyLibrary() {
  const { library } = useText()
  const { empty } = library
  return (
    <div className="scroll-thin flex min-h-0 flex-1 overflow-y-auto">
      <EmptyState
        icon={<FolderDown />}
        title={empty.title}
        body={
          <div className="grid gap-3">
            <p>{empty.body}</p>
            <p className="text-xs">{empty.formats}</p>
            <p className="flex items-center justify-center gap-1.5 text-xs">
              <ShieldCheck aria-hidden className="size-4 text-accent" />
              {empty.local}
            </p>
          </div>
        }
        actions={<AddButtons />}
        className="my-auto w-full max-w-lg rounded-xl border-2 border-dashed border-line py-14"
      />
    </div>
  )
}
