import { describe, expect, it } from 'vitest'
import { createPrng } from '../prng.ts'
import { createRowRanking } from './aligned-rows.ts'
import { dot, norm } from './random-spectra.fixture.ts'

const WIDTH = 6
const ROWS = 50

function world(seed: number) {
  const prng = createPrng(seed)
  const vector = () => Float32Array.from({ length: WIDTH }, () => prng.normal())
  const table = Array.from({ length: ROWS }, vector)
  const gain = Float32Array.from({ length: WIDTH }, () => 1 + 0.5 * prng.normal())
  const directions = [vector(), vector()].map((d) => d.map((value) => value / norm(d)))
  return { table, gain, directions }
}

const times = (a: Float32Array, b: Float32Array) => a.map((value, i) => value * b[i]!)

function ranked(scores: readonly number[], sign: number) {
  return [...scores.keys()].sort((a, b) => sign * (scores[b]! - scores[a]!)).slice(0, 3)
}

/** The table in blocks of unequal length, as a reader has them. */
function feed(ranking: ReturnType<typeof createRowRanking>, table: readonly Float32Array[]) {
  const cuts = [0, 1, 20, ROWS]
  for (let i = 1; i < cuts.length; i++) {
    ranking.add(Float32Array.from(table.slice(cuts[i - 1], cuts[i]).flatMap((row) => [...row])))
  }
  return ranking.result()
}

describe('rows that a direction meets', () => {
  it('reads by the cosine with the gained row, at both ends', () => {
    const { table, gain, directions } = world(1)
    const found = feed(createRowRanking(directions, gain, 'reads', 3), table)
    directions.forEach((direction, index) => {
      const cosines = table.map((row) => dot(times(row, gain), direction) / norm(times(row, gain)))
      expect(found[index]!.most.map(({ row }) => row)).toEqual(ranked(cosines, 1))
      expect(found[index]!.least.map(({ row }) => row)).toEqual(ranked(cosines, -1))
      for (const { row, score } of [...found[index]!.most, ...found[index]!.least]) {
        expect(score).toBeCloseTo(cosines[row]!, 6)
      }
    })
  })

  it('writes by the logit over the mean logit', () => {
    const { table, gain, directions } = world(2)
    const found = feed(createRowRanking(directions, gain, 'writes', 3), table)
    directions.forEach((direction, index) => {
      const logits = table.map((row) => dot(row, times(gain, direction)))
      const mean = logits.reduce((sum, logit) => sum + logit, 0) / ROWS
      expect(found[index]!.most.map(({ row }) => row)).toEqual(ranked(logits, 1))
      expect(found[index]!.least.map(({ row }) => row)).toEqual(ranked(logits, -1))
      for (const { row, score } of found[index]!.most) expect(score).toBeCloseTo(logits[row]! - mean, 6)
    })
  })

  it('says 0 of a row that is zero, and names no more rows than there are', () => {
    const [all] = feedOne(new Float32Array([0, 0, 3, 4]), [1, 0])
    expect(all).toEqual({
      most: [
        { row: 1, score: 0.6 },
        { row: 0, score: 0 },
      ],
      least: [
        { row: 0, score: 0 },
        { row: 1, score: 0.6 },
      ],
    })
  })
})

function feedOne(block: Float32Array, direction: readonly number[]) {
  const ranking = createRowRanking([direction], [1, 1], 'reads', 5)
  ranking.add(block)
  return ranking.result()
}
