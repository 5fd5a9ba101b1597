import { beforeAll, describe, expect, it } from 'vitest'
import type { Engine } from '../engine/engine.ts'
import { createNodeEngine, nodeRuntime } from '../engine/ort/node.ts'
import type { Expert } from '../model/expert-file.ts'
import { SMALL_TOKENIZER, smallModel } from './small-world.fixture.ts'
import type { TrainingSnapshot } from './snapshot.ts'
import { SVF_DEFAULTS, type SvfHooks, type SvfOptions, type SvfStep, trainSvf } from './svf.ts'
import type { SvfTask } from './svf-task.ts'

/** Rewards a property that about half of all random answers have. */
const task: SvfTask = {
  name: 'even',
  draw: (prng) => ({
    prompt: `lena has ${prng.integer(90)}`,
    verify: (answer) => answer.length % 2 === 0,
  }),
  drawOther: (prng) => ({ prompt: `apples ${prng.integer(9)}`, verify: () => false }),
  written: (prng) => ({ prompt: `lena has ${prng.integer(90)}`, answer: 'so 7' }),
}
const options: SvfOptions = { ...SVF_DEFAULTS, steps: 6, prompts: 4, samples: 4, anchors: 2, maxTokens: 5 }

describe('a training that is interrupted and resumed', () => {
  let engine: Engine
  beforeAll(async () => {
    engine = await createNodeEngine(smallModel(4), {
      threads: 1,
    })
  })
  const run = (hooks: SvfHooks, changed: Partial<SvfOptions> = {}): Promise<Expert> =>
    trainSvf(nodeRuntime, engine, SMALL_TOKENIZER, task, { ...options, ...changed }, hooks)

  /** Stops in the middle of step `after + 1`, as a closed tab does, and gives what was kept. */
  async function interrupted(after: number, changed: Partial<SvfOptions>) {
    const stop = new AbortController()
    let kept: TrainingSnapshot | undefined
    const steps: SvfStep[] = []
    const training = run(
      {
        signal: stop.signal,
        onStep: (step) => steps.push(step),
        keep: async (step, snapshot) => {
          if (step === after) kept = structuredClone(snapshot())
          if (step === after) queueMicrotask(() => stop.abort())
        },
      },
      changed,
    )
    await expect(training).rejects.toMatchObject({ code: 'cancelled' })
    return { kept: kept!, steps }
  }

  it.each(['policy-gradient', 'next-token'] as const)(
    'gives the very expert of a training that was not, %s',
    async (objective) => {
      const whole: SvfStep[] = []
      const expected = await run({ onStep: (step) => whole.push(step) }, { objective })
      expect(whole.some(({ informative }) => informative > 0)).toBe(true)
      const { kept, steps } = await interrupted(2, { objective })
      const resumed = await run({ resume: kept, onStep: (step) => steps.push(step) }, { objective })
      expect(steps).toEqual(whole)
      expect(resumed).toEqual(expected)
      const moved = [...expected.z.values()].some((z) => z.some((value) => value !== 1))
      expect(moved).toBe(true)
    },
  )

  it('keeps snapshots that later steps and a resumed training leave alone', async () => {
    const taken: { now: TrainingSnapshot; before: string }[] = []
    const text = (snapshot: TrainingSnapshot) =>
      JSON.stringify(snapshot, (_, v) => (ArrayBuffer.isView(v) ? [...(v as Float32Array)] : v))
    const keep: SvfHooks['keep'] = async (step, snapshot) => {
      const now = snapshot()
      expect(now.step).toBe(step)
      taken.push({ now, before: text(now) })
    }
    await run({ keep })
    await run({ resume: taken[0]!.now })
    expect(taken.map(({ now }) => now.step)).toEqual([1, 2, 3, 4, 5, 6])
    for (const { now, before } of taken) expect(text(now)).toBe(before)
  })

  it('refuses a snapshot of other modules instead of mixing them up', async () => {
    const { kept } = await interrupted(1, { modules: 'mlp' })
    await expect(run({ resume: kept })).rejects.toMatchObject({ code: 'bad-input' })
  })
})
