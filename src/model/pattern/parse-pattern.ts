/** A regular expression as far as it matters for how long it can take. */
export type Pattern =
  /** One character out of a set, which is written as in the expression. */
  | { readonly kind: 'character'; readonly set: string }
  | { readonly kind: 'sequence'; readonly parts: readonly Pattern[] }
  | { readonly kind: 'choice'; readonly options: readonly Pattern[] }
  | { readonly kind: 'repeat'; readonly body: Pattern; readonly min: number; readonly max: number }
  /** What is looked at ahead or behind, and takes no character. */
  | { readonly kind: 'look'; readonly body: Pattern }

/** An expression that uses what is not read here. */
export class UnreadPattern extends Error {}

const MOST_DEPTH = 200
const LOOK = /^(?:<?[=!])/
const GROUP = /^(?::|<[\p{ID_Start}$_][\p{ID_Continue}$]*>|[ims]*(?:-[ims]+)?:)/u
const QUANTIFIER = /^(?:([*+?])|\{(\d+)(,?)(\d*)\})\??/
const ESCAPE = /^\\(?:[pP]\{[^}]*\}|u\{[0-9A-Fa-f]+\}|u[0-9A-Fa-f]{4}|x[0-9A-Fa-f]{2}|c[A-Za-z]|.)/su
/** Assertions about a place, which take no character. */
const PLACES = ['^', '$']
const PLACE_ESCAPES = ['\\b', '\\B']

/**
 * Reads the source of an expression that JavaScript has accepted with the flag `u`.
 * @throws UnreadPattern for references to groups, and what else is not known here
 */
export function parsePattern(source: string): Pattern {
  let at = 0
  let depth = 0

  function choice(): Pattern {
    const options = [sequence()]
    while (source[at] === '|') {
      at += 1
      options.push(sequence())
    }
    const [only] = options
    return only && options.length === 1 ? only : { kind: 'choice', options }
  }

  function sequence(): Pattern {
    const parts: Pattern[] = []
    while (at < source.length && source[at] !== '|' && source[at] !== ')') parts.push(repeated(atom()))
    const [only] = parts
    return only && parts.length === 1 ? only : { kind: 'sequence', parts }
  }

  function repeated(body: Pattern): Pattern {
    const found = take(QUANTIFIER)
    if (!found) return body
    const [, sign, least, comma, most] = found
    if (sign !== undefined) {
      const max = sign === '?' ? 1 : Number.POSITIVE_INFINITY
      return { kind: 'repeat', body, min: sign === '+' ? 1 : 0, max }
    }
    const min = Number(least)
    return {
      kind: 'repeat',
      ...{ body, min },
      max: comma === '' ? min : most === '' ? Number.POSITIVE_INFINITY : Number(most),
    }
  }

  function atom(): Pattern {
    const next = source[at] ?? ''
    if (next === '(') return group()
    if (next === '[') return { kind: 'character', set: characterClass() }
    if (next === '\\') return escaped()
    const character = String.fromCodePoint(source.codePointAt(at) ?? 0)
    at += character.length
    return PLACES.includes(character)
      ? { kind: 'sequence', parts: [] }
      : { kind: 'character', set: character }
  }

  function escaped(): Pattern {
    const [found = ''] = take(ESCAPE) ?? []
    if (PLACE_ESCAPES.includes(found)) return { kind: 'sequence', parts: [] }
    if (found === '' || /^\\(?:[1-9]|k)/.test(found)) throw new UnreadPattern(found)
    return { kind: 'character', set: found }
  }

  function group(): Pattern {
    at += 1
    let looks = false
    if (source[at] === '?') {
      at += 1
      looks = take(LOOK) !== null
      if (!looks && !take(GROUP)) throw new UnreadPattern(source.slice(at - 2, at + 8))
    }
    depth += 1
    if (depth > MOST_DEPTH) throw new UnreadPattern('(')
    const body = choice()
    depth -= 1
    if (source[at] !== ')') throw new UnreadPattern('(')
    at += 1
    return looks ? { kind: 'look', body } : body
  }

  function characterClass(): string {
    const start = at
    at += 1
    while (at < source.length && source[at] !== ']') at += source[at] === '\\' ? 2 : 1
    at += 1
    return source.slice(start, at)
  }

  function take(expected: RegExp): RegExpExecArray | null {
    const found = expected.exec(source.slice(at))
    if (found) at += found[0].length
    return found
  }

  const whole = choice()
  if (at < source.length) throw new UnreadPattern(source.slice(at, at + 8))
  return whole
}
