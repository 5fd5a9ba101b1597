import { Tooltip } from 'radix-ui'
import { type ReactNode, useState } from 'react'

/** A word with a dotted line below it that explains itself on hover, focus and tap. */
export function Term({ children, means }: { readonly children: ReactNode; readonly means: string }) {
  const [open, setOpen] = useState(false)
  return (
    <Tooltip.Root open={open} onOpenChange={setOpen}>
      <Tooltip.Trigger
        type="button"
        className="term"
        onClick={(event) => {
          // Radix closes on a press; a finger has no hover, so a press must open.
          event.preventDefault()
          setOpen(true)
        }}
        onPointerDown={(event) => event.preventDefault()}
      >
        {children}
      </Tooltip.Trigger>
      <Tooltip.Portal>
        <Tooltip.Content className="tooltip" sideOffset={6} collisionPadding={12}>
          {means}
        </Tooltip.Content>
      </Tooltip.Portal>
    </Tooltip.Root>
  )
}
