import { HoverCard as Radix } from 'radix-ui'
import type { ReactNode } from 'react'

/** More about what is under the pointer. Holds nothing that cannot be reached by keyboard elsewhere. */
export function HoverCard({ trigger, children }: { trigger: ReactNode; children: ReactNode }) {
  return (
    <Radix.Root openDelay={200} closeDelay={120}>
      <Radix.Trigger asChild>{trigger}</Radix.Trigger>
      <Radix.Portal>
        <Radix.Content
          sideOffset={6}
          collisionPadding={12}
          className="z-50 w-[min(24rem,calc(100vw-1.5rem))] animate-enter rounded-lg border border-line bg-sheet p-4 text-sm text-ink shadow-pop"
        >
          {children}
        </Radix.Content>
      </Radix.Portal>
    </Radix.Root>
  )
}
