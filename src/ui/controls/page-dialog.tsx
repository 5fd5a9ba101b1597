import { Dialog } from 'radix-ui'
import type { ReactNode } from 'react'
import { en } from '../messages/en.ts'

interface PageDialogProps {
  readonly shown: boolean
  readonly onShow: (shown: boolean) => void
  readonly title: string
  readonly intro: string
  /** What has the keyboard's place once the dialog is closed. */
  readonly focusAfter: () => HTMLElement | null
  readonly children: ReactNode
}

/** A dialog over the page, with its heading and a way out. */
export function PageDialog({ shown, onShow, title, intro, focusAfter, children }: PageDialogProps) {
  return (
    <Dialog.Root open={shown} onOpenChange={onShow}>
      <Dialog.Portal>
        {/* Not Radix's overlay, which writes a style element into the page that its policy forbids. */}
        <div className="dialog-overlay" aria-hidden="true" />
        <Dialog.Content
          className="dialog"
          onCloseAutoFocus={(event) => {
            event.preventDefault()
            focusAfter()?.focus()
          }}
        >
          <div className="region-head">
            <Dialog.Title className="dialog-title">{title}</Dialog.Title>
            <Dialog.Close className="button quiet-button">{en.models.close}</Dialog.Close>
          </div>
          <Dialog.Description className="quiet">{intro}</Dialog.Description>
          {children}
        </Dialog.Content>
      </Dialog.Portal>
    </Dialog.Root>
  )
}
