import { describe, expect, it } from 'vitest'
import { baseScales } from '../core/mixing.ts'
import { createPrng } from '../core/prng.ts'
import { logSoftmax } from '../core/softmax.ts'
import { randomModel } from '../model/random-model.ts'
import { SMALL_CONFIG } from '../model/small-config.fixture.ts'
import { choiceLogProbs, likeliestChoices } from './choices.ts'
import type { ChoiceItem } from './eval-item.ts'
import { createScriptedEngine } from './scripted-engine.fixture.ts'

const model = randomModel(SMALL_CONFIG, 1)
const scales = baseScales(model.adapted)
/** Logits that depend on the whole lane. */
const script = ({ ids }: { readonly ids: readonly number[] }) => {
  const prng = createPrng(ids.reduce((sum, id) => 31 * sum + id, 7) % 2 ** 30)
  return Float32Array.from({ length: 50 }, () => 3 * prng.normal())
}

function logProb(ids: readonly number[], choice: readonly number[]): number {
  return choice.reduce(
    (sum, id, at) => sum + (logSoftmax(script({ ids: [...ids, ...choice.slice(0, at)] }))[id] ?? Number.NaN),
    0,
  )
}

describe('choiceLogProbs', () => {
  it('is the likelihood of every choice, and reads choices of one token off one row', async () => {
    const engine = createScriptedEngine(model, script)
    const asked = [
      { lane: { scales, ids: [5, 6] }, choices: [[1], [2], [3]] },
      { lane: { scales, ids: [7] }, choices: [[4], [8, 9]] },
    ]
    const found = await choiceLogProbs(engine, asked, 1)
    asked.forEach(({ lane, choices }, prompt) => {
      choices.forEach((choice, index) => {
        expect(found[prompt]?.[index]).toBeCloseTo(logProb(lane.ids, choice), 5)
      })
    })
    expect(engine.seen.map(({ call, lanes }) => [call, lanes.length])).toEqual([
      ['logits', 1],
      ['logits', 1],
      ['score', 1],
    ])
  })
})

describe('likeliestChoices', () => {
  it('finds the same choice whether or not all begin alike', async () => {
    const encode = (text: string) => text.split(' ').map(Number)
    const engine = createScriptedEngine(model, script)
    const runtime = { engine, tokenizer: { encode } } as unknown as Parameters<typeof likeliestChoices>[0]
    const choices = ['11 12 1', '11 12 2', '11 12 3 4']
    const lanes = Array.from({ length: 12 }, (_, first) => {
      const item: ChoiceItem = { kind: 'choice', prompt: '', choices, label: 0 }
      return { scales, ids: [first, 3], item }
    })
    const expected = lanes.map(({ ids }) => {
      const scores = choices.map((choice) => logProb(ids, encode(choice)))
      return scores.indexOf(Math.max(...scores))
    })
    expect(new Set(expected).size).toBeGreaterThan(1)
    expect(await likeliestChoices(runtime, lanes, 5)).toEqual(expected)
    await expect(
      likeliestChoices({ ...runtime, tokenizer: { ...runtime.tokenizer, encode: () => [] } }, lanes, 5),
    ).rejects.toMatchObject({ code: 'bad-input' })
  })
})
