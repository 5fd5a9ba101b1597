import type { AppError } from '../../src/core/errors.ts'
import { baseScales } from '../../src/core/mixing.ts'
import { allocatedMemory } from '../../src/engine/webgpu/device/allocator.ts'
import { dimensionsOf } from '../../src/engine/webgpu/dimensions.ts'
import { createWebGpuEngine } from '../../src/engine/webgpu/index.ts'
import { randomModel } from '../../src/model/random-model.ts'
import { SMALL_CONFIG } from '../../src/model/small-config.fixture.ts'
import { expectEqual, expectRejection } from './expect.ts'
import type { Subject } from './model-checks.ts'
import { catchWrongKernels } from './wrong-kernels.ts'

type Check = (subject: Subject) => Promise<void>

/** What the engine promises when something goes wrong. */
export const FAILURE_CHECKS = {
  async 'logits that are not finite reject with numeric'({ engine, lanes }) {
    const lane = lanes[1]!
    const broken = { ...lane, scales: lane.scales.map((scale, i) => (i === 3 ? Number.NaN : scale)) }
    const huge = { ...lane, scales: lane.scales.map(() => 1e38) }
    for (const bad of [broken, huge]) {
      await expectRejection(engine.logits([lane, bad]), 'numeric')
      await expectRejection(engine.next([bad], 3), 'numeric')
      await expectRejection(engine.generate([lane, bad], { maxTokens: 3 }), 'numeric')
      await expectRejection(engine.score([{ ...bad, answerIds: [1] }]), 'numeric')
    }
    expectEqual((await engine.next([lane], 3))[0]!.length, 3)
  },

  async 'logits that are not finite name the layer that made them'({ model, engine, lanes }) {
    for (const [kind, part] of [
      ['o', 'attention'],
      ['down', 'MLP'],
    ] as const) {
      const module = model.adapted.find((one) => one.layer === 1 && one.kind === kind)!
      const at = model.adapted.slice(0, model.adapted.indexOf(module))
      const offset = at.reduce((sum, { rank }) => sum + rank, 0)
      const broken = lanes.map((lane, index) =>
        index === 1 ? { ...lane, scales: lane.scales.with(offset, Number.NaN) } : lane,
      )
      for (const work of [
        engine.next(broken, 3),
        engine.generate(broken, { maxTokens: 3 }),
        engine.score(broken.map((lane) => ({ ...lane, answerIds: [1, 2] }))),
      ]) {
        const { message } = await expectRejection(work, 'numeric')
        expectEqual([message.includes(`first in layer 1 (${part})`), message], [true, message])
      }
    }
  },

  'a kernel that computes wrong, whichever it is, fails the self-test': catchWrongKernels,

  async 'bad input rejects with bad-input'({ model, engine, lanes }) {
    const [lane] = lanes
    const { vocab_size: vocab, max_position_embeddings: window } = model.config
    const bad = [
      [],
      [{ ...lane!, ids: [] }],
      [{ ...lane!, ids: [vocab] }],
      [{ ...lane!, ids: [-1] }],
      [{ ...lane!, ids: [1.5] }],
      [{ ...lane!, ids: Array.from({ length: window + 1 }, () => 1) }],
      [{ ...lane!, scales: new Float32Array(3) }],
    ]
    for (const batch of bad) {
      await expectRejection(engine.logits(batch), 'bad-input')
      await expectRejection(engine.next(batch, 1), 'bad-input')
      await expectRejection(engine.generate(batch, { maxTokens: 1 }), 'bad-input')
    }
    await expectRejection(engine.score([{ ...lane!, answerIds: [] }]), 'bad-input')
    await expectRejection(engine.score([{ ...lane!, answerIds: [vocab] }]), 'bad-input')
    await expectRejection(engine.next([lane!], -1), 'bad-input')
    await expectRejection(engine.next([lane!], Number.NaN), 'bad-input')
    await expectRejection(engine.generate([lane!], { maxTokens: 1, temperature: -1 }), 'bad-input')
    await expectRejection(engine.generate([lane!], { maxTokens: 0.5 }), 'bad-input')
    expectEqual((await engine.generate([lane!], { maxTokens: 0 })).lanes, [
      { ids: [], finished: false, logProb: 0 },
    ])
  },

  async 'an abort stops with cancelled and the engine goes on'({ engine, lanes }) {
    const controller = new AbortController()
    let steps = 0
    const work = engine.generate(lanes, {
      maxTokens: 1000,
      signal: controller.signal,
      onTokens: () => {
        steps++
        if (steps === 3) controller.abort()
      },
    })
    await expectRejection(work, 'cancelled')
    expectEqual(steps, 3)
    expectEqual((await engine.generate(lanes, { maxTokens: 2 })).lanes[0]!.ids.length, 2)
  },

  async 'an already aborted call rejects with cancelled'({ engine, lanes }) {
    const signal = AbortSignal.abort()
    await expectRejection(engine.logits(lanes, signal), 'cancelled')
    await expectRejection(engine.next(lanes, 1, signal), 'cancelled')
    await expectRejection(engine.generate(lanes, { maxTokens: 2, signal }), 'cancelled')
  },

  async 'a batch larger than the device runs in parts, and what has no room alone rejects with limit'({
    model,
    engine: whole,
    lanes,
  }) {
    const { kv4 } = dimensionsOf(model.config)
    const tokens = 120
    // Room for the keys and values of one lane, and not of two.
    const room = 1.5 * 32 * (tokens + 20) * kv4
    const engine = await createWebGpuEngine(model, { limits: { maxStorageBufferBindingSize: room } })
    const options = { maxTokens: tokens, temperature: 1.1, seed: 4, topK: 2, stopIds: [] }
    const told = lanes.map((): number[] => [])
    let most = 0
    const parts = await engine.generate(lanes, {
      ...options,
      onTokens: (now) => {
        most = Math.max(most, now.length)
        for (const { lane, id, index } of now) {
          expectEqual(index, told[lane]!.length)
          told[lane]!.push(id)
        }
      },
    })
    const want = (await whole.generate(lanes, options)).lanes.map(({ ids }) => ids)
    expectEqual(
      parts.lanes.map(({ ids }) => ids),
      want,
    )
    expectEqual([told, most], [want, 1])
    const long = lanes.map((lane, i) => ({ ...lane, ids: [...lane.ids, ...want[i]!.slice(0, 80)] }))
    expectEqual(await engine.logits(long), await whole.logits(long))
    expectEqual(await engine.next(long, 3), await whole.next(long, 3))
    const answered = long.map((lane) => ({ ...lane, answerIds: [1, 2, 3] }))
    expectEqual(await engine.score(answered), await whole.score(answered))
    expectEqual(await engine.follow(answered, 2), await whole.follow(answered, 2))

    const { message } = await expectRejection(engine.generate(lanes, { maxTokens: 1500 }), 'limit')
    expectEqual(/one lane of \d+ tokens would fit/.test(message), true)
    expectEqual((await engine.next(lanes, 2)).length, lanes.length)
    engine.dispose()
  },

  async 'a vocabulary larger than the device reads at once lies in parts, and nothing else changes'() {
    for (const tied of [true, false]) {
      const config = { ...SMALL_CONFIG, vocab_size: 1001, tie_word_embeddings: tied }
      const model = randomModel(config, 5, { dtype: 'f16' })
      const whole = await createWebGpuEngine(model)
      // The vocabulary takes 24 kB, anything else less than 9.
      const parts = await createWebGpuEngine(model, { limits: { maxStorageBufferBindingSize: 9000 } })
      const scales = baseScales(model.adapted)
      const lanes = [
        { ids: [0, 400, 1000], scales },
        { ids: [1000, 999, 3, 750], scales },
      ]
      expectEqual(await parts.logits(lanes), await whole.logits(lanes))
      const options = { maxTokens: 24, temperature: 1.2, seed: 3, topK: 2, stopIds: [] }
      const [got, want] = [await parts.generate(lanes, options), await whole.generate(lanes, options)]
      expectEqual(
        got.lanes.map(({ ids }) => ids),
        want.lanes.map(({ ids }) => ids),
      )
      whole.dispose()
      parts.dispose()
    }
  },

  async 'a device too small for a model is refused before it is full, and nothing is left on it'({ model }) {
    const before = allocatedMemory()
    for (const [limits, says] of [
      [{ maxStorageBufferBindingSize: 300 }, 'The matrix "layer 0'],
      [{ maxStorageBuffersPerShaderStage: 6 }, 'reads and writes 7 buffers, and this device allows 6'],
    ] as const) {
      const { message } = await expectRejection(createWebGpuEngine(model, { limits }), 'limit')
      expectEqual([message.includes(says), message], [true, message])
    }
    // What the plan cannot know: the driver itself finds no room in the midst of the weights, or of a batch.
    for (const [what, start] of [
      ['weights', 7],
      ['batch', 0],
    ] as const) {
      const adapter = await navigator.gpu.requestAdapter()
      const device = await adapter!.requestDevice()
      const engine = what === 'batch' ? await createWebGpuEngine(model, { device }) : null
      const create = device.createBuffer.bind(device)
      let made = 0
      device.createBuffer = (descriptor) => {
        made += 1
        // More than any adapter has: a validation error, or an exception where the buffer is mapped.
        return create(made > start ? { ...descriptor, size: 2 ** 40 } : descriptor)
      }
      const lane = { ids: [1, 2], scales: baseScales(model.adapted) }
      const work = engine ? engine.next([lane], 2) : createWebGpuEngine(model, { device })
      const error = await work.then(
        () => null,
        (thrown: AppError) => thrown,
      )
      expectEqual([what, ['limit', 'out-of-memory'].includes(error?.code ?? '')], [what, true])
      device.createBuffer = create
      if (engine) expectEqual((await engine.next([lane], 2)).length, 1)
      engine?.dispose()
      device.destroy()
    }
    expectEqual(allocatedMemory(), before)
  },

  async 'a lost device rejects calls under way and later ones'({ model, lanes }) {
    const engine = await createWebGpuEngine(model)
    let steps = 0
    const work = engine.generate(lanes, {
      maxTokens: 1000,
      onTokens: () => {
        steps++
        if (steps === 2) engine.device.destroy()
      },
    })
    const waiting = engine.logits(lanes)
    await Promise.all([expectRejection(work, 'device-lost'), expectRejection(waiting, 'device-lost')])
    await expectRejection(engine.logits(lanes), 'device-lost')
    await expectRejection(engine.generate(lanes, { maxTokens: 2 }), 'device-lost')
    await expectRejection(engine.score([{ ...lanes[0]!, answerIds: [1] }]), 'device-lost')
    engine.dispose()
  },

  async 'a closed engine rejects and frees its memory'({ model, lanes }) {
    const adapter = await navigator.gpu.requestAdapter()
    const device = await adapter!.requestDevice()
    const living = countBuffers(device)
    const engine = await createWebGpuEngine(model, { device })
    await engine.generate(lanes, { maxTokens: 3, onTokens: () => undefined })
    const under = engine.generate(lanes, { maxTokens: 500 })
    engine.dispose()
    engine.dispose()
    await expectRejection(under, 'cancelled')
    await expectRejection(engine.logits(lanes), 'cancelled')
    expectEqual(living(), 0)
    // The device was lent: it is still good for another engine.
    const another = await createWebGpuEngine(model, { device })
    expectEqual((await another.next(lanes, 1)).length, lanes.length)
    another.dispose()
    device.destroy()
  },
} satisfies Readonly<Record<string, Check>>

/** Counts the buffers made on a device from now on and not yet destroyed. */
function countBuffers(device: GPUDevice): () => number {
  const living = new Set<GPUBuffer>()
  const create = device.createBuffer.bind(device)
  device.createBuffer = (descriptor) => {
    const buffer = create(descriptor)
    const destroy = buffer.destroy.bind(buffer)
    living.add(buffer)
    buffer.destroy = () => {
      living.delete(buffer)
      return destroy()
    }
    return buffer
  }
  return () => living.size
}
