import { describe, expect, it } from 'vitest'
import { nodeRuntime } from '../../engine/ort/node.ts'
import { randomModel } from '../../model/random-model.ts'
import { SMALL_CONFIG } from '../../model/small-config.fixture.ts'
import { readEncoder, writeEncoder } from '../../model/vision/encoder-file.ts'
import { taskTokenizer, tokenList } from '../../tasks/tokenizer-files.ts'
import type { TrainingSnapshot } from '../snapshot.ts'
import { measureReading } from './measure-reading.ts'
import { ENCODER_DEFAULTS, type EncoderStep, trainEncoder } from './train-encoder.ts'

const model = randomModel(
  { ...SMALL_CONFIG, vocab_size: tokenList().length, max_position_embeddings: 128 },
  2,
)
const tokenizer = taskTokenizer()
const options = { ...ENCODER_DEFAULTS, readingSteps: 40, answeringSteps: 3, pictures: 8, questions: 2 }

async function train(hooks: Parameters<typeof trainEncoder>[4] = {}) {
  const steps: EncoderStep[] = []
  const encoder = await trainEncoder(nodeRuntime, model, tokenizer, options, {
    ...hooks,
    onStep: (step) => void steps.push(step),
  })
  return { encoder, steps }
}

describe('trainEncoder', () => {
  it('learns to read, then also to answer, and repeats itself with the same seed', async () => {
    const { encoder, steps } = await train()
    const early = steps.slice(0, 5).reduce((sum, { reading }) => sum + reading, 0) / 5
    const late = steps.slice(35, 40).reduce((sum, { reading }) => sum + reading, 0) / 5
    expect(late).toBeLessThan(0.9 * early)
    expect(steps.map(({ answering }) => answering !== null)).toEqual(steps.map((_, step) => step >= 40))
    expect(steps.at(-1)).toMatchObject({ step: 43, steps: 43 })
    expect(encoder.provenance).toMatchObject({ model: model.hash, seed: '1', readingSteps: '40' })
    const bytes = writeEncoder(encoder)
    expect(writeEncoder((await train()).encoder)).toEqual(bytes)
    const reading = measureReading(model, tokenizer, readEncoder(bytes, model), 10, 1)
    expect(reading.map(({ family }) => family)).toEqual(['vision', 'vision-hard'])
    for (const { words, right } of reading) {
      expect(words).toBeGreaterThan(20)
      expect(right).toBeLessThanOrEqual(words)
    }
  })

  it('goes on from a step, or from between the two stages, to the very encoder of a run that was not stopped', async () => {
    const short = { ...options, readingSteps: 2, answeringSteps: 2, pictures: 1, questions: 1 }
    const snapshots: TrainingSnapshot[] = []
    const whole = await trainEncoder(nodeRuntime, model, tokenizer, short, {
      onStep: (_, snapshot) => void snapshots.push(snapshot()),
    })
    // The first is at the border of the stages, the second within one.
    for (const resume of snapshots.slice(1, 3)) {
      const steps: number[] = []
      const onStep = ({ step }: EncoderStep) => void steps.push(step)
      const resumed = await trainEncoder(nodeRuntime, model, tokenizer, short, { resume, onStep })
      expect(steps).toEqual([1, 2, 3, 4].filter((step) => step > resume.step))
      // Not toEqual: it would take minutes to say in what two encoders differ.
      expect(Buffer.compare(writeEncoder(resumed), writeEncoder(whole))).toBe(0)
    }
  })

  it('says at which step it diverged', async () => {
    const wild = { ...options, readingRate: 1e39 }
    await expect(trainEncoder(nodeRuntime, model, tokenizer, wild)).rejects.toMatchObject({
      code: 'numeric',
      message: 'Training diverged at step 1.',
    })
  })

  it('can be stopped between steps', async () => {
    const stop = new AbortController()
    const running = trainEncoder(nodeRuntime, model, tokenizer, options, {
      signal: stop.signal,
      onStep: ({ step }) => {
        if (step === 3) stop.abort()
      },
    })
    await expect(running).rejects.toMatchObject({ code: 'cancelled' })
  })

  it('refuses a model whose tokenizer cuts the words of pictures', async () => {
    const letters = { ...tokenizer, encode: (text: string) => [...text].map((sign) => sign.charCodeAt(0)) }
    await expect(trainEncoder(nodeRuntime, model, letters, options)).rejects.toMatchObject({
      code: 'bad-input',
    })
  })
})
