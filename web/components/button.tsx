import clsx from 'clsx'
import { LoaderCircle } from 'lucide-react'
import type { ComponentProps } from 'react'

export type ButtonVariant = 'primary' | 'outline' | 'quiet' | 'danger'

const VARIANTS: Readonly<Record<ButtonVariant, string>> = {
  primary: 'bg-accent text-accent-ink hover:bg-accent-strong',
  outline: 'border border-line bg-sheet text-ink hover:border-line-strong hover:bg-sunken',
  quiet: 'text-ink hover:bg-tint hover:text-accent',
  danger: 'bg-danger text-danger-ink hover:opacity-90',
}

const SIZES = { sm: 'h-7 px-2.5 text-xs gap-1.5', md: 'h-9 px-3.5 text-sm gap-2' } as const

/** The look of a button, for links and triggers that are one in everything but the element. */
export function buttonStyle(variant: ButtonVariant = 'outline', size: keyof typeof SIZES = 'md'): string {
  return clsx(
    'inline-flex shrink-0 items-center justify-center rounded-md font-medium whitespace-nowrap transition-colors',
    'disabled:pointer-events-none disabled:opacity-50 aria-disabled:opacity-50 [&_svg]:size-4 [&_svg]:shrink-0',
    VARIANTS[variant],
    SIZES[size],
  )
}

type ButtonProps = ComponentProps<'button'> & {
  variant?: ButtonVariant
  size?: keyof typeof SIZES
  /** Shows that it works, and takes no press meanwhile. */
  isBusy?: boolean
}

export function Button({ variant, size, isBusy = false, className, children, disabled, ...rest }: ButtonProps) {
  return (
    <button
      type="button"
      {...rest}
      disabled={disabled || isBusy}
      aria-busy={isBusy || undefined}
      className={clsx(buttonStyle(variant, size), className)}
    >
      {isBusy && <LoaderCircle aria-hidden className="animate-spin" />}
      {children}
    </button>
  )
}
