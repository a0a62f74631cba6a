import { useNavigate } from '@tanstack/react-router'
import { BookA, ClipboardCheck, Languages, PanelLeft, SquarePen, SunMoon } from 'lucide-react'
import { useLanguage, useText } from '../language/language.tsx'
import { PLACES } from '../shell/places.ts'
import { useTheme } from '../shell/theme.tsx'
import type { Command } from './commands.ts'

/** What can be gone to and done from anywhere. */
export function useCommands(onToggleRail: () => void): Command[] {
  const { shell, palette, terms, evaluation } = useText()
  const navigate = useNavigate()
  const { setTheme } = useTheme()
  const { setLanguage } = useLanguage()
  const pages = PLACES.map(
    ({ to, name, Icon }): Command => ({
      id: `page:${name}`,
      group: 'pages',
      label: shell[name],
      detail: shell[`${name}Hint`],
      keywords: `${name} ${to}`,
      Icon,
      run: () => void navigate({ to }),
    }),
  )
  const themes = (['light', 'dark', 'system'] as const).map(
    (theme): Command => ({
      id: `theme:${theme}`,
      group: 'actions',
      label: palette.theme(shell.themes[theme]),
      keywords: `theme ${theme} 主题`,
      Icon: SunMoon,
      run: () => setTheme(theme),
    }),
  )
  const languages = (['zh', 'en'] as const).map(
    (language): Command => ({
      id: `language:${language}`,
      group: 'actions',
      label: palette.language(shell.languages[language]),
      keywords: `language ${language} 语言`,
      Icon: Languages,
      run: () => setLanguage(language),
    }),
  )
  return [
    ...pages,
    {
      id: 'page:terms',
      group: 'pages',
      label: terms.title,
      detail: terms.hint,
      keywords: 'terms concepts thesaurus synonyms 同义词 词表',
      Icon: BookA,
      run: () => void navigate({ to: '/search/terms' }),
    },
    {
      id: 'page:evaluation',
      group: 'pages',
      label: evaluation.title,
      detail: evaluation.hint,
      keywords: 'evaluation questions feedback 评测 评价',
      Icon: ClipboardCheck,
      run: () => void navigate({ to: '/gaps/questions' }),
    },
    {
      id: 'new',
      group: 'actions',
      label: palette.newConversation,
      keywords: 'new ask question 提问',
      Icon: SquarePen,
      run: () => void navigate({ to: '/' }),
    },
    ...themes,
    ...languages,
    {
      id: 'rail',
      group: 'actions',
      label: palette.toggleRail,
      keywords: 'rail sidebar navigation 导航',
      Icon: PanelLeft,
      run: onToggleRail,
    },
  ]
}
