import { useInfiniteQuery, useMutation, useQueryClient } from '@tanstack/react-query'
import { Link, useNavigate } from '@tanstack/react-router'
import clsx from 'clsx'
import { Trash2 } from 'lucide-react'
import { useState } from 'react'
import { client, okResponse } from '../../api/client.ts'
import { describeError } from '../../api/describe-error.ts'
import { Button } from '../../components/button.tsx'
import { ConfirmDialog } from '../../components/confirm-dialog.tsx'
import { ErrorState } from '../../components/error-state.tsx'
import { IconButton } from '../../components/icon-button.tsx'
import { SkeletonLines } from '../../components/skeleton.tsx'
import { useToast } from '../../components/toast.tsx'
import { useFormat } from '../../language/format.ts'
import { useText } from '../../language/language.tsx'
import { useAskingStore } from './asking-context.tsx'
import { conversationsQuery } from './conversation-queries.ts'

type Item = { id: string; title: string; answers: number; updatedAt: string }

type RowProps = { item: Item; isHere: boolean; onOpen: () => void; onDelete: () => void }

function HistoryRow({ item, isHere, onOpen, onDelete }: RowProps) {
  const { ask } = useText()
  const format = useFormat()
  return (
    <li className={clsx('group relative mx-1 flex items-center rounded-md hover:bg-tint', isHere && 'bg-tint')}>
      <Link
        to="/c/$conversationId"
        params={{ conversationId: item.id }}
        aria-current={isHere ? 'page' : undefined}
        onClick={onOpen}
        className="min-w-0 flex-1 rounded-md py-1.5 pr-9 pl-2"
      >
        <span className={clsx('line-clamp-2 leading-5', isHere && 'font-medium text-accent')}>{item.title}</span>
        <span className="block text-2xs text-faint tabular-nums">
          {format.moment(item.updatedAt)} · {ask.historyAnswers(item.answers)}
        </span>
      </Link>
      <IconButton
        label={ask.historyDelete(item.title)}
        size="sm"
        onClick={onDelete}
        className="absolute right-1 opacity-0 group-focus-within:opacity-100 group-hover:opacity-100 pointer-coarse:opacity-100"
      >
        <Trash2 />
      </IconButton>
    </li>
  )
}

function useDeleteConversation(currentId: string | undefined, onSettled: () => void) {
  const text = useText()
  const say = useToast()
  const queries = useQueryClient()
  const navigate = useNavigate()
  const store = useAskingStore()
  return useMutation({
    mutationFn: ({ id }: Item) => okResponse(client.api.conversations[':id'].$delete({ param: { id } })),
    onSuccess: async (_, { id }) => {
      store.forget(id)
      say({ message: text.ask.deleted })
      if (id === currentId) await navigate({ to: '/' })
      queries.removeQueries({ queryKey: ['conversations', 'one', id] })
      await queries.invalidateQueries({ queryKey: ['conversations', 'list'] })
    },
    onError: (error) => say({ message: describeError(error, text), tone: 'danger' }),
    onSettled,
  })
}

/** Earlier conversations, the last one first. */
export function HistoryList({ currentId, onOpen }: { currentId: string | undefined; onOpen: () => void }) {
  const { ask, common } = useText()
  const found = useInfiniteQuery(conversationsQuery())
  const [doomed, setDoomed] = useState<Item | null>(null)
  const deleting = useDeleteConversation(currentId, () => setDoomed(null))
  const items = found.data?.pages.flatMap((page) => page.conversations) ?? []
  return (
    <div className="scroll-thin h-full overflow-y-auto py-2">
      {found.isPending && <SkeletonLines lines={6} className="px-3 py-2" />}
      {found.isError && <ErrorState error={found.error} onRetry={() => void found.refetch()} className="mx-3" />}
      {found.isSuccess && items.length === 0 && <p className="px-3 py-2 text-soft">{ask.historyEmpty}</p>}
      <ul aria-label={ask.history} className="grid grid-cols-1 gap-0.5">
        {items.map((item) => (
          <HistoryRow
            key={item.id}
            item={item}
            isHere={item.id === currentId}
            onOpen={onOpen}
            onDelete={() => setDoomed(item)}
          />
        ))}
      </ul>
      {found.hasNextPage && (
        <div className="p-3 text-center">
          <Button size="sm" isBusy={found.isFetchingNextPage} onClick={() => void found.fetchNextPage()}>
            {common.loadMore}
          </Button>
        </div>
      )}
      <ConfirmDialog
        isOpen={doomed !== null}
        onOpenChange={(isOpen) => !isOpen && setDoomed(null)}
        title={ask.deleteTitle}
        description={ask.deleteBody(doomed?.answers ?? 0)}
        agree={common.delete}
        isBusy={deleting.isPending}
        onAgree={() => doomed && deleting.mutate(doomed)}
      >
        <p className="line-clamp-3 border-l-2 border-line pl-3 text-soft">{doomed?.title}</p>
      </ConfirmDialog>
    </div>
  )
}
