const SHAPES: Readonly<Record<string, string>> = {
  math: 'M2 2h8v8H2z',
  code: 'M6 1l5.2 9.5H.8z',
  reasoning: 'M6 1.2a4.8 4.8 0 1 0 0 9.6a4.8 4.8 0 1 0 0-9.6z',
}
const OTHER = 'M6 .8L11.2 6 6 11.2.8 6z'

/** An expert's shape as an SVG path in a box of 12 × 12: square, triangle, circle; a diamond for the rest. */
export function expertShape(name: string): string {
  return SHAPES[name] ?? OTHER
}

/** An expert's colour as a CSS value. */
export function expertColour(name: string): string {
  return name in SHAPES ? `var(--${name})` : 'var(--base)'
}

/** The shape that stands for an expert next to its colour. */
export function ExpertMark({ name }: { readonly name: string }) {
  return (
    <svg className="expert-mark" viewBox="0 0 12 12" aria-hidden="true" fill={expertColour(name)}>
      <path d={expertShape(name)} />
    </svg>
  )
}
