import { createContext, type ReactNode, useContext, useEffect, useMemo, useState } from 'react'
import { readStored, writeStored } from '../storage.ts'

export type Theme = 'system' | 'light' | 'dark'

const KEY = 'precedent.theme'
const PAPER = { light: '#faf8f4', dark: '#15181a' } as const

type Chosen = { theme: Theme; setTheme: (theme: Theme) => void }

const ThemeContext = createContext<Chosen>({ theme: 'system', setTheme: () => undefined })

function storedTheme(): Theme {
  const kept = readStored(KEY)
  return kept === 'light' || kept === 'dark' ? kept : 'system'
}

function applyTheme(theme: Theme, systemIsDark: boolean): void {
  const shown = theme === 'dark' || (theme === 'system' && systemIsDark) ? 'dark' : 'light'
  document.documentElement.dataset.theme = shown
  document.querySelector('meta[name="theme-color"]')?.setAttribute('content', PAPER[shown])
}

/** Keeps the page in the chosen theme; `public/appearance.js` sets the first one before anything is painted. */
export function ThemeProvider({ children }: { children: ReactNode }) {
  const [theme, choose] = useState(storedTheme)
  useEffect(() => {
    const system = matchMedia('(prefers-color-scheme: dark)')
    const apply = () => applyTheme(theme, system.matches)
    apply()
    system.addEventListener('change', apply)
    return () => system.removeEventListener('change', apply)
  }, [theme])
  useEffect(() => {
    const follow = (event: StorageEvent) => {
      if (event.key === KEY) choose(storedTheme())
    }
    addEventListener('storage', follow)
    return () => removeEventListener('storage', follow)
  }, [])
  const chosen = useMemo(
    () => ({
      theme,
      setTheme: (next: Theme) => {
        writeStored(KEY, next === 'system' ? null : next)
        choose(next)
      },
    }),
    [theme],
  )
  return <ThemeContext value={chosen}>{children}</ThemeContext>
}

export function useTheme(): Chosen {
  return useContext(ThemeContext)
}
