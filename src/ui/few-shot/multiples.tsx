import type { ReactNode } from 'react'
import { Measured } from '../charts/measured.tsx'
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
          <Measured className="multiple-frame">{(width) => children(name, width)}</Measured>
        </div>
      ))}
    </div>
  )
}
