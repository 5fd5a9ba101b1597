import { createOverlaps } from './character-sets.ts'
import { parsePattern, UnreadPattern } from './parse-pattern.ts'
import { type Paths, pathsOf, TooManyPaths } from './paths.ts'
import { strongComponents } from './strong-components.ts'

/** Ways through one text on which no loop is gone round twice. */
const MOST_WAYS = 100_000
/** Of more places that come next, all are taken to be for the same character. */
const MOST_COMPARED = 32
/** Pairs of places that are looked at. */
const MOST_STEPS = 2_000_000

/**
 * Why an expression may take for ever on some text; null where it cannot. An expression goes back and tries another way
 * wherever it does not match: the tries are without number where a loop can go round in two ways over the same text, and
 * a power of the text's length where several loops over the same characters stand in a row. Two are let pass: the
 * tokenizers of today have them. What cannot be judged is not let pass.
 *
 * Weideman et al., "Analyzing matching time behavior of backtracking regular expression matchers by using ambiguity of
 * NFA" (2016).
 *
 * @param source of an expression that JavaScript has accepted with the flag `u`
 */
export function runsAway(source: string): string | null {
  try {
    const waiting = [parsePattern(source)]
    for (let pattern = waiting.pop(); pattern; pattern = waiting.pop()) {
      const found = faultOf(pathsOf(pattern, (look) => void waiting.push(look)))
      if (found !== null) return found
    }
    return null
  } catch (thrown) {
    if (thrown instanceof TooManyPaths) return 'repeats too much to be judged'
    if (thrown instanceof UnreadPattern) return 'uses what is not read here'
    throw thrown
  }
}

function faultOf({ first, sets, follow }: Paths): string | null {
  const overlaps = createOverlaps()
  const loopOf = strongComponents(follow)
  const isInside = (from: number, to: number): boolean => loopOf[from] !== null && loopOf[from] === loopOf[to]
  const inside = follow.map((next, from) => next.filter((to) => isInside(from, to)))
  const meet = (one: number, other: number): boolean => overlaps(sets[one] ?? '', sets[other] ?? '')

  if (inside.some((next) => new Set(next).size < next.length) || goesTwoWays(inside, meet))
    return 'can go through one text in countless ways'
  const often = (next: readonly number[]): number => next.length
  const together = (next: readonly number[]): number =>
    next.length > MOST_COMPARED
      ? next.length
      : Math.max(0, ...next.map((one) => next.filter((other) => meet(one, other)).length))
  if (
    countWays(first, follow, loopOf, often) > MOST_WAYS &&
    countWays(first, follow, loopOf, together) > MOST_WAYS
  )
    return 'can go through one text in too many ways'
  if (areThreeInARow(follow, loopOf, meet)) return 'repeats the same characters three times in a row'
  return null
}

type Meet = (one: number, other: number) => boolean

/**
 * Whether two different ways round a loop read the same text: whether a pair of two places lies on a way from a pair of
 * equal ones back to it.
 */
function goesTwoWays(inside: readonly (readonly number[])[], meet: Meet): boolean {
  const size = inside.length
  const pairs = new Map<number, number[]>()
  let steps = 0
  const waiting = inside.flatMap((next, place) => (next.length > 1 ? [place * size + place] : []))
  for (let pair = waiting.pop(); pair !== undefined; pair = waiting.pop()) {
    if (pairs.has(pair)) continue
    const next: number[] = []
    for (const one of inside[Math.floor(pair / size)] ?? []) {
      for (const other of inside[pair % size] ?? []) {
        steps += 1
        if (steps > MOST_STEPS) throw new TooManyPaths()
        if (meet(one, other)) next.push(one * size + other)
      }
    }
    pairs.set(pair, next)
    waiting.push(...next)
  }
  const names = [...pairs.keys()]
  const index = new Map(names.map((pair, at) => [pair, at]))
  const components = strongComponents(
    names.map((pair) => (pairs.get(pair) ?? []).flatMap((to) => index.get(to) ?? [])),
  )
  const equal = new Set<number>()
  for (const [at, pair] of names.entries()) {
    const component = components[at]
    if (Math.floor(pair / size) === pair % size && typeof component === 'number') equal.add(component)
  }
  return names.some((pair, at) => Math.floor(pair / size) !== pair % size && equal.has(components[at] ?? -1))
}

/**
 * The most ways along which one text can be read without going round a loop: the product of how many of the next places
 * may take the same character.
 */
function countWays(
  first: readonly number[],
  follow: readonly (readonly number[])[],
  loopOf: readonly (number | null)[],
  waysOn: (next: readonly number[]) => number,
): number {
  const ways = new Map<number, number>()
  const most = (places: readonly number[]): number =>
    Math.max(1, ...places.map((place) => ways.get(place) ?? 1))
  // Whatever comes behind a place and its loop has a higher number.
  for (const place of [...follow.keys()].reverse()) {
    if (ways.has(place)) continue
    const loop = loopOf[place] ?? null
    const members = loop === null ? [place] : [...loopOf.keys()].filter((other) => loopOf[other] === loop)
    const here = Math.max(1, ...members.map((member) => waysOn(follow[member] ?? [])))
    const behind = most(members.flatMap((member) => follow[member] ?? []))
    for (const member of members) ways.set(member, here * behind)
  }
  return Math.max(1, waysOn(first)) * most(first)
}

/** Whether three loops over common characters stand in a row, with nothing but such characters between them. */
function areThreeInARow(
  follow: readonly (readonly number[])[],
  loopOf: readonly (number | null)[],
  meet: Meet,
): boolean {
  const loops = [...new Set(loopOf.filter((loop) => loop !== null))]
  const members = new Map(
    loops.map((loop) => [loop, [...loopOf.keys()].filter((place) => loopOf[place] === loop)]),
  )

  /** Loops that come behind by a way over characters of this one. */
  function behind(loop: number): Set<number> {
    const own = members.get(loop) ?? []
    const seen = new Set(own)
    const waiting = [...own]
    const found = new Set<number>()
    for (let place = waiting.pop(); place !== undefined; place = waiting.pop()) {
      for (const next of follow[place] ?? []) {
        if (seen.has(next) || !own.some((member) => meet(member, next))) continue
        seen.add(next)
        waiting.push(next)
        const other = loopOf[next]
        if (typeof other === 'number' && other !== loop) found.add(other)
      }
    }
    return found
  }

  const after = new Map(loops.map((loop) => [loop, behind(loop)]))
  return [...after.values()].some((next) =>
    [...next].some((second) => [...(after.get(second) ?? [])].some((third) => next.has(third))),
  )
}
