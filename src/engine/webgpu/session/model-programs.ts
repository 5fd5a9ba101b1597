import type { LlamaConfig } from '../../../model/llama-config.ts'
import { type Division, ROWS_IN_FOURS } from '../device/division.ts'
import type { Dimensions } from '../dimensions.ts'
import type { BlockStages, GpuWeights, Stage } from '../weights/upload.ts'
import type { BatchBuffers } from './buffers.ts'
import type { Program } from './program.ts'

type RowBuffer = keyof BatchBuffers['row']

/** The model as a list of dispatches: embedding, nine a factored layer, head, and two that sample. */
export function modelPrograms(
  weights: GpuWeights,
  config: LlamaConfig,
  dimensions: Dimensions,
  division: Division,
): Program[] {
  return [
    ...weights.embedding.map((stage, part) =>
      embed(stage, dimensions, part === weights.embedding.length - 1),
    ),
    ...weights.blocks.flatMap((block, layer) => [
      ...attentionPrograms(block, layer, config, dimensions, division),
      ...mlpPrograms(block, layer),
    ]),
    ...weights.head.map(head),
    ...samplingPrograms(config, dimensions),
  ]
}

/** Each part of the embedding copies the rows of its own tokens. */
function embed({ weights, dtype, shape }: Stage, { hidden4 }: Dimensions, isLast: boolean): Program {
  return {
    kernel: 'embed',
    ...(isLast && { ends: 'the embedding' }),
    weights: dtype,
    shape: { hidden4, vocab4: shape.n4 ?? 0, first4: shape.firstOutput4 ?? 0 },
    grid: ({ rows }) => [hidden4, rows, 1],
    resources: ({ row, batch }) => [
      { buffer: weights },
      { buffer: batch.headRows },
      { buffer: batch.lanes },
      { buffer: batch.soft },
      { buffer: batch.rows },
      { buffer: row.hidden },
    ],
  }
}

/** What every product of a block has in common; `resources` follow weights, input and vectors. */
function product(
  kernel: Program['kernel'],
  stage: Stage,
  input: RowBuffer,
  resources: Program['resources'],
): Program {
  return {
    kernel,
    weights: stage.dtype,
    flags: stage.flags,
    shape: stage.shape,
    lengths: {
      weights: stage.weights.size / 16,
      input: ROWS_IN_FOURS * inputWidth(stage),
      vectors: stage.vectors.size / 16,
    },
    grid: ({ rows }, blockRows) => [stage.width4, Math.ceil(rows / blockRows), 1],
    resources: (buffers) => [
      { buffer: stage.weights },
      { buffer: buffers.row[input] },
      { buffer: stage.vectors },
      ...resources(buffers),
    ],
  }
}

/** Quads of an input row: the inputs of all matrices side by side, or one for all. */
function inputWidth({ shape, flags }: Stage): number {
  const { k4 = 0, k4Query = 0, k4Key = 0, k4Value = 0, k4Gate = 0, k4Up = 0 } = shape
  return flags.SHARED ? k4Query + k4Gate : k4 + k4Query + k4Key + k4Value + k4Gate + k4Up
}

function linear(stage: Stage, input: RowBuffer, output: RowBuffer): Program {
  return product('linear', stage, input, ({ row, batch }) => [
    { buffer: batch.scales, offset: 4 * stage.scaleOffset },
    { buffer: batch.rows },
    { buffer: row[output] },
  ])
}

/** Dense linears have no projection, and their expansion reads the input itself. */
function projection(stage: Stage | null, input: RowBuffer): { programs: Program[]; result: RowBuffer } {
  if (!stage) return { programs: [], result: input }
  return { programs: [linear(stage, input, 'projected')], result: 'projected' }
}

function attentionPrograms(
  { attention, output }: BlockStages,
  layer: number,
  config: LlamaConfig,
  { heads, group, head4, kv4 }: Dimensions,
  { workgroup, together }: Division,
): Program[] {
  const cacheOf = ({ caches, uniform }: BatchBuffers) => ({ buffer: caches[layer] ?? uniform })
  // An invocation for each quad of a head is what attend-together.wgsl counts on.
  const isShared = together && head4 <= workgroup
  const toQkv = projection(attention.project, 'hidden')
  const toOutput = projection(output.project, 'attended')
  const qkv = { ...attention.expand, shape: { ...attention.expand.shape, head4 } }
  return [
    ...toQkv.programs,
    product('qkv', qkv, toQkv.result, (buffers) => [
      { buffer: buffers.batch.rope },
      { buffer: buffers.batch.rows },
      { buffer: buffers.row.queries },
      cacheOf(buffers),
    ]),
    {
      kernel: isShared ? 'attendTogether' : 'attend',
      shape: { heads, group, head4, n4Kv: kv4, factor: 1 / Math.sqrt(config.head_dim) },
      grid: ({ rows }) => (isShared ? [1, heads, rows] : [heads, rows, 1]),
      resources: (buffers) => [
        { buffer: buffers.batch.rows },
        { buffer: buffers.row.queries },
        cacheOf(buffers),
        { buffer: buffers.row.attended },
      ],
    },
    ...toOutput.programs,
    { ...linear(output.expand, toOutput.result, 'hidden'), ends: `layer ${layer} (attention)` },
  ]
}

function mlpPrograms({ mlp, down }: BlockStages, layer: number): Program[] {
  const toMlp = projection(mlp.project, 'hidden')
  const toDown = projection(down.project, 'inner')
  return [
    ...toMlp.programs,
    product('gateUp', mlp.expand, toMlp.result, ({ row }) => [{ buffer: row.inner }]),
    ...toDown.programs,
    { ...linear(down.expand, toDown.result, 'hidden'), ends: `layer ${layer} (MLP)` },
  ]
}

function head(stage: Stage): Program {
  return {
    ...product('linear', stage, 'hidden', ({ batch }) => [
      { buffer: batch.scales },
      { buffer: batch.headRows },
      { buffer: batch.logits },
    ]),
    grid: ({ headRows }, blockRows) => [stage.width4, Math.ceil(headRows / blockRows), 1],
    isHead: true,
  }
}

function samplingPrograms(config: LlamaConfig, { vocab4, chunk, chunks }: Dimensions): Program[] {
  const shape = { vocab: config.vocab_size, stride: 4 * vocab4, chunk }
  return [
    {
      kernel: 'sampleChunks',
      shape,
      grid: ({ headRows }) => [chunks, headRows, 1],
      resources: ({ batch }) => [
        { buffer: batch.logits },
        { buffer: batch.headRows },
        { buffer: batch.lanes },
        { buffer: batch.chunks },
      ],
      isHead: true,
    },
    {
      kernel: 'sampleMerge',
      shape,
      grid: ({ headRows }) => [headRows, 1, 1],
      resources: ({ batch }) => [
        { buffer: batch.logits },
        { buffer: batch.headRows },
        { buffer: batch.lanes },
        { buffer: batch.chunks },
        { buffer: batch.records },
      ],
      isHead: true,
    },
  ]
}
