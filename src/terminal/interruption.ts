const EXIT_ON_SECOND = 130

/** Aborted by the first Ctrl-C (or SIGTERM); the second one ends the process at once. */
export type Interruption = { signal: AbortSignal; ignore: () => void }

export function listenForInterruption(): Interruption {
  const first = new AbortController()
  const onSignal = () => {
    if (first.signal.aborted) process.exit(EXIT_ON_SECOND)
    first.abort()
  }
  process.on('SIGINT', onSignal)
  process.on('SIGTERM', onSignal)
  const ignore = () => {
    process.off('SIGINT', onSignal)
    process.off('SIGTERM', onSignal)
  }
  return { signal: first.signal, ignore }
}
