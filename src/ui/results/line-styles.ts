import { expertColour } from '../controls/expert-mark.tsx'
import { kindOf } from './kind.ts'

/** From dark to light, as the rows of a table usually are ordered; each reads against the page. */
const SHADES = [
  'var(--ink)',
  'color-mix(in oklab, var(--ink) 45%, var(--accent))',
  'var(--accent)',
  'color-mix(in oklab, var(--accent) 70%, var(--paper))',
] as const
const DASHES = ['0', '9 3', '4 3', '1.5 3'] as const

/** Lines of one figure differ in shade and in dash, so that no one needs to tell colours apart. */
export function lineStyle(name: string, row: number): { readonly stroke: string; readonly dash: string } {
  const kind = kindOf(name)
  const shade = SHADES[row % SHADES.length] ?? 'var(--ink)'
  return { stroke: kind ? expertColour(kind) : shade, dash: DASHES[row % DASHES.length] ?? '0' }
}
