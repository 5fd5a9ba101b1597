/** A token with its logit and its softmax probability at temperature 1. */
export interface RankedToken {
  readonly id: number
  readonly logit: number
  readonly probability: number
}

/** Index of the largest value; ties go to the lowest index. −1 for an empty list. */
export function argmax(values: ArrayLike<number>): number {
  let best = -1
  let bestValue = Number.NEGATIVE_INFINITY
  for (let i = 0; i < values.length; i++) {
    const value = values[i] ?? Number.NaN
    if (value > bestValue || (best < 0 && value === bestValue)) {
      best = i
      bestValue = value
    }
  }
  return best
}

/** A term so far below the largest one changes no bit of a sum in float64. */
const NEGLIGIBLE = -50

/** `log Σ exp(logits)`, shifted by the maximum so that nothing overflows. */
function logSumExp(logits: ArrayLike<number>): number {
  let max = Number.NEGATIVE_INFINITY
  for (let i = 0; i < logits.length; i++) {
    const logit = logits[i] ?? Number.NaN
    if (!(logit <= max)) max = logit
    if (Number.isNaN(logit)) return logit
  }
  if (!Number.isFinite(max)) return max
  let sum = 0
  for (let i = 0; i < logits.length; i++) {
    const shifted = (logits[i] ?? 0) - max
    if (shifted > NEGLIGIBLE) sum += Math.exp(shifted)
  }
  return max + Math.log(sum)
}

/** Probabilities of logits at temperature 1, in float64; they add up to 1. */
export function softmax(logits: ArrayLike<number>): Float64Array {
  const total = logSumExp(logits)
  return Float64Array.from(logits, (logit) => Math.exp(logit - total))
}

/** Their natural logarithms, finite where a probability would round to 0. */
export function logSoftmax(logits: ArrayLike<number>): Float64Array {
  const total = logSumExp(logits)
  return Float64Array.from(logits, (logit) => logit - total)
}

/** `log p` of one of them alone. */
export function logProbability(logits: ArrayLike<number>, id: number): number {
  return (logits[id] ?? Number.NaN) - logSumExp(logits)
}

/** The `k` largest logits, descending, ties to the lowest id; fewer where there are fewer logits. */
export function topK(logits: ArrayLike<number>, k: number): RankedToken[] {
  const size = Math.max(0, Math.min(Math.floor(k), logits.length))
  const ids: number[] = []
  for (let id = 0; id < logits.length; id++) {
    const logit = logits[id] ?? 0
    const last = ids.length === size ? (logits[ids[size - 1] ?? 0] ?? 0) : Number.NEGATIVE_INFINITY
    if (ids.length === size && !(logit > last)) continue
    let place = ids.length
    while (place > 0 && logit > (logits[ids[place - 1] ?? 0] ?? 0)) place--
    ids.splice(place, 0, id)
    if (ids.length > size) ids.pop()
  }
  const total = logSumExp(logits)
  return ids.map((id) => {
    const logit = logits[id] ?? 0
    return { id, logit, probability: Math.exp(logit - total) }
  })
}
