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

/** One report a step, at the milliseconds that it names. */
function timed(
  ...steps: readonly (readonly [ms: number, OpenProgress['phase'], loaded: number, total: number])[]
) {
  const events: OpenProgress[] = []
  let clock = 0
  const report = createProgressReport(
    (event) => void events.push(event),
    () => clock,
  )
  for (const [ms, ...step] of steps) {
    clock = ms
    report.phase(...step)
  }
  return events.map(({ loadedBytes, bytesPerSecond, secondsLeft }) => [
    loadedBytes,
    bytesPerSecond,
    secondsLeft,
  ])
}

it('tells the speed of the last five seconds and the time left at it', () => {
  const download = (ms: number, loaded: number) => [ms, 'downloading', loaded, 10_000] as const
  expect(
    timed(
      download(0, 0),
      download(200, 100),
      download(1000, 500),
      download(6100, 8000),
      download(7000, 9000),
    ),
  ).toEqual([
    [0, null, null],
    // Too soon to tell.
    [100, null, null],
    [500, 500, 19],
    // One that is older than five seconds counts no more.
    [8000, null, null],
    [9000, expect.closeTo(1000 / 0.9, 6), expect.closeTo(0.9, 6)],
  ])
})

it('counts anew in another phase and from a file that is begun again, and tells no speed of work', () => {
  expect(
    timed(
      [0, 'downloading', 0, 1000],
      [1000, 'downloading', 800, 1000],
      [2000, 'downloading', 0, 1000],
      [3000, 'downloading', 100, 1000],
      [4000, 'verifying', 0, 1000],
      [5000, 'verifying', 500, 1000],
      [6000, 'self-test', 0, 10],
      [7000, 'self-test', 5, 10],
    ),
  ).toEqual([
    [0, null, null],
    [800, 800, 0.25],
    [800, null, null],
    [800, 100, 2],
    [0, null, null],
    [500, 500, 1],
    [0, null, null],
    [5, null, null],
  ])
})

it('reports twenty times a second at most, but each beginning and end', () => {
  const loaded = timed(
    [0, 'downloading', 0, 100],
    [10, 'downloading', 10, 100],
    [49, 'downloading', 20, 100],
    [50, 'downloading', 30, 100],
    [60, 'downloading', 100, 100],
    [61, 'verifying', 0, 100],
  ).map(([bytes]) => bytes)
  expect(loaded).toEqual([0, 30, 100, 0])
})
