const LAST_CODE_POINT = 0x10ffff
const SURROGATES = { first: 0xd800, last: 0xdfff }

/** Written as itself, which is quickly looked for in another set. */
const ONE_CHARACTER = /^[^\\[.]$/u

/** Where sets meet they mostly do so in one of these. */
const OFTEN = ['a', 'A', '0', ' ', '\n', '\r', '!', '中', 'ʰ', '\u0301']

/** Pairs of the first and the last code point of a run, ascending. */
type Runs = readonly (readonly [number, number])[]

/** Tells whether two sets, as a regular expression writes them, have a character in common. */
export function createOverlaps(): (one: string, other: string) => boolean {
  const known = new Map<string, Runs>()
  const answers = new Map<string, boolean>()

  function runs(set: string): Runs {
    const before = known.get(set)
    if (before) return before
    const found = runsOf(set)
    known.set(set, found)
    return found
  }

  function haveCommon(one: string, other: string): boolean {
    if (ONE_CHARACTER.test(one)) return holds(other, one)
    if (ONE_CHARACTER.test(other)) return holds(one, other)
    return (
      OFTEN.some((character) => holds(one, character) && holds(other, character)) ||
      meet(runs(one), runs(other))
    )
  }

  return (one, other) => {
    if (one === other) return true
    const key = one < other ? `${one}\n${other}` : `${other}\n${one}`
    const answer = answers.get(key) ?? haveCommon(one, other)
    answers.set(key, answer)
    return answer
  }
}

const holds = (set: string, character: string): boolean => new RegExp(`^${set}$`, 'u').test(character)

let every: string | null = null

function everyCharacter(): string {
  if (every !== null) return every
  const parts: string[] = []
  for (let start = 0; start <= LAST_CODE_POINT; start += 4096) {
    const some = Array.from({ length: 4096 }, (_, index) => start + index)
    parts.push(String.fromCodePoint(...some.filter((code) => !isSurrogate(code))))
  }
  every = parts.join('')
  return every
}

const isSurrogate = (code: number): boolean => code >= SURROGATES.first && code <= SURROGATES.last

function runsOf(set: string): Runs {
  const text = everyCharacter()
  return [...text.matchAll(new RegExp(`(?:${set})+`, 'gu'))].map(({ 0: run, index }) => {
    const last = index + run.length
    const lastUnits = run.length > 1 && /[\uDC00-\uDFFF]/.test(run.at(-1) ?? '') ? 2 : 1
    return [text.codePointAt(index) ?? 0, text.codePointAt(last - lastUnits) ?? 0]
  })
}

function meet(one: Runs, other: Runs): boolean {
  let at = 0
  for (const [first, last] of one) {
    while ((other[at]?.[1] ?? Number.POSITIVE_INFINITY) < first) at += 1
    const next = other[at]
    if (next && next[0] <= last) return true
  }
  return false
}
