import clsx from 'clsx'
import { X } from 'lucide-react'
import { Dialog as Radix } from 'radix-ui'
import type { ReactNode } from 'react'
import { useText } from '../language/language.tsx'
import { IconButton } from './icon-button.tsx'

const PLACES = {
  center:
    'inset-x-3 top-1/2 mx-auto max-h-[calc(100dvh-2rem)] -translate-y-1/2 rounded-xl border border-line sm:inset-x-6',
  top: 'inset-x-3 top-[8dvh] mx-auto max-h-[min(36rem,80dvh)] max-w-2xl rounded-xl border border-line sm:inset-x-6',
  left: 'inset-y-0 left-0 w-[min(20rem,88vw)] border-r border-line',
  bottom: 'inset-x-0 bottom-0 h-[85dvh] rounded-t-xl border-t border-line pb-[env(safe-area-inset-bottom)]',
} as const

const WIDTHS = { sm: 'max-w-md', md: 'max-w-xl', lg: 'max-w-4xl' } as const

type DialogProps = {
  isOpen: boolean
  onOpenChange: (isOpen: boolean) => void
  title: string
  description?: string | undefined
  /** Where the title is said but not shown. */
  hasHiddenTitle?: boolean
  place?: keyof typeof PLACES
  width?: keyof typeof WIDTHS
  footer?: ReactNode
  children?: ReactNode
}

/**
 * A modal dialog: keeps the focus, closes with Escape, gives the focus back. The veil is our own element, since
 * Radix's overlay locks scrolling with a style element that the content security policy refuses; the page does not
 * scroll as a whole anyway.
 */
export function Dialog(props: DialogProps) {
  const { isOpen, onOpenChange, title, description, hasHiddenTitle, place = 'center', width = 'md' } = props
  const text = useText()
  return (
    <Radix.Root open={isOpen} onOpenChange={onOpenChange}>
      <Radix.Portal>
        <div aria-hidden className="fixed inset-0 z-40 animate-enter bg-veil" />
        <Radix.Content
          {...(description === undefined ? { 'aria-describedby': undefined } : {})}
          className={clsx(
            'fixed z-40 flex flex-col overflow-hidden bg-sheet text-ink shadow-pop outline-none',
            PLACES[place],
            place === 'center' && WIDTHS[width],
          )}
        >
          {hasHiddenTitle ? (
            <Radix.Title className="sr-only">{title}</Radix.Title>
          ) : (
            <header className="flex items-start gap-2 px-5 pt-4 pb-2">
              <div className="min-w-0 flex-1 pr-8">
                <Radix.Title className="font-serif text-lg leading-7 font-semibold">{title}</Radix.Title>
                {description !== undefined && (
                  <Radix.Description className="mt-1 text-soft">{description}</Radix.Description>
                )}
              </div>
            </header>
          )}
          <div className="flex min-h-0 flex-1 flex-col overflow-y-auto">{props.children}</div>
          {props.footer && (
            <footer className="flex flex-wrap justify-end gap-2 border-t border-line px-5 py-3">{props.footer}</footer>
          )}
          {/* Last, so that the focus comes to the content first. */}
          {!hasHiddenTitle && (
            <Radix.Close asChild>
              <IconButton label={text.common.close} size="sm" className="absolute top-4 right-3">
                <X />
              </IconButton>
            </Radix.Close>
          )}
        </Radix.Content>
      </Radix.Portal>
    </Radix.Root>
  )
}
