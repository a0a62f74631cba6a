import { Link, useRouterState } from '@tanstack/react-router'
import clsx from 'clsx'
import { Command, PanelLeftClose, PanelLeftOpen, Settings2 } from 'lucide-react'
import { IconButton } from '../components/icon-button.tsx'
import { commandKey, Kbd } from '../components/kbd.tsx'
import { Tooltip } from '../components/tooltip.tsx'
import { useText } from '../language/language.tsx'
import { BrandMark } from './brand.tsx'
import { isAt, PLACES } from './places.ts'
import { SettingsMenu } from './settings-menu.tsx'

const ROW =
  'flex h-10 w-full items-center gap-3 rounded-md px-2.5 text-left text-soft transition-colors hover:bg-tint hover:text-accent [&_svg]:size-[1.125rem] [&_svg]:shrink-0'

type RailProps = { isOpen: boolean; onToggle: () => void; onPalette: () => void }

function RailLink({ place, isOpen }: { place: (typeof PLACES)[number]; isOpen: boolean }) {
  const { shell } = useText()
  const path = useRouterState({ select: ({ location }) => location.pathname })
  const isHere = isAt(place.to, path)
  const link = (
    <Link
      to={place.to}
      aria-label={shell[place.name]}
      aria-current={isHere ? 'page' : undefined}
      className={clsx(ROW, isHere && 'bg-tint font-medium text-accent', !isOpen && 'justify-center px-0')}
    >
      <place.Icon aria-hidden />
      {isOpen && (
        <span className="min-w-0 leading-tight">
          {shell[place.name]}
          <span className="block truncate text-2xs font-normal text-faint">{shell[`${place.name}Hint`]}</span>
        </span>
      )}
    </Link>
  )
  return isOpen ? (
    link
  ) : (
    <Tooltip label={shell[place.name]} side="right">
      {link}
    </Tooltip>
  )
}

function RailButtons({ isOpen, onPalette }: { isOpen: boolean; onPalette: () => void }) {
  const { shell } = useText()
  const row = clsx(ROW, 'h-9', !isOpen && 'justify-center px-0')
  return (
    <>
      <button
        type="button"
        aria-label={shell.palette}
        aria-keyshortcuts="Meta+K Control+K"
        onClick={onPalette}
        className={row}
      >
        <Command aria-hidden />
        {isOpen && (
          <>
            <span className="min-w-0 flex-1 truncate">{shell.palette}</span>
            <Kbd>{commandKey('K')}</Kbd>
          </>
        )}
      </button>
      <SettingsMenu
        side="right"
        trigger={
          <button type="button" aria-label={shell.settings} className={row}>
            <Settings2 aria-hidden />
            {isOpen && <span className="min-w-0 flex-1 truncate">{shell.settings}</span>}
          </button>
        }
      />
    </>
  )
}

/** The way through the rooms on tablets and desktops. */
export function Rail({ isOpen, onToggle, onPalette }: RailProps) {
  const { common, shell } = useText()
  return (
    <header
      className={clsx(
        'hidden shrink-0 flex-col gap-1 border-r border-line bg-sunken p-2 sm:flex print:hidden',
        isOpen ? 'w-56' : 'w-14',
      )}
    >
      <Link
        to="/"
        className={clsx('mb-2 flex h-10 items-center gap-2.5 rounded-md', isOpen ? 'px-1.5' : 'justify-center')}
      >
        <BrandMark />
        <span className={isOpen ? 'font-serif text-lg font-semibold tracking-wide text-accent' : 'sr-only'}>
          {common.product}
        </span>
      </Link>
      <nav aria-label={shell.navigation} className="grid grid-cols-1 gap-1">
        {PLACES.map((place) => (
          <RailLink key={place.to} place={place} isOpen={isOpen} />
        ))}
      </nav>
      <div className="mt-auto grid grid-cols-1 gap-1">
        <RailButtons isOpen={isOpen} onPalette={onPalette} />
        <IconButton
          label={isOpen ? shell.collapse : shell.expand}
          aria-expanded={isOpen}
          side="right"
          onClick={onToggle}
          className={isOpen ? 'justify-self-end' : 'w-full'}
        >
          {isOpen ? <PanelLeftClose /> : <PanelLeftOpen />}
        </IconButton>
      </div>
    </header>
  )
}
