import clsx from 'clsx'
import { X } from 'lucide-react'
import type { ReactNode } from 'react'
import { Dialog } from '../../components/dialog.tsx'
import { IconButton } from '../../components/icon-button.tsx'
import { Tabs } from '../../components/tabs.tsx'
import { useText } from '../../language/language.tsx'
import { HistoryList } from './history-list.tsx'
import type { Scope } from './scope.ts'
import { ScopePane } from './scope-pane.tsx'

export type SideTab = 'scope' | 'history'

type SideProps = {
  tab: SideTab
  onTab: (tab: SideTab) => void
  scope: Scope
  onScope: (scope: Scope) => void
  conversationId: string | undefined
  /** Another conversation was opened from here. */
  onOpened: () => void
}

function SideTabs(props: SideProps & { end?: ReactNode }) {
  const { tab, onTab, scope, onScope, conversationId, onOpened, end } = props
  const { ask } = useText()
  return (
    <Tabs
      label={`${ask.scope} / ${ask.history}`}
      value={tab}
      onValueChange={onTab}
      className="min-h-0 flex-1"
      end={end}
      tabs={[
        { value: 'scope', label: ask.scope, content: <ScopePane scope={scope} onChange={onScope} /> },
        {
          value: 'history',
          label: ask.history,
          content: <HistoryList currentId={conversationId} onOpen={onOpened} />,
        },
      ]}
    />
  )
}

/** Scope and history, left of the conversation. */
export function SidePane({ className, ...side }: SideProps & { className: string }) {
  const { ask } = useText()
  return (
    <aside
      aria-label={`${ask.scope} / ${ask.history}`}
      className={clsx('min-h-0 flex-col border-r border-line bg-paper print:hidden', className)}
    >
      <SideTabs {...side} />
    </aside>
  )
}

type SideDrawerProps = SideProps & { isOpen: boolean; onOpenChange: (isOpen: boolean) => void }

/** The same where there is no room for a pane. */
export function SideDrawer({ isOpen, onOpenChange, ...side }: SideDrawerProps) {
  const { ask, common } = useText()
  return (
    <Dialog
      isOpen={isOpen}
      onOpenChange={onOpenChange}
      title={side.tab === 'scope' ? ask.scope : ask.history}
      hasHiddenTitle
      place="left"
    >
      <SideTabs
        {...side}
        end={
          <IconButton label={common.close} onClick={() => onOpenChange(false)} className="mr-1">
            <X />
          </IconButton>
        }
      />
    </Dialog>
  )
}
