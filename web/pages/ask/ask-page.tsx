import { useQuery } from '@tanstack/react-query'
import { useNavigate, useParams, useSearch } from '@tanstack/react-router'
import clsx from 'clsx'
import { useCallback, useEffect, useMemo, useRef, useState } from 'react'
import { ErrorState } from '../../components/error-state.tsx'
import { SkeletonLines } from '../../components/skeleton.tsx'
import { useMedia } from '../../components/use-media.ts'
import { useText } from '../../language/language.tsx'
import { useTitle } from '../../shell/use-title.ts'
import { readPlace, type SourcePlace, writePlace } from '../../source-place.ts'
import { AskBar } from './ask-bar.tsx'
import { useAskingStore, useDepth, useOwnTurns, useScope } from './asking-context.tsx'
import { Composer } from './composer.tsx'
import { Conversation } from './conversation.tsx'
import { conversationQuery } from './conversation-queries.ts'
import { EmptyAsk } from './empty-ask.tsx'
import { EVERYTHING } from './scope.ts'
import { SideDrawer, SidePane, type SideTab } from './side-pane.tsx'
import { SourcePane } from './source-pane.tsx'
import { type Asked, mergeTurns, turnOf } from './turn.ts'
import type { TurnActions } from './turn-view.tsx'

function useTurns(conversationId: string | undefined) {
  const store = useAskingStore()
  const own = useOwnTurns(conversationId)
  const isKnown = conversationId !== undefined && !store.isUnknown(conversationId)
  const kept = useQuery({ ...conversationQuery(conversationId ?? ''), enabled: isKnown })
  const answers = kept.data?.answers
  const past = useMemo(() => answers?.map(turnOf) ?? [], [answers])
  const turns = useMemo(() => mergeTurns(past, own), [past, own])
  return { turns, kept, isLoading: isKnown && kept.isPending && own.every(({ phase }) => phase === 'interrupted') }
}

/** Ask: scope, conversation, source. */
export function AskPage() {
  const text = useText()
  const store = useAskingStore()
  const navigate = useNavigate()
  const { conversationId } = useParams({ strict: false })
  const { source } = useSearch({ strict: false })
  const place = useMemo(() => readPlace(source), [source])
  const isNarrow = useMedia('(max-width: 56.24rem)')
  const [tab, setTab] = useState<SideTab>('scope')
  const [isDrawerOpen, setDrawerOpen] = useState(false)
  const field = useRef<HTMLTextAreaElement>(null)
  const opener = useRef<HTMLElement | null>(null)
  const { turns, kept, isLoading } = useTurns(conversationId)
  const [scope, setScope] = useScope(conversationId, turns.at(-1)?.scope)
  const [, setNextScope] = useScope()
  const [depth, setDepth] = useDepth()
  const title = kept.data?.title ?? turns[0]?.question
  useTitle(title ?? text.ask.title)

  const ask = useCallback(
    (asked: Asked, place: 'here' | 'alone' = 'here') => {
      const id = place === 'here' && conversationId !== undefined ? conversationId : store.begin()
      store.ask(id, asked)
      if (id === conversationId) return
      setNextScope(EVERYTHING)
      void navigate({ to: '/c/$conversationId', params: { conversationId: id } })
    },
    [conversationId, navigate, setNextScope, store],
  )
  const actions: TurnActions = useMemo(
    () => ({
      ask,
      discard: (key) => conversationId !== undefined && store.discard(conversationId, key),
      open: ({ documentId, versionId, span }: SourcePlace) => {
        if (document.activeElement instanceof HTMLElement) opener.current = document.activeElement
        void navigate({ to: '.', search: { source: writePlace({ documentId, versionId, span }) } })
      },
    }),
    [ask, conversationId, navigate, store],
  )
  const closeSource = useCallback(() => {
    void navigate({ to: '.', search: {} }).then(() => opener.current?.focus({ preventScroll: true }))
  }, [navigate])
  const showSide = (next: SideTab) => {
    setTab(next)
    setDrawerOpen(true)
  }

  useEffect(() => {
    const listen = (event: globalThis.KeyboardEvent) => {
      const isTyping =
        event.target instanceof HTMLElement && event.target.closest('input, textarea, select, [role=dialog]')
      if (event.key !== '/' || isTyping || event.metaKey || event.ctrlKey || event.altKey) return
      event.preventDefault()
      field.current?.focus()
    }
    addEventListener('keydown', listen)
    return () => removeEventListener('keydown', listen)
  }, [])

  const isWorking = turns.at(-1)?.phase === 'working'
  const isEmpty = turns.length === 0 && !isLoading && !kept.isError
  const side = { tab, onTab: setTab, scope, onScope: setScope, conversationId, onOpened: () => setDrawerOpen(false) }
  const composer = (
    <Composer
      key={conversationId ?? 'new'}
      draftKey={conversationId ?? 'new'}
      field={field}
      scope={scope}
      isWorking={isWorking}
      isFirst={isEmpty}
      onScope={setScope}
      depth={depth}
      onDepth={setDepth}
      onOpenScope={() => showSide('scope')}
      onAsk={(question) => ask({ question, scope, depth })}
      onStop={() => conversationId !== undefined && store.stop(conversationId)}
    />
  )
  return (
    <div className="@container flex min-h-0 min-w-0 flex-1 print:block">
      <SidePane
        {...side}
        className={clsx('hidden w-64 shrink-0', place && !isNarrow ? '@min-[75rem]:flex' : '@min-[54rem]:flex')}
      />
      <SideDrawer {...side} isOpen={isDrawerOpen} onOpenChange={setDrawerOpen} />
      <section aria-label={text.ask.conversation} className="flex min-w-0 flex-1 flex-col print:block">
        <AskBar
          title={title}
          conversationId={kept.data ? conversationId : undefined}
          isEmpty={isEmpty}
          onSide={showSide}
          sideClassName={place && !isNarrow ? '@min-[75rem]:hidden' : '@min-[54rem]:hidden'}
        />
        <div
          data-scroller
          className="scroll-thin relative min-h-0 flex-1 overflow-y-auto [container-type:size] print:overflow-visible print:[container-type:normal]"
        >
          <div className="mx-auto w-full max-w-[46rem] px-4 sm:px-6">
            {isLoading && <SkeletonLines lines={8} className="py-8" />}
            {kept.isError && <ErrorState error={kept.error} onRetry={() => void kept.refetch()} className="my-6" />}
            {isEmpty && conversationId !== undefined && kept.data === null && (
              <p className="mt-6 rounded-md bg-warn-tint px-3 py-2">{text.ask.conversationMissing}</p>
            )}
            {isEmpty && <EmptyAsk composer={composer} onAsk={(question) => ask({ question, scope, depth })} />}
            {turns.length > 0 && !isLoading && <Conversation key={conversationId} turns={turns} actions={actions} />}
          </div>
        </div>
        {!isEmpty && (
          <div className="px-3 pb-3 sm:px-6 sm:pb-4 print:hidden">
            <div className="mx-auto max-w-[46rem]">{composer}</div>
          </div>
        )}
      </section>
      <SourcePane place={place} isNarrow={isNarrow} onClose={closeSource} />
    </div>
  )
}
