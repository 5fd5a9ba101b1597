/** A prompt and the choices of its answer, as ids. */
export interface EncodedChoices {
  readonly promptIds: readonly number[]
  /** At least one token each. */
  readonly choices: readonly (readonly number[])[]
  /** Index of the right choice. */
  readonly label: number
}

/** One token of one or more choices: the place whose logits predict it. */
export interface ChoiceRow {
  readonly sequence: number
  readonly token: number
  readonly target: number
  /** Whether no earlier row has this place: of each place the divergence counts once. */
  readonly isFirst: boolean
}

export interface FoldedChoices {
  /** What is read, the last token of each choice left out: it predicts nothing. */
  readonly sequences: readonly (readonly number[])[]
  readonly rows: readonly ChoiceRow[]
  /** `[exercises][choices]`: the rows whose log-probabilities sum up to that of the choice. */
  readonly members: readonly (readonly (readonly number[])[])[]
}

/**
 * Choices share whatever they have in common: four choices of one token each are four targets at one place of one
 * sequence, and only choices that part before their last token need sequences of their own.
 */
export function foldChoices(exercises: readonly EncodedChoices[]): FoldedChoices {
  const sequences: (readonly number[])[] = []
  const rows: ChoiceRow[] = []
  const members = exercises.map(({ promptIds, choices }) => {
    const read = longest(choices.map((choice) => choice.slice(0, -1)))
    const start = sequences.length
    sequences.push(...read.map((ids) => [...promptIds, ...ids]))
    const known = new Map<string, number>()
    const places = new Set<string>()
    return choices.map((choice) =>
      choice.map((target, index) => {
        const before = choice.slice(0, index)
        const place = before.join()
        const key = `${place}:${target}`
        const found = known.get(key)
        if (found !== undefined) return found
        const sequence = start + read.findIndex((ids) => startsWith(ids, before))
        const isFirst = !places.has(place)
        places.add(place)
        known.set(key, rows.length)
        rows.push({ sequence, token: promptIds.length + index - 1, target, isFirst })
        return rows.length - 1
      }),
    )
  })
  return { sequences, rows, members }
}

/** Those that are the beginning of no other, each once. */
function longest(lists: readonly (readonly number[])[]): (readonly number[])[] {
  const kept: (readonly number[])[] = []
  for (const list of [...lists].sort((a, b) => b.length - a.length)) {
    if (!kept.some((other) => startsWith(other, list))) kept.push(list)
  }
  return kept
}

function startsWith(list: readonly number[], beginning: readonly number[]): boolean {
  return beginning.every((id, index) => list[index] === id)
}
