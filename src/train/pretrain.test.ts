import { expect, it } from 'vitest'
import { MINIATURE } from './miniature.fixture.ts'
import { pretrainRate } from './pretrain.ts'

it('the rate of pretraining rises evenly, then falls by half a cosine to the final one', () => {
  const training = {
    ...MINIATURE.training,
    ...{ learning_rate: 1, final_learning_rate: 0.2, warmup_steps: 4, steps: 40 },
  }
  const rates = Array.from({ length: 41 }, (_, step) => pretrainRate(training, step))
  const cosine = (step: number) => 0.6 + 0.4 * Math.cos((Math.PI * step) / 40)
  expect(rates.map((rate, step) => rate / cosine(step))).toEqual(
    rates.map((_, step) => expect.closeTo([0.25, 0.5, 0.75][step] ?? 1, 12)),
  )
  expect(rates[20]).toBeCloseTo(0.6, 12)
  expect(rates[40]).toBeCloseTo(0.2, 12)
  expect(pretrainRate({ ...training, warmup_steps: 0 }, 0)).toBe(1)
})
