/** What the browser keeps under a key; null where it keeps nothing, or is not allowed to. */
export function readStored(key: string, area: 'local' | 'session' = 'local'): string | null {
  try {
    return (area === 'local' ? localStorage : sessionStorage).getItem(key)
  } catch {
    return null
  }
}

/** Keeps a value, or forgets the key where it is null. A browser that keeps nothing still shows the page. */
export function writeStored(key: string, value: string | null, area: 'local' | 'session' = 'local'): void {
  try {
    const store = area === 'local' ? localStorage : sessionStorage
    if (value === null) store.removeItem(key)
    else store.setItem(key, value)
  } catch {
    // Private windows and full disks: the choice lasts as long as the page.
  }
}
