import { LoaderCircle, Search, X } from 'lucide-react'
import { type KeyboardEvent, useEffect, useId, useMemo, useState } from 'react'
import { Dialog } from '../components/dialog.tsx'
import { IconButton } from '../components/icon-button.tsx'
import { MarkedText } from '../components/marked-text.tsx'
import { useText } from '../language/language.tsx'
import { type Command, matchCommands } from './commands.ts'
import { useCommands } from './use-commands.ts'
import { useFound } from './use-found.ts'

const GROUPS = ['actions', 'pages', 'documents', 'passages'] as const

type OptionProps = {
  command: Command
  id: string
  isActive: boolean
  terms: readonly string[]
  onRun: () => void
  onPoint: () => void
}

function Option({ command, id, isActive, terms, onRun, onPoint }: OptionProps) {
  const { label, detail, Icon, group } = command
  return (
    // biome-ignore lint/a11y/useKeyWithClickEvents: the keys are the input's, which keeps the focus
    <div
      id={id}
      role="option"
      aria-selected={isActive}
      tabIndex={-1}
      onClick={onRun}
      onPointerMove={onPoint}
      className="flex min-h-10 items-center gap-3 rounded-md px-3 py-1.5 aria-selected:bg-tint aria-selected:text-accent"
    >
      <Icon aria-hidden className="size-4 shrink-0 text-faint" />
      <span className="min-w-0 flex-1">
        <span className={group === 'passages' ? 'line-clamp-2 leading-5' : 'block truncate'}>
          <MarkedText text={label} words={group === 'actions' || group === 'pages' ? [] : terms} />
        </span>
        {detail && <span className="block truncate text-xs text-soft">{detail}</span>}
      </span>
    </div>
  )
}

type PaletteProps = { onClose: () => void; onToggleRail: () => void }

/** Finds pages, actions, documents and passages from anywhere; the focus stays in its box. */
export function Palette({ onClose, onToggleRail }: PaletteProps) {
  const { palette: text, common } = useText()
  const listId = useId()
  const [typed, setTyped] = useState('')
  const [activeId, setActiveId] = useState<string>()
  const fixed = useCommands(onToggleRail)
  const found = useFound(typed)
  const shown = useMemo(() => {
    const all = [...matchCommands(fixed, typed), ...found.commands]
    return GROUPS.flatMap((group) => all.filter((command) => command.group === group))
  }, [found.commands, fixed, typed])
  const active = Math.max(
    0,
    shown.findIndex(({ id }) => id === activeId),
  )
  const optionId = (index: number) => `${listId}-${index}`

  useEffect(() => {
    document.getElementById(`${listId}-${active}`)?.scrollIntoView({ block: 'nearest' })
  }, [active, listId])

  const run = (command: Command | undefined) => {
    if (!command) return
    onClose()
    command.run()
  }
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.nativeEvent.isComposing) return
    const to = { ArrowDown: active + 1, ArrowUp: active - 1, Home: 0, End: shown.length - 1 }[event.key]
    if (event.key === 'Enter') {
      event.preventDefault()
      run(shown[active])
    } else if (to !== undefined && (event.key.startsWith('Arrow') || typed === '')) {
      event.preventDefault()
      setActiveId(shown[(to + shown.length) % Math.max(1, shown.length)]?.id)
    }
  }

  return (
    <Dialog isOpen onOpenChange={(isOpen) => !isOpen && onClose()} title={text.title} hasHiddenTitle place="top">
      <div className="flex items-center gap-3 border-b border-line px-4">
        {found.isSearching ? (
          <LoaderCircle aria-hidden className="size-5 shrink-0 animate-spin text-accent" />
        ) : (
          <Search aria-hidden className="size-5 shrink-0 text-faint" />
        )}
        <input
          role="combobox"
          aria-label={text.title}
          aria-expanded="true"
          aria-controls={listId}
          aria-activedescendant={shown.length > 0 ? optionId(active) : undefined}
          aria-autocomplete="list"
          placeholder={text.placeholder}
          autoComplete="off"
          spellCheck={false}
          value={typed}
          onChange={(event) => {
            setTyped(event.target.value)
            setActiveId(undefined)
          }}
          onKeyDown={onKeyDown}
          className="h-13 min-w-0 flex-1 bg-transparent text-base outline-none"
        />
        <IconButton label={common.close} size="sm" onClick={onClose}>
          <X />
        </IconButton>
      </div>
      <div
        id={listId}
        role="listbox"
        aria-label={text.title}
        className="scroll-thin min-h-0 flex-1 overflow-y-auto p-2"
      >
        {GROUPS.map((group) => {
          const rows = shown.flatMap((command, index) => (command.group === group ? [{ command, index }] : []))
          if (rows.length === 0) return null
          return (
            // biome-ignore lint/a11y/useSemanticElements: a group of options is no fieldset
            <div key={group} role="group" aria-labelledby={`${listId}-${group}`} className="pb-1">
              <p id={`${listId}-${group}`} className="px-3 pt-2 pb-1 text-xs font-medium text-soft">
                {text[group]}
              </p>
              {rows.map(({ command, index }) => (
                <Option
                  key={command.id}
                  command={command}
                  id={optionId(index)}
                  isActive={index === active}
                  terms={found.terms}
                  onRun={() => run(command)}
                  onPoint={() => setActiveId(command.id)}
                />
              ))}
            </div>
          )
        })}
      </div>
      {found.error !== null && <p className="border-t border-line px-4 py-2 text-danger">{text.failed}</p>}
      <p className="hidden border-t border-line px-4 py-2 text-xs text-soft sm:block">{text.hint}</p>
      <p role="status" className="sr-only">
        {found.isSearching ? text.searching : text.results(shown.length)}
      </p>
    </Dialog>
  )
}
