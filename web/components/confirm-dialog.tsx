import type { ReactNode } from 'react'
import { useText } from '../language/language.tsx'
import { Button } from './button.tsx'
import { Dialog } from './dialog.tsx'

type ConfirmDialogProps = {
  isOpen: boolean
  onOpenChange: (isOpen: boolean) => void
  title: string
  /** What will happen, and what it takes along. */
  description: string
  agree: string
  isBusy?: boolean
  onAgree: () => void
  children?: ReactNode
}

/** Asks before something is done that cannot be undone. */
export function ConfirmDialog(props: ConfirmDialogProps) {
  const { isOpen, onOpenChange, title, description, agree, isBusy = false, onAgree, children } = props
  const text = useText()
  return (
    <Dialog
      isOpen={isOpen}
      onOpenChange={onOpenChange}
      title={title}
      description={description}
      width="sm"
      footer={
        <>
          <Button onClick={() => onOpenChange(false)}>{text.common.cancel}</Button>
          <Button variant="danger" isBusy={isBusy} onClick={onAgree}>
            {agree}
          </Button>
        </>
      }
    >
      <div className="px-5 pb-3">{children}</div>
    </Dialog>
  )
}
