/** A horizontal bar for a share between 0 and 1. Its number stands beside it as text. */
export function ShareBar({ share, tone }: { readonly share: number; readonly tone: string }) {
  return (
    <span className="share-bar" data-tone={tone} aria-hidden="true">
      <span style={{ transform: `scaleX(${Math.min(Math.max(share, 0), 1)})` }} />
    </span>
  )
}
