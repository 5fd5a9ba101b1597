/** The closed word lists the templates draw from. Every one of these words is a single token. */
export const NAMES = 'ann bob tom sue max eve sam liz joe kim dan amy ben zoe leo mia'.split(' ')
export const THINGS = 'apples pens books coins cards shells eggs cakes balls stars'.split(' ')
export const ADJECTIVES = 'big small fast slow old young kind loud calm shy'.split(' ')

/** Which words are what: the only knowledge of the world the exercises ask for. */
export const KINDS = {
  animal: 'dog cow hen pig cat fox owl bee'.split(' '),
  fruit: 'apple pear plum fig lime grape peach melon'.split(' '),
  tool: 'saw axe drill hammer rake brush spade file'.split(' '),
  colour: 'red blue green pink black white brown grey'.split(' '),
  vehicle: 'car bus train truck bike boat plane van'.split(' '),
} as const satisfies Readonly<Record<string, readonly string[]>>

export type Kind = keyof typeof KINDS
export const KIND_NAMES = Object.keys(KINDS) as readonly Kind[]

/** The kind a word belongs to, or null for a word outside the lists. */
export function kindOf(word: string): Kind | null {
  return KIND_NAMES.find((kind) => KINDS[kind].includes(word)) ?? null
}

export interface Comparison {
  readonly more: string
  readonly most: string
  readonly least: string
}

export const COMPARISONS: readonly Comparison[] = [
  { more: 'taller', most: 'tallest', least: 'shortest' },
  { more: 'older', most: 'oldest', least: 'youngest' },
  { more: 'faster', most: 'fastest', least: 'slowest' },
]
