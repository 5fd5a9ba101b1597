import { type ReactNode, useId } from 'react'

interface RegionProps {
  readonly heading: string
  readonly className: string
  /** Shown at the right end of the heading's line. */
  readonly aside?: ReactNode
  readonly id?: string
  readonly children: ReactNode
}

/** A landmark with a heading: every part of the page is one. */
export function Region({ heading, className, aside, id, children }: RegionProps) {
  const headingId = useId()
  return (
    <section className={`region ${className}`} aria-labelledby={headingId} id={id}>
      <div className="region-head">
        <h2 id={headingId}>{heading}</h2>
        {aside}
      </div>
      {children}
    </section>
  )
}
