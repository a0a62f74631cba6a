import clsx from 'clsx'
import type { ComponentProps } from 'react'
import { Tooltip } from './tooltip.tsx'

type IconButtonProps = Omit<ComponentProps<'button'>, 'aria-label'> & {
  /** Its accessible name, shown as a tooltip too. */
  label: string
  size?: 'sm' | 'md'
  shortcut?: string
  side?: 'top' | 'right' | 'bottom' | 'left'
}

/** A button that shows only an icon. */
export function IconButton({ label, size = 'md', shortcut, side, className, ...rest }: IconButtonProps) {
  return (
    <Tooltip label={label} shortcut={shortcut} side={side}>
      <button
        type="button"
        {...rest}
        aria-label={label}
        className={clsx(
          'inline-flex shrink-0 items-center justify-center rounded-md text-soft transition-colors',
          'hover:bg-tint hover:text-accent aria-pressed:bg-tint aria-pressed:text-accent',
          'disabled:pointer-events-none disabled:opacity-40 [&_svg]:size-4',
          size === 'sm' ? 'size-7' : 'size-9',
          className,
        )}
      />
    </Tooltip>
  )
}
