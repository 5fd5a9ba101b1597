import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { createHeartbeat, type Silence } from './heartbeat.ts'

beforeEach(() => void vi.useFakeTimers())
afterEach(() => void vi.useRealTimers())

const MINUTE = 60_000

function setUp() {
  const told: (Silence | null)[] = []
  let asked = 0
  const heart = createHeartbeat({ ask: () => void asked++, tell: (silence) => void told.push(silence) })
  heart.watch(true)
  return { heart, told, asked: () => asked }
}

describe('a worker', () => {
  it('that answers nothing is told of, again after as long, and once more when it is heard', () => {
    const { heart, told, asked } = setUp()
    vi.advanceTimersByTime(2 * MINUTE)
    expect(told).toEqual([])
    vi.advanceTimersByTime(MINUTE)
    expect(told).toEqual(['deaf'])
    vi.advanceTimersByTime(3 * MINUTE)
    expect(told).toEqual(['deaf', 'deaf'])
    expect(asked()).toBe(1)
    heart.heard(false)
    expect(told).toEqual(['deaf', 'deaf', null])
  })

  it('whose device computes is expected to answer sooner', () => {
    const { heart, told } = setUp()
    heart.onGpu(true)
    vi.advanceTimersByTime(MINUTE)
    expect(told).toEqual(['deaf'])
  })

  it('that hears, and from which nothing comes, is told of later', () => {
    const { heart, told } = setUp()
    const live = (minutes: number): void => {
      for (let beat = 0; beat < 12 * minutes; beat++) {
        vi.advanceTimersByTime(MINUTE / 12)
        heart.heard(false)
      }
    }
    live(4)
    expect(told).toEqual([])
    live(2)
    expect(told).toEqual(['still'])
    heart.heard(false)
    expect(told).toEqual(['still'])
    heart.heard(true)
    expect(told).toEqual(['still', null])
  })

  it('that tells of its progress, or is asked for nothing, is never told of', () => {
    const { heart, told } = setUp()
    for (let minute = 0; minute < 30; minute++) {
      vi.advanceTimersByTime(MINUTE)
      heart.heard(true)
    }
    heart.watch(false)
    vi.advanceTimersByTime(60 * MINUTE)
    expect(told).toEqual([])
  })

  it('is not blamed for the time in which the page slept', () => {
    const { told } = setUp()
    // A page that sleeps has no beats, however late its clock is then.
    vi.setSystemTime(Date.now() + 8 * 60 * MINUTE)
    vi.advanceTimersByTime(MINUTE)
    expect(told).toEqual([])
  })
})
