/** Something to wait at: `wait` ends when somebody rings or the time is over. A ring while nobody waits is kept. */
export type Doorbell = { ring: () => void; wait: (timeoutMs: number) => Promise<void> }

export function doorbell(): Doorbell {
  let hasRung = false
  let open: (() => void) | undefined
  return {
    ring: () => {
      hasRung = true
      open?.()
    },
    wait: async (timeoutMs) => {
      if (!hasRung) {
        await new Promise<void>((resolve) => {
          const timer = setTimeout(resolve, timeoutMs)
          open = () => {
            clearTimeout(timer)
            resolve()
          }
        })
      }
      open = undefined
      hasRung = false
    },
  }
}
