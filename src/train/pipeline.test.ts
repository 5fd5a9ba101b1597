import { beforeAll, describe, expect, it } from 'vitest'
import { baseScales, mixScales } from '../core/mixing.ts'
import { createPrng } from '../core/prng.ts'
import { createNodeEngine, nodeRuntime } from '../engine/ort/node.ts'
import { readExpert, writeExpert } from '../model/expert-file.ts'
import { taskTokenizer } from '../tasks/tokenizer-files.ts'
import { MINIATURE, trainMiniature } from './miniature.fixture.ts'
import { type PretrainState, pretrain } from './pretrain.ts'
import { type Rollout, rollOut } from './rollouts.ts'
import { SVF_DEFAULTS, type SvfStep, trainSvf } from './svf.ts'
import { svfTask } from './svf-task.ts'

const short = { ...MINIATURE, training: { ...MINIATURE.training, steps: 8, batch_size: 8 } }

describe('the pipeline, from random weights to an expert', () => {
  let miniature: Awaited<ReturnType<typeof trainMiniature>>
  beforeAll(async () => {
    miniature = await trainMiniature()
  }, 120_000)

  it('pretraining learns: the answer loss falls far below that of a uniform guess', () => {
    const uniform = Math.log(miniature.bundle.model.config.vocab_size)
    const { step, answerLoss, tokens } = miniature.pretrained.progress
    expect(step).toBe(MINIATURE.training.steps)
    expect(tokens).toBeGreaterThan(step)
    expect(answerLoss).toBeGreaterThan(0)
    expect(answerLoss).toBeLessThan(uniform / 3)
  })

  it('the factored model predicts what the trained weights predict: the loss survives SVD and float16', async () => {
    const { model, tokenizer } = miniature.bundle
    const engine = await createNodeEngine(model, { threads: 1 })
    const ids = tokenizer.promptIds('what kind of task ? 7 * 2 = ?')
    const [candidates] = await engine.next([{ ids, scales: baseScales(model.adapted) }], 4)
    const labels = candidates!.map(({ id }) => tokenizer.decode([id]).trim()).sort()
    expect(labels).toEqual(['code', 'math', 'other', 'reasoning'])
    engine.dispose()
  })

  it('an expert trained by policy gradient earns more reward than the base, on items it never saw', async () => {
    const { model, tokenizer } = miniature.bundle
    const engine = await createNodeEngine(model, { threads: 1 })
    const task = svfTask('classifier')
    const steps: SvfStep[] = []
    const options = { ...SVF_DEFAULTS, steps: 40, prompts: 16, samples: 8, learningRate: 0.05, maxTokens: 3 }
    const expert = await trainSvf(nodeRuntime, engine, tokenizer, task, options, {
      onStep: (step) => steps.push(step),
    })
    expect(steps).toHaveLength(40)
    expect(steps.every(({ kl }) => Number.isFinite(kl))).toBe(true)

    const read = readExpert(writeExpert(expert), model.adapted, 'classifier')
    const prng = createPrng(99)
    const items = Array.from({ length: 64 }, () => task.draw(prng, 'test'))
    const reward = async (scales: Float32Array) => {
      const options = { samples: 4, temperature: 1, maxTokens: 3, seed: 1 }
      const rollouts: readonly Rollout[] = await rollOut(engine, tokenizer, scales, items, options)
      return rollouts.reduce((sum, rollout) => sum + rollout.reward, 0) / rollouts.length
    }
    const base = await reward(baseScales(model.adapted))
    const adapted = await reward(mixScales(model.adapted, [{ z: read.z, alpha: 1 }], 'blend'))
    // By about 0.1; sums of other processors round otherwise, and so sample otherwise.
    expect(adapted).toBeGreaterThan(base + 0.05)
    engine.dispose()
  })
})

describe('pretrain', () => {
  const tokenizer = taskTokenizer()
  const weights = (state: { parameters: PretrainState['parameters'] }) =>
    state.parameters.map(({ values }) => Array.from(values.subarray(0, 8)))

  it('needs a tokenizer with an end token', async () => {
    const endless = { ...taskTokenizer(), stopIds: [] }
    await expect(pretrain(nodeRuntime, short, endless)).rejects.toThrow('The tokenizer has no end token.')
  })

  it('says at which step it diverged, and keeps nothing of that step', async () => {
    const wild = { ...short, training: { ...short.training, learning_rate: 1e39 } }
    const kept: number[] = []
    const onStep = ({ progress }: PretrainState) => void kept.push(progress.step)
    await expect(pretrain(nodeRuntime, wild, tokenizer, { onStep })).rejects.toMatchObject({
      code: 'numeric',
      message: 'Training diverged at step 1.',
    })
    expect(kept).toEqual([1])
  })

  it('repeats itself exactly with the same seed, and not with another', async () => {
    const first = await pretrain(nodeRuntime, short, tokenizer)
    const again = await pretrain(nodeRuntime, short, tokenizer)
    const other = await pretrain(nodeRuntime, { ...short, seed: 6 }, tokenizer)
    expect(weights(again)).toEqual(weights(first))
    expect(weights(other)).not.toEqual(weights(first))
  })

  it('stops when asked and goes on from its state to the same end', async () => {
    const whole = await pretrain(nodeRuntime, short, tokenizer)
    const stop = new AbortController()
    let kept: PretrainState | undefined
    const interrupted = pretrain(nodeRuntime, short, tokenizer, {
      signal: stop.signal,
      onStep: (state) => {
        if (state.progress.step < 4) return
        kept = structuredClone(state)
        stop.abort()
      },
    })
    await expect(interrupted).rejects.toMatchObject({ code: 'cancelled' })
    const resumed = await pretrain(nodeRuntime, short, tokenizer, { resume: kept! })
    expect(weights(resumed)).toEqual(weights(whole))
  })
})
