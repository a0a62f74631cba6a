const UNITS = ['B', 'kB', 'MB', 'GB', 'TB'] as const

/** `512 B`, `3.4 MB`: powers of a thousand. */
export function formatBytes(bytes: number): string {
  const power = Math.min(UNITS.length - 1, bytes < 1 ? 0 : Math.floor(Math.log10(bytes) / 3))
  const value = bytes / 1_000 ** power
  return `${power === 0 ? value : value.toFixed(1)} ${UNITS[power]}`
}
