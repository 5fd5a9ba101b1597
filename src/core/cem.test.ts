import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { type CemOptions, crossEntropySearch, type Fitness } from './cem.ts'
import { cancelled } from './errors.ts'
import { createPrng } from './prng.ts'

const OPTIONS: CemOptions = {
  dimensions: 2,
  population: 24,
  elites: 5,
  generations: 12,
  range: [-1, 2],
  initialMean: 0.5,
  initialDeviation: 0.75,
  deviationFloor: 0.02,
}

const all =
  (score: (x: readonly number[]) => number, tieBreak: (x: readonly number[]) => number = () => 0) =>
  async (xs: readonly (readonly number[])[]): Promise<Fitness[]> =>
    xs.map((x) => ({ score: score(x), tieBreak: tieBreak(x) }))

const bowl = ([a = 0, b = 0]: readonly number[]) => -((a - 0.3) ** 2) - (b + 0.4) ** 2

describe('crossEntropySearch', () => {
  it('finds the top of a bowl', async () => {
    const { best } = await crossEntropySearch(OPTIONS, createPrng(1), all(bowl))
    expect(best.x[0]).toBeCloseTo(0.3, 1)
    expect(best.x[1]).toBeCloseTo(-0.4, 1)
  })

  it('never returns worse than its best candidate, whatever the score', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.integer(),
        fc.array(fc.integer({ min: 0, max: 3 }), { minLength: 1 }),
        async (seed, table) => {
          // A score with many ties and no structure.
          const of = ([a = 0, b = 0]: readonly number[]) =>
            table[Math.abs(Math.floor(a * 97 + b * 31)) % table.length] ?? 0
          const seen: number[] = []
          const { best, generations } = await crossEntropySearch(
            { ...OPTIONS, generations: 4 },
            createPrng(seed),
            async (xs) => {
              seen.push(...xs.map(of))
              return all(of)(xs)
            },
          )
          expect(best.score).toBe(Math.max(...seen))
          const scores = generations.map((generation) => generation.best.score)
          expect([...scores].sort((a, b) => a - b)).toEqual(scores)
        },
      ),
    )
  })

  it('goes on from the mean of the elites and the standard deviation of such a sample', async () => {
    const seen: (readonly number[])[] = []
    const options = { ...OPTIONS, population: 6, elites: 6, generations: 1, deviationFloor: 0 }
    const { generations } = await crossEntropySearch(options, createPrng(4), async (xs) => {
      seen.push(...xs)
      return all(bowl)(xs)
    })
    expect(seen).toHaveLength(6)
    const { mean, deviation } = generations[0]!
    for (const i of [0, 1]) {
      const values = seen.map((x) => x[i]!)
      const average = values.reduce((sum, value) => sum + value, 0) / 6
      const squares = values.reduce((sum, value) => sum + (value - average) ** 2, 0)
      expect(mean[i]).toBeCloseTo(average, 12)
      expect(deviation[i]).toBeCloseTo(Math.sqrt(squares / 5), 12)
    }
  })

  it('draws the first generation from a normal distribution of the given mean and deviation', async () => {
    const seen: number[] = []
    const options = { ...OPTIONS, population: 500, generations: 1, range: [-50, 50] as const }
    const { stopped } = await crossEntropySearch(options, createPrng(3), async (xs) => {
      seen.push(...xs.flat())
      return all(bowl)(xs)
    })
    expect(stopped).toBe(false)
    const middle = seen.reduce((sum, x) => sum + x, 0) / seen.length
    const within = (deviations: number) =>
      seen.filter((x) => Math.abs(x - middle) < deviations * OPTIONS.initialDeviation).length / seen.length
    expect(middle).toBeCloseTo(OPTIONS.initialMean, 1)
    expect(within(1)).toBeCloseTo(0.68, 1)
    expect(within(2)).toBeCloseTo(0.95, 1)
    expect(within(4)).toBe(1)
  })

  it('takes the more likely one of equal scores', async () => {
    const { best, generations } = await crossEntropySearch(
      { ...OPTIONS, generations: 1 },
      createPrng(3),
      all(
        () => 1,
        ([a = 0]) => a,
      ),
    )
    const firsts = generations[0]?.candidates.map(({ x }) => x[0] ?? 0) ?? []
    expect(best.x[0]).toBe(Math.max(...firsts))
  })

  it('keeps every candidate in the range', async () => {
    const seen: number[] = []
    await crossEntropySearch({ ...OPTIONS, range: [0, 0.5] }, createPrng(5), async (xs) => {
      seen.push(...xs.flat())
      return all(bowl)(xs)
    })
    expect(Math.min(...seen)).toBe(0)
    expect(Math.max(...seen)).toBe(0.5)
  })

  it('holds the deviation above its floor, and collapses without one', async () => {
    const last = async (deviationFloor: number) => {
      const { generations } = await crossEntropySearch(
        { ...OPTIONS, generations: 40, deviationFloor },
        createPrng(2),
        all(bowl),
      )
      return Math.min(...(generations.at(-1)?.deviation ?? []))
    }
    expect(await last(0.1)).toBeGreaterThanOrEqual(0.1)
    expect(await last(0)).toBeLessThan(1e-3)
  })

  it('draws the same with the same seed, and otherwise with another', async () => {
    const run = (seed: number) => crossEntropySearch(OPTIONS, createPrng(seed), all(bowl))
    expect(await run(7)).toEqual(await run(7))
    expect((await run(8)).best).not.toEqual((await run(7)).best)
  })

  it('stopped in the midst of a generation, keeps those before it; in the first there is nothing to keep', async () => {
    const stopIn = async (generation: number) => {
      const stop = new AbortController()
      let calls = 0
      const found = crossEntropySearch(
        OPTIONS,
        createPrng(9),
        async (xs) => {
          calls += 1
          if (calls < generation) return all(bowl)(xs)
          stop.abort()
          throw cancelled()
        },
        { stop: stop.signal },
      )
      return { generations: (await found).generations.length }
    }
    expect(await stopIn(3)).toEqual({ generations: 2 })
    await expect(stopIn(1)).rejects.toMatchObject({ code: 'cancelled' })
  })

  it('evaluates the kept best only once', async () => {
    const { evaluations } = await crossEntropySearch({ ...OPTIONS, generations: 3 }, createPrng(1), all(bowl))
    expect(evaluations).toBe(24 + 23 + 23)
  })

  it('stopped early, ends with the best so far', async () => {
    const stop = new AbortController()
    const result = await crossEntropySearch(OPTIONS, createPrng(1), all(bowl), {
      stop: stop.signal,
      onGeneration: ({ index }) => index === 1 && stop.abort(),
    })
    expect(result.stopped).toBe(true)
    expect(result.generations).toHaveLength(2)
    expect(result.best).toEqual(result.generations[1]?.best)
  })

  it('refuses options without sense and scores that are no numbers', async () => {
    const run = (change: Partial<CemOptions>, score = bowl) =>
      crossEntropySearch({ ...OPTIONS, ...change }, createPrng(1), all(score))
    for (const change of [
      { population: 1 },
      { elites: 25 },
      { generations: 0 },
      { dimensions: 0 },
      { range: [1, 1] as const },
      { range: [0, Number.NaN] as const },
      { initialDeviation: 0 },
      { deviationFloor: -1 },
    ]) {
      await expect(run(change)).rejects.toMatchObject({ code: 'bad-input' })
    }
    await expect(run({}, () => Number.NaN)).rejects.toMatchObject({ code: 'numeric' })
  })
})
