import { useQueryClient } from '@tanstack/react-query'
import { CloudOff } from 'lucide-react'
import { useEffect, useState } from 'react'
import { ServiceError } from '../api/service-error.ts'
import { useToast } from '../components/toast.tsx'
import { useText } from '../language/language.tsx'

const KNOCK_MS = 2_000

async function answers(): Promise<boolean> {
  try {
    return (await fetch('/healthz', { signal: AbortSignal.timeout(KNOCK_MS) })).ok
  } catch {
    return false
  }
}

/** Says when the service cannot be reached, knocks until it answers, then has every view look again. */
export function ConnectionBanner() {
  const { shell } = useText()
  const say = useToast()
  const queries = useQueryClient()
  const [isDown, setDown] = useState(false)
  useEffect(
    () =>
      queries.getQueryCache().subscribe((event) => {
        if (event.type !== 'updated' || event.action.type !== 'error') return
        if (!(event.action.error instanceof ServiceError)) void answers().then((up) => setDown(!up))
      }),
    [queries],
  )
  useEffect(() => {
    if (!isDown) return
    const timer = setInterval(() => {
      void answers().then((up) => {
        if (!up) return
        setDown(false)
        say({ message: shell.online })
        void queries.invalidateQueries()
      })
    }, KNOCK_MS)
    return () => clearInterval(timer)
  }, [isDown, queries, say, shell])
  if (!isDown) return null
  return (
    <p
      role="alert"
      className="flex shrink-0 items-center justify-center gap-2 bg-warn-tint px-4 py-1.5 text-warn print:hidden"
    >
      <CloudOff aria-hidden className="size-4 shrink-0" />
      {shell.offline}
    </p>
  )
}
