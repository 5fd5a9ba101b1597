interface LineKeyProps {
  /** `data-…` attributes that give the line its colour; grey without. */
  readonly tone?: Readonly<Record<string, string>>
  readonly dash?: string
}

/** The line of a legend, as it is drawn in the plot. */
export function LineKey({ tone, dash }: LineKeyProps) {
  return (
    <svg className="line-key" viewBox="0 0 28 4" aria-hidden="true" {...tone}>
      <path className="curve" d="M0 2H28" strokeDasharray={dash} />
    </svg>
  )
}
