import type { ReactNode } from 'react'
import { Menu, MenuChoice, MenuSeparator } from '../components/menu.tsx'
import { useLanguage, useText } from '../language/language.tsx'
import { useTheme } from './theme.tsx'

/** Theme and language. */
export function SettingsMenu({ trigger, side }: { trigger: ReactNode; side: 'top' | 'right' }) {
  const { shell } = useText()
  const { theme, setTheme } = useTheme()
  const { language, setLanguage } = useLanguage()
  return (
    <Menu trigger={trigger} side={side} align="end">
      <MenuChoice
        label={shell.theme}
        value={theme}
        onChange={setTheme}
        options={[
          { value: 'system', label: shell.themes.system },
          { value: 'light', label: shell.themes.light },
          { value: 'dark', label: shell.themes.dark },
        ]}
      />
      <MenuSeparator />
      <MenuChoice
        label={shell.language}
        value={language}
        onChange={setLanguage}
        options={[
          { value: 'zh', label: shell.languages.zh },
          { value: 'en', label: shell.languages.en },
        ]}
      />
    </Menu>
  )
}
