import { Link } from '@tanstack/react-router'
import clsx from 'clsx'
import { Filter, History, SquarePen } from 'lucide-react'
import { buttonStyle } from '../../components/button.tsx'
import { IconButton } from '../../components/icon-button.tsx'
import { useText } from '../../language/language.tsx'
import { BrandMark } from '../../shell/brand.tsx'
import { ConversationMenu } from './conversation-menu.tsx'
import type { SideTab } from './side-pane.tsx'

type AskBarProps = {
  title: string | undefined
  /** Of a conversation that the service keeps. */
  conversationId: string | undefined
  isEmpty: boolean
  onSide: (tab: SideTab) => void
  /** When the pane shows, its buttons do not. */
  sideClassName: string
}

/** The line above the conversation. */
export function AskBar({ title, conversationId, isEmpty, onSide, sideClassName }: AskBarProps) {
  const { ask, common } = useText()
  return (
    <div
      className={clsx(
        'flex h-12 shrink-0 items-center gap-1 border-b px-2 sm:px-4 print:hidden',
        isEmpty ? 'border-transparent' : 'border-line',
      )}
    >
      <BrandMark className="mr-1 sm:hidden" />
      {isEmpty ? (
        <p className="font-serif font-semibold text-accent sm:hidden">{common.product}</p>
      ) : (
        <h1 className="min-w-0 flex-1 truncate text-sm font-medium text-soft">{title}</h1>
      )}
      <div className="ml-auto flex items-center gap-1">
        <span className={clsx('flex', sideClassName)}>
          <IconButton label={ask.scopeOpen} onClick={() => onSide('scope')}>
            <Filter />
          </IconButton>
          <IconButton label={ask.history} onClick={() => onSide('history')}>
            <History />
          </IconButton>
        </span>
        {conversationId !== undefined && <ConversationMenu conversationId={conversationId} title={title ?? ''} />}
        {!isEmpty && (
          <Link to="/" className={buttonStyle('outline', 'sm')}>
            <SquarePen aria-hidden />
            {ask.newConversation}
          </Link>
        )}
      </div>
    </div>
  )
}
