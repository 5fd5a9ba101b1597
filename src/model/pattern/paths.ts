import type { Pattern } from './parse-pattern.ts'

/** The characters of an expression and which may stand behind which. */
export interface Paths {
  /** The places that a match may begin with. */
  readonly first: readonly number[]
  /** The set of characters that may stand at each place. */
  readonly sets: readonly string[]
  /** The places that may follow each: one of them twice, where there are two ways to it. */
  readonly follow: readonly (readonly number[])[]
}

/** An expression that is too long, or repeats too much, to be judged. */
export class TooManyPaths extends Error {}

const MOST_PLACES = 4000
const MOST_LINKS = 100_000
/** One character that is repeated at most so often is written out; what is repeated more often counts as without end. */
const MOST_WRITTEN_OUT = 16

interface Ends {
  readonly first: readonly number[]
  readonly last: readonly number[]
  /** Whether it matches nothing at all. */
  readonly empty: boolean
}

const NOTHING: Ends = { first: [], last: [], empty: true }

/**
 * Glushkov's automaton, in which a repeated group goes round and round, however often it is to be repeated. What is
 * looked at ahead or behind is left out and given to `onLook`.
 * @throws TooManyPaths also for a repeated group that may match nothing
 */
export function pathsOf(pattern: Pattern, onLook: (body: Pattern) => void): Paths {
  const sets: string[] = []
  const follow: number[][] = []
  let links = 0

  function build(node: Pattern): Ends {
    switch (node.kind) {
      case 'character':
        return place(node.set)
      case 'look':
        onLook(node.body)
        return NOTHING
      case 'sequence':
        return node.parts.reduce<Ends>((ends, part) => join(ends, build(part)), NOTHING)
      case 'choice':
        return node.options.map(build).reduce(either)
      case 'repeat':
        return repeat(node)
    }
  }

  function place(set: string): Ends {
    if (sets.length === MOST_PLACES) throw new TooManyPaths()
    const only = [sets.length]
    sets.push(set)
    follow.push([])
    return { first: only, last: only, empty: false }
  }

  function link(from: readonly number[], to: readonly number[]): void {
    links += from.length * to.length
    if (links > MOST_LINKS) throw new TooManyPaths()
    for (const place of from) follow[place]?.push(...to)
  }

  function join(left: Ends, right: Ends): Ends {
    link(left.last, right.first)
    return {
      first: left.empty ? [...left.first, ...right.first] : left.first,
      last: right.empty ? [...left.last, ...right.last] : right.last,
      empty: left.empty && right.empty,
    }
  }

  function repeat({ body, min, max }: Extract<Pattern, { kind: 'repeat' }>): Ends {
    if (max === 0) return NOTHING
    if (max === 1) return { ...build(body), ...(min === 0 && { empty: true }) }
    if (body.kind === 'character' && max <= MOST_WRITTEN_OUT) return writtenOut(body.set, min, max)
    const round = build(body)
    if (round.empty && round.first.length > 0) throw new TooManyPaths()
    link(round.last, round.first)
    return { ...round, empty: round.empty || min === 0 }
  }

  function writtenOut(set: string, min: number, max: number): Ends {
    return Array.from({ length: max }).reduce<Ends>((ends, _, index) => {
      // Those beyond the least are only there where the one before is.
      const next = place(set)
      link(ends.last.slice(-1), next.first)
      return {
        first: ends.first.length > 0 ? ends.first : next.first,
        last: index < min ? next.last : [...ends.last, ...next.last],
        empty: min === 0,
      }
    }, NOTHING)
  }

  const { first } = build(pattern)
  return { first, sets, follow }
}

function either(left: Ends, right: Ends): Ends {
  return {
    first: [...left.first, ...right.first],
    last: [...left.last, ...right.last],
    empty: left.empty || right.empty,
  }
}
