import * as ort from 'onnxruntime-node'
import { describe, expect, it } from 'vitest'
import { baseScales } from '../../core/mixing.ts'
import { createPrng } from '../../core/prng.ts'
import { nodeRuntime } from '../../engine/ort/node.ts'
import { floatTensor } from '../../engine/ort/runtime.ts'
import { createGraph, graphOutput } from '../../graph/graph.ts'
import { serialize } from '../../graph/serialize.ts'
import { randomModel } from '../../model/random-model.ts'
import { SMALL_CONFIG } from '../../model/small-config.fixture.ts'
import { type EncoderTensor, encodePicture } from '../../model/vision/encoder.ts'
import { panelInputs } from '../../model/vision/panel-input.ts'
import { drawPicture } from '../../tasks/pictures/draw-picture.ts'
import { taskTokenizer, tokenList } from '../../tasks/tokenizer-files.ts'
import type { Feeds } from '../learner.ts'
import { answeringBatch, readingBatch } from './encoder-batches.ts'
import { encoderGraph } from './encoder-graph.ts'
import { answeringGraph, readingGraph } from './encoder-losses.ts'
import { initialEncoder } from './initial-encoder.ts'

const model = randomModel(
  {
    ...SMALL_CONFIG,
    vocab_size: tokenList().length,
    intermediate_size: 16,
    num_hidden_layers: 1,
    num_attention_heads: 2,
    head_dim: 6,
    max_position_embeddings: 96,
  },
  6,
)
const tokenizer = taskTokenizer()

function parameters() {
  const prng = createPrng(3)
  // Biases too, so that none of them sits at a kink of ReLU.
  return initialEncoder(12, prng).map(({ name, shape, values }) => ({
    name,
    shape,
    values: name.endsWith('weight') ? values : values.map(() => 0.1 * prng.normal()),
  }))
}

const weightFeeds = (list: ReturnType<typeof parameters>): Feeds =>
  Object.fromEntries(list.map(({ name, values, shape }) => [name, floatTensor(nodeRuntime, values, shape)]))

describe('encodePicture', () => {
  it('gives what the graph gives', async () => {
    const graph = createGraph()
    graphOutput(graph, 'soft', encoderGraph(graph, 12).soft)
    const session = await nodeRuntime.InferenceSession.create(serialize(graph))
    const list = parameters()
    const weights = Object.fromEntries(list.map(({ name, values }) => [name, values]))
    const encoder = {
      hiddenSize: 12,
      weights: weights as Record<EncoderTensor, Float32Array>,
      provenance: {},
    }
    const picture = drawPicture(
      [
        { kind: 'word', text: 'amy' },
        { kind: 'things', count: 13, thing: 'stars', each: false },
        { kind: 'number', value: 7 },
      ],
      createPrng(1),
    )
    const { rows, panels } = encodePicture(encoder, picture)
    expect(panels).toEqual([0, 0, 1, 1, 2, 2])
    const inputs = panelInputs(picture)
    const { soft } = await session.run({
      ...weightFeeds(list),
      windows: floatTensor(
        nodeRuntime,
        Float32Array.from(inputs.flatMap(({ windows }) => [...windows])),
        [3, 35, 64],
      ),
      places: new ort.Tensor('int64', BigInt64Array.from([0n, 1n, 2n]), [3]),
    })
    const wanted = soft!.data as Float32Array
    expect(rows).toHaveLength(wanted.length)
    rows.forEach((value, i) => {
      expect(Math.abs(value - wanted[i]!)).toBeLessThan(1e-5)
    })
    expect(encodePicture(encoder, picture).rows).toEqual(rows)
  })
})

describe.each([
  ['reading', readingGraph, () => readingBatch(nodeRuntime, tokenizer, 2, createPrng(4))],
  [
    'answering',
    answeringGraph,
    () => ({
      ...answeringBatch(nodeRuntime, model, tokenizer, { pictures: 1, questions: 2 }, createPrng(5)),
      scales: floatTensor(nodeRuntime, baseScales(model.adapted), [1, model.totalRank]),
    }),
  ],
] as const)('the gradient of %s by the encoder', (_, build, batch) => {
  it('agrees with finite differences', async () => {
    const session = await ort.InferenceSession.create(build(model, 'float64'))
    const feeds = Object.entries({ ...batch(), ...weightFeeds(parameters()) })
    const wide = Object.fromEntries(
      feeds.map(([name, { data, dims, type }]) => [
        name,
        type === 'float32'
          ? new ort.Tensor('float64', Float64Array.from(data as Float32Array), dims)
          : new ort.Tensor('int64', data as BigInt64Array, dims),
      ]),
    )
    const lossOf = async () => {
      const { reading, answering } = await session.run(wide)
      return Number(reading!.data[0]) + Number(answering?.data[0] ?? 0)
    }
    const exact = await session.run(wide)
    const prng = createPrng(9)
    for (const { name, values } of parameters()) {
      const data = wide[name]!.data as Float64Array
      const gradient = exact[`d ${name}`]!.data as Float64Array
      expect(gradient.some((slope) => slope !== 0)).toBe(true)
      for (let probe = 0; probe < 6; probe++) {
        const at = prng.integer(values.length)
        const before = data[at]!
        const step = 1e-6
        data[at] = before + step
        const above = await lossOf()
        data[at] = before - step
        const below = await lossOf()
        data[at] = before
        expect(Math.abs((above - below) / (2 * step) - gradient[at]!)).toBeLessThan(1e-6)
      }
    }
    await session.release()
  })
})
