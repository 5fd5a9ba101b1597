import { csvText } from './csv.ts'
import { sweepPoints } from './sweep-reading.ts'
import type { SweepRun } from './sweep-store.ts'

/** One line a point: its α, right answers with a 95 % interval, and what it answered to the prompt. */
export function sweepCsv(run: SweepRun): string {
  const { first, second, count } = run
  const axes = [first.name, ...(second ? [second.name] : [])].map((name) => `alpha ${name}`)
  const head = [...axes, 'items', 'correct', 'accuracy', 'low', 'high', 'answer', 'cut']
  const lines = sweepPoints(run).map(({ alpha, second: other, correct, accuracy, answer, cut }) => [
    ...[alpha, ...(other === null ? [] : [other])].map(String),
    ...(accuracy
      ? [count?.items ?? 0, correct, accuracy.share, ...accuracy.interval].map(String)
      : ['', '', '', '', '']),
    answer ?? '',
    cut ? 'yes' : '',
  ])
  return csvText([head, ...lines])
}

/** The same with whole mixes, the prompt, and what the items were drawn with. */
export function sweepJson(run: SweepRun): string {
  const { first, second, prompt, maxTokens, task, count } = run
  const points = sweepPoints(run).map(({ mix, answer, cut, impossible, correct, accuracy }) => ({
    ...{ mix, answer, cut, impossible },
    ...(accuracy && { correct, accuracy: accuracy.share, interval: accuracy.interval }),
  }))
  const document = { prompt, maxTokens, first, second, task, itemsCounted: count?.items ?? 0, points }
  return `${JSON.stringify(document, null, 2)}\n`
}
