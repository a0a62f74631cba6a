import { CircleHelp, Library, MessageSquareText, Search } from 'lucide-react'

/** Where the rail, the tab bar and the palette lead, in order. */
export const PLACES = [
  { to: '/', name: 'ask', Icon: MessageSquareText },
  { to: '/search', name: 'search', Icon: Search },
  { to: '/library', name: 'library', Icon: Library },
  { to: '/gaps', name: 'gaps', Icon: CircleHelp },
] as const

export function isAt(to: (typeof PLACES)[number]['to'], path: string): boolean {
  if (to === '/') return path === '/' || path.startsWith('/c/')
  return path === to || path.startsWith(`${to}/`) || (to === '/library' && path.startsWith('/documents/'))
}
