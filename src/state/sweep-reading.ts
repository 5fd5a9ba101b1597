import type { Mix } from '../adapt/adaptation.ts'
import { sameMix } from './answer-runner.ts'
import { shareOf } from './few-shot-store.ts'
import type { SweepRun } from './sweep-store.ts'

/** Everything that is known of one point. */
export interface SweepPoint {
  readonly index: number
  /** α of the first axis, and of the second where there is one. */
  readonly alpha: number
  readonly second: number | null
  readonly mix: Mix
  /** Null before it has come, and where it cannot. */
  readonly answer: string | null
  /** The answer was longer than the sweep lets it become. */
  readonly cut: boolean
  /** Equal answers have one letter, in the order in which they first come; null without an answer. */
  readonly letter: string | null
  /** The mode cannot express this mix, or its numbers are not finite. */
  readonly impossible: boolean
  readonly correct: number
  /** Right answers of all items, with its 95 % interval; null where nothing has been counted. */
  readonly accuracy: { readonly share: number; readonly interval: readonly [number, number] } | null
}

export function sweepPoints({ first, second, mixes, count }: SweepRun): SweepPoint[] {
  const letters = new Map<string, string>()
  return mixes.map((mix, index) => {
    const { text: answer = null, finished = true } = count?.answers[index] ?? {}
    if (answer !== null && !letters.has(answer)) letters.set(answer, letterOf(letters.size))
    const impossible = count?.impossible[index] ?? false
    const items = count?.items ?? 0
    const correct = count?.correct[index] ?? 0
    return {
      index,
      alpha: first.values[index % first.values.length] ?? 0,
      second: second?.values[Math.floor(index / first.values.length)] ?? null,
      mix,
      answer,
      cut: !finished,
      letter: answer === null ? null : (letters.get(answer) ?? null),
      impossible,
      correct,
      accuracy: items === 0 || impossible ? null : shareOf(correct, items),
    }
  })
}

/** A to Z, then AA, AB, … */
function letterOf(place: number): string {
  const letter = String.fromCharCode(65 + (place % 26))
  return place < 26 ? letter : letterOf(Math.floor(place / 26) - 1) + letter
}

export interface SweepSummary {
  /** Null where nothing has been counted. */
  readonly best: SweepPoint | null
  readonly worst: SweepPoint | null
  /** Points that have as many right answers as the best one. */
  readonly alsoBest: number
  readonly differentAnswers: number
  /** Points that no model can be made of. */
  readonly impossible: number
}

/** Of equal points the one nearest to the base counts as best. */
export function sweepSummary(points: readonly SweepPoint[]): SweepSummary {
  const counted = points.filter(({ accuracy }) => accuracy !== null)
  const size = ({ alpha, second }: SweepPoint): number => Math.hypot(alpha, second ?? 0)
  const by = (sign: 1 | -1) =>
    [...counted].sort((a, b) => sign * (b.correct - a.correct) || size(a) - size(b))[0] ?? null
  const best = by(1)
  const alsoBest = counted.filter((point) => point !== best && point.correct === best?.correct).length
  const answers = new Set(points.flatMap(({ letter }) => letter ?? []))
  const impossible = points.filter((point) => point.impossible).length
  return { best, worst: by(-1), alsoBest, differentAnswers: answers.size, impossible }
}

/** Counted points in unbroken stretches: no line runs over a point that is not there. */
export function stretches(points: readonly SweepPoint[]): SweepPoint[][] {
  const found: SweepPoint[][] = []
  for (const point of points) {
    if (point.accuracy === null) continue
    const last = found.at(-1)
    if (last?.at(-1)?.index === point.index - 1) last.push(point)
    else found.push([point])
  }
  return found
}

/** The point at which the sliders stand now; −1 where they stand elsewhere. */
export function pointAt(points: readonly SweepPoint[], mix: Mix): number {
  return points.findIndex((point) => sameMix(point.mix, mix))
}
