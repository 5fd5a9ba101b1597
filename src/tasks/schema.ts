import type { Prng } from '../core/prng.ts'
import { NUMBER, PHRASE } from './slot-sources.ts'
import { CATEGORIES, type Category, type Family, type TaskItem } from './task-item.ts'

/** Values for the `{slots}` of a form, as they stand in the prompt. */
export type Slots = Readonly<Record<string, string>>

export type Solution = Pick<TaskItem, 'worked' | 'blurt' | 'slip' | 'expected' | 'verify'>

/**
 * One kind of exercise: several wordings of the same question, and the way to answer it from its slots alone.
 * Because the answer depends only on the slots, a prompt that someone edited can be solved too.
 */
export interface Schema {
  readonly family: Family
  readonly hard: boolean
  /** Wordings with `{slots}`; a slot may occur more than once. */
  readonly forms: readonly string[]
  /** How often this schema is drawn, relative to its family's others. Default 1. */
  readonly weight?: number
  readonly draw: (prng: Prng) => Slots
  /** Null when the slots make no proper exercise (out of range, ambiguous). The slip may be right by chance. */
  readonly solve: (slots: Slots, prompt: string) => Solution | null
}

const SLOT = /\{(\w+)\}/g

/** The value of a slot the form is known to have. */
export function slot(slots: Slots, name: string): string {
  const value = slots[name]
  if (value === undefined) throw new RangeError(`No value for the slot {${name}}.`)
  return value
}

/**
 * The text of a form with its slots filled.
 * @throws RangeError for a slot without a value
 */
export function fillForm(form: string, slots: Slots): string {
  return form.replace(SLOT, (_, name: string) => slot(slots, name))
}

/** The slots with which `form` reads exactly as `prompt`, or null. */
export function matchForm(form: string, prompt: string): Slots | null {
  if (!mayMatch(form, prompt)) return null
  const groups = formPattern(form).exec(prompt)?.groups
  return groups === undefined ? null : { ...groups }
}

/** The item that a schema makes of these slots in this wording, or null when they make none. */
export function makeItem(schema: Schema, prompt: string, slots: Slots): TaskItem | null {
  const solution = schema.solve(slots, prompt)
  if (solution === null) return null
  return {
    family: schema.family,
    category: categoryOf(schema.family),
    prompt,
    hard: schema.hard,
    ...solution,
  }
}

/** Words of the wordings themselves, slots left out. */
export function formWords(form: string): string[] {
  return form.replace(SLOT, ' ').split(/\s+/).filter(Boolean)
}

/** `math-hard` belongs to `math`, and so on. */
function categoryOf(family: Family): Category {
  const category = CATEGORIES.find((name) => family === name || family === `${name}-hard`)
  return category ?? 'other'
}

/** Whether the words between the slots are there, in order: there are many forms, and a pattern takes long to make. */
function mayMatch(form: string, prompt: string): boolean {
  const pieces = form.split(/\{\w+\}/)
  if (!prompt.startsWith(pieces[0] ?? '') || !prompt.endsWith(pieces.at(-1) ?? '')) return false
  let from = 0
  return pieces.every((piece) => {
    const at = prompt.indexOf(piece, from)
    from = at + piece.length
    return at >= 0
  })
}

const patterns = new Map<string, RegExp>()

function formPattern(form: string): RegExp {
  const known = patterns.get(form)
  if (known !== undefined) return known
  const seen = new Set<string>()
  const source = form.replace(/[.?*+^$()[\]|\\/]/g, '\\$&').replace(SLOT, (_, name: string) => {
    if (seen.has(name)) return `\\k<${name}>`
    seen.add(name)
    return `(?<${name}>${slotSource(name)})`
  })
  const pattern = new RegExp(`^${source}$`, 'u')
  patterns.set(form, pattern)
  return pattern
}

// One letter per sort of slot keeps the forms readable; everything not listed is one word.
function slotSource(name: string): string {
  if ('abck'.includes(name)) return NUMBER
  if ('fgh'.includes(name)) return PHRASE
  if (/^(in|out)[12]$/.test(name)) return `${NUMBER}(?: ${NUMBER})*`
  return '[^\\s\\p{P}\\p{N}]+'
}
