import { type SweepPoint, sweepSummary } from '../../state/sweep-reading.ts'
import type { SweepRun } from '../../state/sweep-store.ts'
import { alphaText, percent } from '../format.ts'
import { en } from '../messages/en.ts'
import { whereText } from './point-text.ts'

const words = en.sweep
const LONGEST_PROMPT = 80

function overText({ first, second, mixes }: SweepRun): string {
  const [one = '', two] = [first, ...(second ? [second] : [])].map(({ name, values }) =>
    words.overOne(name, alphaText(values[0] ?? 0), alphaText(values.at(-1) ?? 0)),
  )
  return words.over(two === undefined ? one : words.overTwo(one, two), mixes.length)
}

/** What the curve or the map shows now. */
export function accuracySentence(run: SweepRun, points: readonly SweepPoint[]): string {
  const { best, worst, alsoBest, impossible } = sweepSummary(points)
  const over = overText(run)
  const items = run.count?.items ?? 0
  if (!best?.accuracy || !worst?.accuracy || !run.task) return words.counting(over)
  const family = en.families[run.task.family]
  const left = impossible > 0 ? words.leftOut(impossible) : ''
  if (best.correct === worst.correct)
    return words.flat(over, family, items, percent(best.accuracy.share)) + left
  const [low, high] = best.accuracy.interval
  const told = words.sentence(
    over,
    family,
    items,
    whereText(run, best),
    percent(best.accuracy.share),
    percent(low),
    percent(high),
    whereText(run, worst),
    percent(worst.accuracy.share),
  )
  return told + (alsoBest > 0 ? words.alsoBest(alsoBest) : '') + left
}

/** What the answers side by side show now. */
export function answersSentence(run: SweepRun, points: readonly SweepPoint[]): string {
  const { prompt } = run
  const short = prompt.length > LONGEST_PROMPT ? `${prompt.slice(0, LONGEST_PROMPT).trimEnd()} …` : prompt
  return words.answersSentence(overText(run), short, sweepSummary(points).differentAnswers)
}
