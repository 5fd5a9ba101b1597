import { type ReactNode, useRef } from 'react'
import { useWidth } from '../charts/chart-size.ts'
import { ExpertMark } from '../controls/expert-mark.tsx'

interface MultiplesProps {
  readonly names: readonly string[]
  /** Draws one chart, as wide as its place. */
  readonly children: (name: string, width: number) => ReactNode
}

/** Small charts of one kind side by side, one an expert and in its colour. */
export function Multiples({ names, children }: MultiplesProps) {
  return (
    <div className="multiples" aria-hidden="true">
      {names.map((name) => (
        <div key={name} data-expert={name}>
          <p className="multiple-name">
            <ExpertMark name={name} />
            {name}
          </p>
          <Measured>{(width) => children(name, width)}</Measured>
        </div>
      ))}
    </div>
  )
}

export function Measured({ children }: { readonly children: (width: number) => ReactNode }) {
  const frame = useRef<HTMLDivElement>(null)
  const width = useWidth(frame)
  return (
    <div ref={frame} className="multiple-frame">
      {width > 0 && children(width)}
    </div>
  )
}
