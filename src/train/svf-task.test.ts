import { describe, expect, it } from 'vitest'
import { createPrng } from '../core/prng.ts'
import { problemFromPrompt } from '../tasks/problem-from-prompt.ts'
import { CATEGORIES } from '../tasks/task-item.ts'
import { familyTask, SVF_TASKS, svfTask } from './svf-task.ts'
import { rateAt } from './training.ts'

const SEEDS = Array.from({ length: 40 }, (_, seed) => seed)

describe.each(SVF_TASKS)('the training task %s', (name) => {
  it('writes right answers to the exercises that it draws', () => {
    const task = svfTask(name)
    expect(task.name).toBe(name)
    for (const seed of SEEDS) {
      const drawn = task.draw(createPrng(seed), 'train')
      const { prompt, answer } = task.written(createPrng(seed), 'worked')
      expect(prompt).toBe(drawn.prompt)
      expect(drawn.verify(answer), `${prompt} ${answer}`).toBe(true)
    }
    const corpus = SEEDS.map((seed) => task.written(createPrng(seed), 'corpus').answer)
    expect(corpus).not.toEqual(SEEDS.map((seed) => task.written(createPrng(seed), 'worked').answer))
  })
})

it.each(['math', 'code-hard', 'reasoning'] as const)(
  '%s is held to the base on all other kinds of prompts, and on none of its own',
  (family) => {
    const [own] = family.split('-')
    const task = familyTask(family)
    const found = SEEDS.map((seed) => problemFromPrompt(task.drawOther(createPrng(seed)).prompt)?.category)
    const drawn = SEEDS.map((seed) => problemFromPrompt(task.draw(createPrng(seed), 'test').prompt)?.family)
    expect(new Set(drawn)).toEqual(new Set([family]))
    // Small talk is no exercise.
    const others = CATEGORIES.filter((category) => category !== own && category !== 'other')
    expect(new Set(found.filter((category) => category && category !== 'other'))).toEqual(new Set(others))
  },
)

it('the rate of a training falls in a line to three tenths', () => {
  const options = { learningRate: 0.2, steps: 10 }
  expect([0, 5, 10].map((step) => rateAt(options, step))).toEqual(
    [0.2, 0.13, 0.06].map((rate) => expect.closeTo(rate, 12)),
  )
})
