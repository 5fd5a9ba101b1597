import type { ReactNode } from 'react'

interface SearchSectionProps {
  readonly title: string
  readonly sentence: string
  readonly children: ReactNode
}

export function SearchSection({ title, sentence, children }: SearchSectionProps) {
  return (
    <div>
      <h3>{title}</h3>
      <p className="chart-sentence">{sentence}</p>
      {children}
    </div>
  )
}
