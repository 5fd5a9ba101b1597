import type { Page } from '@playwright/test'

interface Shown {
  readonly hash: string
  readonly alpha: Readonly<Record<string, number>>
  readonly base: string
  readonly adapted: string
  /** Rows of the bars: token, share of base, share of adapted, as they are written. */
  readonly rows: readonly string[]
  readonly baseShares: readonly number[]
  readonly adaptedShares: readonly number[]
}

/** Keys of the address that the base's answer depends on. */
const BASE_KEYS = ['model', 'prompt', 'system', 'seed', 'temperature', 'tokens']
/** Those that choose what is looked at, and no number. */
const VIEW_KEYS = [
  'view',
  'experiment',
  'inspect',
  'matrix',
  'lens',
  'sweep',
  'lesson',
  'show',
  'task',
  'strategy',
]
const OWN_EXPERTS = ['math', 'code', 'reasoning']

/** What one visit has seen, held against what it sees later. */
export class Invariants {
  readonly #page: Page
  readonly #bases = new Map<string, string>()
  readonly #answers = new Map<string, Shown>()

  constructor(page: Page) {
    this.#page = page
  }

  /** Of a calm page: what does not hold, or null. */
  async broken(): Promise<string | null> {
    const shown = await this.#page.evaluate(whatIsShown)
    if (!shown) return null
    for (const shares of [shown.baseShares, shown.adaptedShares]) {
      const sum = shares.reduce((total, share) => total + share, 0)
      // Six shares, each rounded to whole points.
      if (sum > 103) return `probabilities sum to ${sum} %: ${shown.rows.join(' | ')}`
    }
    const values = Object.values(shown.alpha)
    const fields = new URLSearchParams(shown.hash.slice(1))
    const isBlend = (fields.get('mode') ?? 'blend') === 'blend'
    if (isBlend && values.length > 0 && values.every((value) => value === 0)) {
      if (!agree(shown.base, shown.adapted))
        return `every α is 0, and base says “${shown.base}”, adapted “${shown.adapted}”`
      if (shown.baseShares.join() !== shown.adaptedShares.join())
        return `every α is 0, and the probabilities differ: ${shown.rows.join(' | ')}`
    }
    return this.#againstBefore(shown, fields)
  }

  #againstBefore(shown: Shown, fields: URLSearchParams): string | null {
    if (!fields.has('prompt') || !isCommitted(shown.alpha)) return null
    const baseKey = BASE_KEYS.map((key) => fields.get(key) ?? '').join('\n')
    const base = this.#bases.get(baseKey)
    if (base !== undefined && !agree(base, shown.base))
      return `the base answers the same prompt with “${base}”, and later, at ${shown.hash}, with “${shown.base}”`
    this.#bases.set(baseKey, shown.base)
    for (const key of VIEW_KEYS) fields.delete(key)
    const before = this.#answers.get(fields.toString())
    this.#answers.set(fields.toString(), shown)
    if (!before) return null
    return difference(before, shown, `${shown.hash} gives back`)
  }
}

function isCommitted(alpha: Shown['alpha']): boolean {
  return Object.keys(alpha).length > 0 && Object.keys(alpha).every((name) => OWN_EXPERTS.includes(name))
}

/** An answer that was stopped is the beginning of the whole one. */
function agree(one: string, other: string): boolean {
  return one.startsWith(other) || other.startsWith(one)
}

function difference(before: Shown, after: Shown, what: string): string | null {
  const alphas = [before.alpha, after.alpha].map((alpha) => JSON.stringify(alpha))
  if (alphas[0] !== alphas[1]) return `${what} other α: ${alphas.join(', then ')}`
  if (!agree(before.base, after.base))
    return `${what} another base answer: “${before.base}”, then “${after.base}”`
  if (!agree(before.adapted, after.adapted))
    return `${what} another adapted answer: “${before.adapted}”, then “${after.adapted}”`
  if (before.rows.length > 0 && after.rows.length > 0 && before.rows.join() !== after.rows.join())
    return `${what} other probabilities: ${before.rows.join(' | ')}, then ${after.rows.join(' | ')}`
  return null
}

/** Runs in the page; null where the outputs are not shown, or an error stands in their place. */
function whatIsShown(): Shown | null {
  const text = (which: string): string | null => {
    const region = document.querySelector(`.output-${which}`)
    const run = region?.querySelector('.token-run')
    if (!region || !run || region.querySelector('[role=alert], .problem-note, .badge')) return null
    const copy = run.cloneNode(true) as HTMLElement
    for (const stale of copy.querySelectorAll('.stale')) stale.remove()
    return copy.textContent ?? ''
  }
  const base = text('base')
  const adapted = text('adapted')
  // Frames show spaces as signs, so that texts are only like each other without them.
  if (base === null || adapted === null || document.querySelector('.chips-on')) return null
  const shares = (row: Element): (number | null)[] =>
    [...row.querySelectorAll('.bar-value')].map((value) => {
      const digits = /[\d.,]+(?=\s*%)/.exec(value.textContent ?? '')
      return digits ? Number(digits[0].replace(',', '.')) : null
    })
  const rows = [...document.querySelectorAll('.next-bars > li')]
  const column = (index: number): number[] => rows.flatMap((row) => shares(row)[index] ?? [])
  const alpha: Record<string, number> = {}
  for (const range of document.querySelectorAll<HTMLInputElement>('.alpha-range')) {
    const name = range.getAttribute('aria-label') ?? ''
    alpha[name.replace(/^α /, '')] = Number(range.value)
  }
  return {
    hash: location.hash,
    alpha,
    base,
    adapted,
    rows: rows.map((row) => `${row.querySelector('.token-name')?.textContent} ${shares(row).join(' ')}`),
    baseShares: column(0),
    adaptedShares: column(1),
  }
}
