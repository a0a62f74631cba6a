import { Link, useRouterState } from '@tanstack/react-router'
import clsx from 'clsx'
import { Command, Settings2 } from 'lucide-react'
import { useText } from '../language/language.tsx'
import { isAt, PLACES } from './places.ts'
import { SettingsMenu } from './settings-menu.tsx'

const TAB =
  'flex min-w-0 flex-1 flex-col items-center justify-center gap-0.5 text-2xs text-soft focus-visible:-outline-offset-2 [&_svg]:size-5'

/** The way through the rooms on phones. */
export function TabBar({ onPalette }: { onPalette: () => void }) {
  const { shell, common } = useText()
  const path = useRouterState({ select: ({ location }) => location.pathname })
  return (
    <nav
      aria-label={shell.navigation}
      className="flex h-14 shrink-0 border-t border-line bg-sheet pb-[env(safe-area-inset-bottom)] sm:hidden print:hidden"
    >
      {PLACES.map(({ to, name, Icon }) => {
        const isHere = isAt(to, path)
        return (
          <Link
            key={to}
            to={to}
            aria-current={isHere ? 'page' : undefined}
            className={clsx(TAB, isHere && 'text-accent')}
          >
            <Icon aria-hidden />
            {shell[name]}
          </Link>
        )
      })}
      <button type="button" aria-label={shell.palette} className={TAB} onClick={onPalette}>
        <Command aria-hidden />
        {shell.jump}
      </button>
      <SettingsMenu
        side="top"
        trigger={
          <button type="button" aria-label={shell.settings} className={TAB}>
            <Settings2 aria-hidden />
            {common.more}
          </button>
        }
      />
    </nav>
  )
}
