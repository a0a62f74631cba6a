import { Outlet } from '@tanstack/react-router'
import { lazy, Suspense, useEffect, useState } from 'react'
import { useText } from '../language/language.tsx'
import { UploadPill } from '../pages/library/upload-pill.tsx'
import { readStored, writeStored } from '../storage.ts'
import { ConnectionBanner } from './connection.tsx'
import { Rail } from './rail.tsx'
import { TabBar } from './tab-bar.tsx'

const KEY = 'precedent.rail'
const WIDE = '(min-width: 80rem)'

const Palette = lazy(async () => ({ default: (await import('../palette/palette.tsx')).Palette }))

function startsOpen(): boolean {
  const kept = readStored(KEY)
  return kept === null ? matchMedia(WIDE).matches : kept === 'open'
}

function usePaletteKey(open: () => void): void {
  useEffect(() => {
    const listen = (event: KeyboardEvent) => {
      if (event.key.toLowerCase() !== 'k' || !(event.metaKey || event.ctrlKey) || event.shiftKey || event.altKey) return
      event.preventDefault()
      open()
    }
    addEventListener('keydown', listen)
    return () => removeEventListener('keydown', listen)
  }, [open])
}

/** What stands around every page. */
export function Shell() {
  const { common } = useText()
  const [isRailOpen, setRailOpen] = useState(startsOpen)
  const [isPaletteOpen, setPaletteOpen] = useState(false)
  const [openPalette] = useState(() => () => setPaletteOpen(true))
  usePaletteKey(openPalette)
  const toggleRail = () => {
    writeStored(KEY, isRailOpen ? 'closed' : 'open')
    setRailOpen(!isRailOpen)
  }
  return (
    <div className="flex h-dvh flex-col overflow-clip sm:flex-row print:block print:h-auto print:overflow-visible">
      <a
        href="#content"
        className="sr-only z-50 rounded-md bg-sheet px-3 py-1 text-accent shadow-pop focus:not-sr-only focus:fixed focus:top-2 focus:left-2"
      >
        {common.skip}
      </a>
      <Rail isOpen={isRailOpen} onToggle={toggleRail} onPalette={openPalette} />
      <main
        id="content"
        tabIndex={-1}
        className="relative flex min-h-0 min-w-0 flex-1 flex-col outline-none print:block"
      >
        <ConnectionBanner />
        <Outlet />
      </main>
      <TabBar onPalette={openPalette} />
      <UploadPill />
      {isPaletteOpen && (
        <Suspense fallback={null}>
          <Palette onClose={() => setPaletteOpen(false)} onToggleRail={toggleRail} />
        </Suspense>
      )}
    </div>
  )
}
