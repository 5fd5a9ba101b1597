import { useExpertLook } from '../expert-look.ts'

const SHAPES: Readonly<Record<string, string>> = {
  math: 'M2 2h8v8H2z',
  code: 'M6 1l5.2 9.5H.8z',
  reasoning: 'M6 1.2a4.8 4.8 0 1 0 0 9.6a4.8 4.8 0 1 0 0-9.6z',
}
const OTHER = 'M6 .8L11.2 6 6 11.2.8 6z'
/** Of experts that the visitor made: hexagon, cross, star, pentagon, diamond. */
const OWN_SHAPES = [
  'M6 .8l4.5 2.6v5.2L6 11.2 1.5 8.6V3.4z',
  'M4.2 1h3.6v3.2H11v3.6H7.8V11H4.2V7.8H1V4.2h3.2z',
  'M6 .6l1.6 3.6 3.9.4-2.9 2.6.8 3.9L6 9.1l-3.4 2 .8-3.9L.5 4.6l3.9-.4z',
  'M6 .9l5.1 3.7-2 6H2.9l-2-6z',
  OTHER,
] as const

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
  const look = useExpertLook(name)
  const shape = look === null ? expertShape(name) : (OWN_SHAPES[look % OWN_SHAPES.length] ?? OTHER)
  return (
    <svg className="expert-mark" viewBox="0 0 12 12" aria-hidden="true" data-expert={name} fill="var(--tone)">
      <path d={shape} />
    </svg>
  )
}
