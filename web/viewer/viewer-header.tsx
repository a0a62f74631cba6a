import { Link } from '@tanstack/react-router'
import clsx from 'clsx'
import { Check, ChevronDown, Download, History, Info, X } from 'lucide-react'
import { useState } from 'react'
import type { DocumentItem, Version } from '../api/wire.ts'
import { buttonStyle } from '../components/button.tsx'
import { IconButton } from '../components/icon-button.tsx'
import { Popover } from '../components/popover.tsx'
import { useFormat } from '../language/format.ts'
import { useText } from '../language/language.tsx'
import { spaceName } from '../pages/library/space-name.ts'

type VersionsProps = { versions: readonly Version[]; shown: string; onShow: (version: string) => void }

function Versions({ versions, shown, onShow }: VersionsProps) {
  const { viewer, common } = useText()
  const format = useFormat()
  const [isOpen, setOpen] = useState(false)
  const moment = new Intl.DateTimeFormat(document.documentElement.lang, { dateStyle: 'medium', timeStyle: 'short' })
  return (
    <Popover
      label={viewer.versions}
      isOpen={isOpen}
      onOpenChange={setOpen}
      align="end"
      className="w-72 p-1"
      trigger={
        <button type="button" className={clsx(buttonStyle('quiet', 'sm'), 'px-1.5 text-soft')}>
          <History aria-hidden />
          <span className="sr-only">{viewer.versions}</span>
          <span className="tabular-nums">{versions.length}</span>
          <ChevronDown aria-hidden />
        </button>
      }
    >
      <ul className="scroll-thin max-h-80 overflow-y-auto">
        {versions.map((version) => (
          <li key={version.id}>
            <button
              type="button"
              aria-current={version.id === shown}
              onClick={() => {
                setOpen(false)
                onShow(version.id)
              }}
              className="flex w-full items-center gap-2 rounded-md px-2 py-1.5 text-start hover:bg-tint"
            >
              <Check aria-hidden className={clsx('size-4 shrink-0 text-accent', version.id !== shown && 'invisible')} />
              <span className="min-w-0 flex-1">
                <span className="block tabular-nums">{moment.format(new Date(version.createdAt))}</span>
                <span className="block text-xs text-soft">
                  {[format.bytes(version.bytes), common.passages(version.chunks)].join(' · ')}
                </span>
              </span>
              {version.state === 'current' && <span className="text-xs text-accent">{viewer.current}</span>}
            </button>
          </li>
        ))}
      </ul>
    </Popover>
  )
}

function useFacts(document: DocumentItem): string[] {
  const texts = useText()
  const format = useFormat()
  const { kind, date, project, people, space, isSample } = document
  const facts = [
    texts.document.kinds[kind] ?? kind,
    date === '' ? '' : format.day(date),
    project,
    people.join(texts.common.separator),
    spaceName(space, isSample, texts),
  ]
  return facts.filter((fact) => fact !== '')
}

type HeaderProps = VersionsProps & {
  document: DocumentItem
  /** Address of the original. */
  original: string
  onClose: (() => void) | undefined
}

/** What the document is, its versions, its original, and the way out. */
export function ViewerHeader({ document, original, onClose, ...versions }: HeaderProps) {
  const { viewer, common } = useText()
  const facts = useFacts(document).join(' · ')
  const title = document.title.trim() === '' ? common.unnamed : document.title
  return (
    <header className="flex shrink-0 items-start gap-1 border-b border-line bg-sheet py-2 ps-4 pe-2">
      <div className="min-w-0 flex-1 py-0.5">
        <h2 dir="auto" title={title} className="line-clamp-2 font-serif text-base leading-6 font-semibold">
          {title}
        </h2>
        <p dir="auto" title={`${facts}\n${document.path}`} className="truncate text-xs text-soft">
          {document.isSample && <span className="me-1.5 text-accent">{common.sample}</span>}
          {facts}
        </p>
      </div>
      {versions.versions.length > 0 && <Versions {...versions} />}
      {!onClose && (
        <Link
          to="/library"
          search={{ doc: document.id }}
          aria-label={viewer.details}
          title={viewer.details}
          className={clsx(buttonStyle('quiet', 'sm'), 'w-8 px-0 text-soft')}
        >
          <Info aria-hidden />
        </Link>
      )}
      <a
        href={original}
        download
        aria-label={viewer.download}
        title={viewer.download}
        className={clsx(buttonStyle('quiet', 'sm'), 'w-8 px-0 text-soft')}
      >
        <Download aria-hidden />
      </a>
      {onClose && (
        <IconButton size="sm" label={viewer.close} shortcut="Esc" onClick={onClose}>
          <X aria-hidden />
        </IconButton>
      )}
    </header>
  )
}
