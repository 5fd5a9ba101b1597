/** What candidates answered to each shot, for guessing what others will. */
export interface AnswerMemory {
  /** The answer of the candidate with the nearest scales to each shot; nothing before any has answered. */
  guesses(scales: Float32Array): readonly (readonly number[])[]
  /** @param answers token ids, one list a shot */
  remember(scales: Float32Array, answers: readonly (readonly number[])[]): void
}

/** @param capacity how many candidates are remembered, the latest ones */
export function createAnswerMemory(capacity: number): AnswerMemory {
  let known: { readonly scales: Float32Array; readonly answers: readonly (readonly number[])[] }[] = []
  return {
    guesses(scales) {
      let nearest: readonly (readonly number[])[] = []
      let least = Number.POSITIVE_INFINITY
      for (const one of known) {
        const distance = squaredDistance(scales, one.scales, least)
        if (distance < least) {
          least = distance
          nearest = one.answers
        }
      }
      return nearest
    },
    remember(scales, answers) {
      known = [...known.slice(1 - capacity), { scales, answers }]
    },
  }
}

/** Gives up where it is `limit` or more. */
function squaredDistance(a: Float32Array, b: Float32Array, limit: number): number {
  let sum = 0
  for (let i = 0; i < a.length && sum < limit; i++) sum += ((a[i] ?? 0) - (b[i] ?? 0)) ** 2
  return sum
}
