import { klDivergence } from '../../src/core/divergence.ts'
import { baseScales, mixScales } from '../../src/core/mixing.ts'
import { logProbability, topK } from '../../src/core/softmax.ts'
import { referenceLogits } from '../../src/engine/reference.ts'
import { createWebGpuEngine, type WebGpuEngine } from '../../src/engine/webgpu/index.ts'
import { relativeError } from '../../src/engine/webgpu/self-test/bench.ts'
import { runSelfTest } from '../../src/engine/webgpu/self-test.ts'
import type { FactoredModel } from '../../src/model/factored-model.ts'
import { randomModel } from '../../src/model/random-model.ts'
import { DIVISIONS, type ENGINE_CHECKS } from './cases.ts'
import { COST_CHECKS } from './cost-checks.ts'
import { expectDifferent, expectEqual, expectRejection, expectSmall } from './expect.ts'
import { FAILURE_CHECKS } from './failure-checks.ts'
import { SMALL, type Subject } from './model-checks.ts'

type Check = (subject: Subject) => Promise<void>

export const ENGINE_CHECK_FUNCTIONS: Record<(typeof ENGINE_CHECKS)[number], Check> = {
  ...FAILURE_CHECKS,
  ...COST_CHECKS,

  async 'next reports the most probable tokens with their probabilities'({ model, engine, lanes }) {
    const next = await engine.next(lanes, 64)
    for (const [i, { scales, ids }] of lanes.entries()) {
      const want = topK(referenceLogits(model, scales, ids).at(-1)!, 64)
      expectEqual(
        next[i]!.map(({ id }) => id),
        want.map(({ id }) => id),
      )
      for (const key of ['logit', 'probability'] as const) {
        const values = (list: typeof want) => list.map((candidate) => candidate[key])
        expectSmall(relativeError(values(next[i]!), values(want)), 2e-5)
      }
    }
    expectEqual((await engine.next(lanes, 0))[0], [])
    expectEqual((await engine.next(lanes, 100_000))[0]!.length, model.config.vocab_size)
  },

  async 'alpha = 0 is the base'({ model, engine, lanes }) {
    const z = new Map(model.adapted.map(({ name, rank }) => [name, new Float32Array(rank).fill(1.7)]))
    const mixed = mixScales(model.adapted, [{ z, alpha: 0 }], 'blend')
    const [lane] = lanes
    const [a, b] = await engine.logits([
      { ids: lane!.ids, scales: baseScales(model.adapted) },
      { ids: lane!.ids, scales: mixed },
    ])
    expectEqual(a, b)
  },

  async 'equal lanes sample equal text, other seeds other text'({ engine, lanes }) {
    const lane = lanes[1]!
    const { lanes: out } = await engine.generate([lane, lane, { ...lane, seed: 9 }], {
      maxTokens: 12,
      temperature: 1.5,
      seed: 4,
    })
    expectEqual(out[0]!.ids, out[1]!.ids)
    expectDifferent(out[0]!.ids, out[2]!.ids)
  },

  async 'the same seed writes the same text again, in any order and company, and in a new engine'({
    model,
    engine,
    lanes,
  }) {
    const other = await createWebGpuEngine(model)
    const seeded = lanes.map((lane, index) => ({ ...lane, seed: 1000 + index }))
    for (const temperature of [0, 1.3]) {
      const write = async (asked: typeof seeded, by = engine): Promise<number[][]> => {
        const { lanes: written } = await by.generate(asked, { maxTokens: 10, temperature })
        return written.map(({ ids }) => [...ids])
      }
      const texts = await write(seeded)
      expectEqual(await write(seeded), texts)
      expectEqual(await write(seeded, other), texts)
      expectEqual(await write(seeded.toReversed()), texts.toReversed())
      expectEqual(await write([...seeded, ...seeded]), [...texts, ...texts])
      expectEqual(await write(seeded.slice(1, 3)), texts.slice(1, 3))
    }
    other.dispose()
  },

  async 'a lane that stops early leaves the others as they were'({ engine, lanes }) {
    const options = { maxTokens: 20, temperature: 1, seed: 2 }
    const free = await engine.generate(lanes, options)
    const stop = free.lanes[3]!.ids[2]!
    const stopped = await engine.generate(lanes, { ...options, stopIds: [stop] })
    for (const [i, { ids }] of free.lanes.entries()) {
      const at = ids.indexOf(stop)
      expectEqual(stopped.lanes[i], {
        ids: at < 0 ? ids : ids.slice(0, at + 1),
        finished: at >= 0,
        logProb: 0,
      })
    }
  },

  async 'watched and unwatched generation give the same tokens'({ engine, lanes }) {
    const options = { maxTokens: 19, temperature: 1, seed: 5, stopIds: [1, 2, 3, 4, 5, 6, 7, 8] }
    const unwatched = await engine.generate(lanes, options)
    const seen = lanes.map((): number[] => [])
    const watched = await engine.generate(lanes, {
      ...options,
      onTokens: (tokens) => {
        for (const { lane, id, index } of tokens) {
          expectEqual(index, seen[lane]!.length)
          seen[lane]!.push(id)
        }
      },
    })
    expectEqual(watched.lanes, unwatched.lanes)
    expectEqual(
      seen,
      watched.lanes.map(({ ids }) => ids),
    )
  },

  async 'an answer begun elsewhere goes on as if it had been written here'({ engine, lanes }) {
    for (const options of [{ seed: 3 }, { seed: 3, temperature: 1.2 }]) {
      const whole = (await engine.generate(lanes, { ...options, maxTokens: 12 })).lanes
      const begun = lanes.map((lane, index) => {
        const ids = whole[index]!.ids.slice(0, 3 + index)
        return { ...lane, ids: [...lane.ids, ...ids], written: ids.length }
      })
      const rest = (await engine.generate(begun, { ...options, maxTokens: 5 })).lanes
      expectEqual(
        rest.map(({ ids }) => ids),
        whole.map(({ ids }, index) => ids.slice(3 + index, 8 + index)),
      )
    }
  },

  async 'drafts, right or wrong, change no answer'({ model, engine, lanes }) {
    const vocab = model.config.vocab_size
    const free = (await engine.generate(lanes, { maxTokens: 15 })).lanes
    const stop = free[2]!.ids[6]!
    const drafts: readonly ((ids: readonly number[], lane: number) => readonly number[])[] = [
      (ids) => ids,
      (ids, lane) => ids.slice(0, 3 * lane),
      (ids, lane) => ids.map((id, index) => (index < 2 * lane ? id : (id + 1) % vocab)),
      (ids) => [...ids, ...ids, ...ids],
    ]
    for (const draft of drafts) {
      for (const options of [{ maxTokens: 15 }, { maxTokens: 15, stopIds: [stop] }, { maxTokens: 1 }]) {
        const want = (await engine.generate(lanes, options)).lanes
        const drafted = lanes.map((lane, index) => ({ ...lane, draft: draft(free[index]!.ids, index) }))
        expectEqual((await engine.generate(drafted, options)).lanes, want)
        const seen = lanes.map((): number[] => [])
        await engine.generate(drafted, {
          ...options,
          onTokens: (tokens) => {
            for (const { lane, id, index } of tokens) {
              expectEqual(index, seen[lane]!.length)
              seen[lane]!.push(id)
            }
          },
        })
        expectEqual(
          seen,
          want.map(({ ids }) => ids),
        )
      }
    }
    const sampled = { maxTokens: 8, temperature: 1.2, seed: 3 }
    const drafted = lanes.map((lane, index) => ({ ...lane, draft: free[index]!.ids }))
    expectEqual(
      (await engine.generate(drafted, sampled)).lanes,
      (await engine.generate(lanes, sampled)).lanes,
    )
    await expectRejection(engine.generate([{ ...lanes[0]!, draft: [vocab] }], { maxTokens: 4 }), 'bad-input')
  },

  async 'the probability of an answer is what scoring says'({ engine, lanes }) {
    for (const temperature of [0, 1.3]) {
      const { lanes: out } = await engine.generate(lanes, { maxTokens: 9, temperature, logProbs: true })
      const scores = await engine.score(lanes.map((lane, i) => ({ ...lane, answerIds: out[i]!.ids })))
      const sums = (list: readonly { readonly logProb: number }[]) => list.map(({ logProb }) => logProb)
      expectSmall(relativeError(sums(out), sums(scores)), 2e-5)
    }
  },

  async 'following an answer agrees with the reference'({ model, engine, lanes }) {
    const answerIds = [5, 2, 9, 2]
    const followed = await engine.follow(
      lanes.map((lane) => ({ ...lane, answerIds })),
      6,
    )
    const rows = lanes.map(({ ids, scales }) =>
      referenceLogits(model, scales, [...ids, ...answerIds]).slice(ids.length - 1, -1),
    )
    for (const [lane, own] of rows.entries()) {
      const tokens = followed[lane]!
      expectEqual(tokens.length, answerIds.length)
      for (const [index, { logProb, top, divergence }] of tokens.entries()) {
        expectEqual(
          top.map(({ id }) => id),
          topK(own[index]!, 6).map(({ id }) => id),
        )
        const want = [
          logProbability(own[index]!, answerIds[index]!),
          klDivergence(own[index]!, rows[0]![index]!),
        ]
        expectSmall(relativeError([logProb, divergence, 1], [...want, 1]), 2e-5)
      }
    }
    await expectRejection(
      engine.follow(
        lanes.map((lane, index) => ({ ...lane, answerIds: answerIds.slice(0, 1 + index) })),
        1,
      ),
      'bad-input',
    )
  },

  async 'prompts longer than one pass, and many lanes, agree with the reference'({ model, engine, lanes }) {
    const long = Array.from({ length: 530 }, (_, i) => (i * 31 + 7) % model.config.vocab_size)
    const many = [
      ...Array.from({ length: 30 }, (_, i) => ({
        scales: lanes[i % 5]!.scales,
        ids: long.slice(i, i + 3 + i),
      })),
      { scales: lanes[2]!.scales, ids: long },
    ]
    const logits = await engine.logits(many)
    expectEqual(logits.length, many.length)
    for (const [i, { scales, ids }] of many.entries()) {
      expectSmall(relativeError(logits[i]!, referenceLogits(model, scales, ids).at(-1)!), 2e-5)
    }
    const { lanes: generated } = await engine.generate(many, { maxTokens: 2 })
    const [alone] = (await engine.generate(many.slice(-1), { maxTokens: 2 })).lanes
    expectEqual(generated.at(-1), alone)
    // In fours a pass takes fewer rows, and a batch fewer lanes.
    const fours = await createWebGpuEngine(model, { division: DIVISIONS.fours })
    const wide = Array.from({ length: 70 }, (_, i) => lanes[i % 5]!)
    const parts = await fours.logits([...wide, ...many.slice(-1)])
    for (const i of [0, 69])
      expectSmall(relativeError(parts[i]!, (await engine.logits([wide[i]!]))[0]!), 2e-5)
    expectSmall(relativeError(parts.at(-1)!, logits.at(-1)!), 2e-5)
    fours.dispose()
  },

  async 'the cache grows and old batches still come out the same'({ model, lanes }) {
    const engine = await createWebGpuEngine(model)
    const before = await engine.logits(lanes.slice(0, 1))
    const small = engine.memory().batch
    await engine.generate([...lanes, ...lanes, ...lanes], { maxTokens: 100 })
    const large = engine.memory().batch
    expectEqual(large > small, true)
    expectEqual(await engine.logits(lanes.slice(0, 1)), before)
    expectEqual(engine.memory().batch, large)
    engine.dispose()
  },

  async 'what was read by the call before is not read again, and nothing differs by a bit'({ model, lanes }) {
    const [base, mix] = [lanes[0]!.scales, lanes[3]!.scales]
    const prompt = Array.from({ length: 40 }, (_, i) => (i * 31 + 7) % model.config.vocab_size)
    const pair = (ids: readonly number[]) => [base, mix].map((scales) => ({ scales, ids }))
    const draft = [5, 6, 7, 8]
    const sampled = { maxTokens: 6, temperature: 1.2, seed: 4, topK: 3 }
    const scored = pair(prompt).map((lane) => ({ ...lane, answerIds: draft }))
    const calls: readonly ((by: WebGpuEngine) => Promise<unknown>)[] = [
      (by) => by.logits(pair(prompt)),
      (by) => by.generate(pair(prompt), sampled),
      (by) =>
        by.generate(
          pair(prompt).map((lane) => ({ ...lane, draft })),
          { maxTokens: 6 },
        ),
      (by) => by.score(scored),
      (by) => by.follow(scored, 4),
      (by) => by.logits(pair([...prompt.slice(0, 20), ...draft])),
      (by) => by.generate([{ scales: mix, ids: prompt }], { maxTokens: 6 }),
      (by) => by.logits(pair(prompt).toReversed()),
    ]
    for (const name of ['alone', 'fours'] as const) {
      const division = DIVISIONS[name]
      const going = await createWebGpuEngine(model, { division })
      const rows: number[] = []
      const write = going.device.queue.writeBuffer.bind(going.device.queue)
      going.device.queue.writeBuffer = (
        buffer: GPUBuffer,
        offset: number,
        data: GPUAllowSharedBufferSource,
      ) => {
        if (buffer.label === 'rows') rows.push(data.byteLength / 16)
        write(buffer, offset, data)
      }
      for (const [index, call] of calls.entries()) {
        const fresh = await createWebGpuEngine(model, { division })
        const withoutTimes = (result: unknown) => JSON.stringify({ ...(result as object), ms: 0 })
        rows.length = 0
        expectEqual(withoutTimes(await call(going)), withoutTimes(await call(fresh)))
        // The second call has room beside what the first has read only where some is kept for it.
        if (name === 'fours' && index === 1) expectEqual(rows, [2])
        fresh.dispose()
      }
      going.dispose()
    }
  },

  async 'calls run one after the other and all finish'({ engine, lanes }) {
    const alone = await engine.logits([lanes[3]!])
    const options = { maxTokens: 7, temperature: 1, seed: 1 }
    const generated = await engine.generate(lanes, options)
    const [a, b, c, d] = await Promise.all([
      engine.generate(lanes, options),
      engine.logits([lanes[3]!]),
      engine.generate(lanes, options),
      engine.next([lanes[0]!], 3),
    ])
    expectEqual(a.lanes, generated.lanes)
    expectEqual(b, alone)
    expectEqual(c.lanes, generated.lanes)
    expectEqual(d[0]!.length, 3)
  },

  async 'a group of dense and factored linears agrees with the reference'({ lanes }) {
    const factored = randomModel(SMALL, 11, { dtype: 'f32' })
    const dense = randomModel(SMALL, 12, { dtype: 'f32', adapted: 'mlp' })
    // q, v and up of every block are dense here, beside factored k and gate.
    const model: FactoredModel = {
      ...factored,
      blocks: factored.blocks.map((block, layer) => ({
        ...block,
        linears: {
          ...block.linears,
          q: dense.blocks[layer]!.linears.q,
          v: dense.blocks[layer]!.linears.v,
        },
      })),
    }
    const engine = await createWebGpuEngine(model)
    const lane = {
      ids: lanes[3]!.ids,
      scales: baseScales(factored.adapted).map((s, i) => s * (1 + (i % 5) / 9)),
    }
    const [logits] = await engine.logits([lane])
    expectSmall(relativeError(logits!, referenceLogits(model, lane.scales, lane.ids).at(-1)!), 2e-5)
    engine.dispose()
  },

  async 'the self-test passes'({ engine }) {
    const report = await runSelfTest(engine)
    expectEqual(report.passed, true)
    expectSmall(report.worstError, report.tolerance)
    expectEqual(report.checks.length > 8, true)
    await expectRejection(runSelfTest({ ...engine }), 'bad-input')
  },
}
