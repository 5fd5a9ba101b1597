import { expect, it } from 'vitest'
import { createProgressReport } from './open-progress.ts'
import type { OpenProgress } from './opening.ts'

function reported(...steps: readonly (readonly [OpenProgress['phase'], number, number])[]) {
  const events: OpenProgress[] = []
  let ms = 0
  const report = createProgressReport(
    (event) => void events.push(event),
    () => (ms += 1000),
  )
  for (const step of steps) report.phase(...step)
  return events.map(({ phase, loadedBytes, totalBytes }) => [phase, loadedBytes, totalBytes])
}

it('never falls within a phase, though something is fetched again, and never passes its end', () => {
  expect(
    reported(
      ['downloading', 40, 100],
      ['downloading', 5, 100],
      ['downloading', 60, 100],
      ['downloading', 130, 100],
      ['verifying', 10, 100],
    ),
  ).toEqual([
    ['downloading', 40, 100],
    ['downloading', 40, 100],
    ['downloading', 60, 100],
    ['downloading', 100, 100],
    ['verifying', 10, 100],
  ])
})

it('takes what comes of a file of unknown length as it is', () => {
  expect(reported(['downloading', 7, 0], ['downloading', 9, 0])).toEqual([
    ['downloading', 7, 0],
    ['downloading', 9, 0],
  ])
})
