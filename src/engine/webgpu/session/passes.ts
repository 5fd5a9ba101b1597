import type { LlamaConfig } from '../../../model/llama-config.ts'
import type { Compiler, Variant } from '../device/compiler.ts'
import type { BlockRows, KernelName } from '../device/kernels.ts'
import type { Dimensions } from '../dimensions.ts'
import type { GpuWeights, Stage } from '../weights/upload.ts'
import type { BatchBuffers } from './buffers.ts'

/** Size of one pass. */
export interface PassShape {
  /** Continue from the lanes' state on the GPU, instead of from the row table. */
  readonly isDecode: boolean
  readonly rows: number
  readonly headRows: number
  /** Keys that the furthest row attends to. */
  readonly keys: number
}

type Grid = (shape: PassShape, blockRows: BlockRows) => readonly [number, number, number]

/** One dispatch of every pass, without the buffers it runs on. */
export interface Program {
  readonly kernel: KernelName
  readonly pipelineOf: (shape: PassShape) => { pipeline: GPUComputePipeline; blockRows: BlockRows }
  readonly grid: Grid
  readonly resources: (buffers: BatchBuffers) => readonly GPUBindingResource[]
  /** Runs only where rows get logits. */
  readonly isHead: boolean
}

/** A program bound to the buffers of a batch. */
export interface Dispatch extends Program {
  readonly group: GPUBindGroup
}

/** Compiles the model's kernels and lists its dispatches in order: embed, 10 a factored layer, head, sampling. */
export async function compilePrograms(
  compiler: Compiler,
  weights: GpuWeights,
  config: LlamaConfig,
  dimensions: Dimensions,
): Promise<readonly Program[]> {
  const { hidden4, vocab4, heads, group, head4, query4, kv4, chunk, chunks } = dimensions
  const pending: Promise<Program>[] = []

  function add(
    kernel: KernelName,
    variant: Variant,
    grid: Grid,
    resources: Program['resources'],
    isHead = false,
  ) {
    const blocks = async (): Promise<Program> => {
      const [one, many] = await Promise.all([
        compiler.pipeline(kernel, { ...variant, blockRows: 1 }),
        compiler.pipeline(kernel, { ...variant, blockRows: 4 }),
      ])
      return {
        kernel,
        // One lane decodes through the one-row kernel; the two agree bit for bit.
        pipelineOf: ({ isDecode, rows }) =>
          isDecode && rows === 1 ? { pipeline: one, blockRows: 1 } : { pipeline: many, blockRows: 4 },
        grid,
        resources,
        isHead,
      }
    }
    pending.push(blocks())
  }

  async function single(
    kernel: KernelName,
    variant: Variant,
    grid: Grid,
    resources: Program['resources'],
    isHead = false,
  ): Promise<Program> {
    const pipeline = await compiler.pipeline(kernel, variant)
    return { kernel, pipelineOf: () => ({ pipeline, blockRows: 1 }), grid, resources, isHead }
  }

  function rowGrid(stage: Stage): Grid {
    return ({ rows }, blockRows) => [stage.width4, Math.ceil(rows / blockRows), 1]
  }

  function variantOf(stage: Stage): Variant {
    return { weights: stage.dtype, constants: stage.constants }
  }

  function linear(stage: Stage, input: keyof BatchBuffers['row'], output: keyof BatchBuffers['row']): void {
    add('linear', variantOf(stage), rowGrid(stage), ({ uniform, row, batch }) => [
      { buffer: uniform },
      { buffer: stage.weights },
      { buffer: row[input] },
      { buffer: stage.vectors },
      { buffer: batch.scales, offset: 4 * stage.scaleOffset },
      { buffer: batch.rows },
      { buffer: row[output] },
    ])
  }

  const embeddingConstants = { HIDDEN4: hidden4, VOCAB4: vocab4 }
  const embedGrid: Grid = ({ rows }) => [hidden4, rows, 1]
  const embedResources: Program['resources'] = ({ uniform, row, batch }) => [
    { buffer: uniform },
    { buffer: weights.embedding.weights },
    { buffer: batch.headRows },
    { buffer: batch.lanes },
    { buffer: batch.rows },
    { buffer: row.hidden },
  ]
  const embedVariant = (decode: number): Variant => ({
    weights: weights.embedding.dtype,
    constants: { ...embeddingConstants, DECODE: decode },
  })
  const embed = async (): Promise<Program> => {
    const [prefill, decode] = await Promise.all([
      compiler.pipeline('embed', embedVariant(0)),
      compiler.pipeline('embed', embedVariant(1)),
    ])
    return {
      kernel: 'embed',
      pipelineOf: ({ isDecode }) => ({ pipeline: isDecode ? decode : prefill, blockRows: 1 }),
      grid: embedGrid,
      resources: embedResources,
      isHead: false,
    }
  }
  pending.push(embed())

  const attention = { HEADS: heads, GROUP: group, HEAD4: head4, N4_KV: kv4 }
  const factor = 1 / Math.sqrt(config.head_dim)
  for (const [layer, block] of weights.blocks.entries()) {
    const { project: toQkv, expand: qkv } = block.attention
    if (toQkv) linear(toQkv, 'hidden', 'projected')
    add(
      'qkv',
      { weights: qkv.dtype, constants: { ...qkv.constants, HEAD4: head4 } },
      rowGrid(qkv),
      ({ uniform, row, batch, caches }) => [
        { buffer: uniform },
        { buffer: qkv.weights },
        { buffer: toQkv ? row.projected : row.hidden },
        { buffer: qkv.vectors },
        { buffer: batch.rope },
        { buffer: batch.rows },
        { buffer: row.queries },
        { buffer: caches[layer] ?? uniform },
      ],
    )
    pending.push(
      single(
        'scores',
        { constants: { ...attention, FACTOR: factor } },
        ({ rows, keys }) => [Math.ceil(keys / 4), heads, rows],
        ({ uniform, row, batch, caches }) => [
          { buffer: uniform },
          { buffer: batch.rows },
          { buffer: row.queries },
          { buffer: caches[layer] ?? uniform },
          { buffer: batch.scores },
        ],
      ),
      single(
        'attend',
        { constants: attention },
        ({ rows }) => [query4, rows, 1],
        ({ uniform, row, batch, caches }) => [
          { buffer: uniform },
          { buffer: batch.rows },
          { buffer: batch.scores },
          { buffer: caches[layer] ?? uniform },
          { buffer: row.attended },
        ],
      ),
    )
    const { output, mlp, down } = block
    if (output.project) linear(output.project, 'attended', 'projected')
    linear(output.expand, output.project ? 'projected' : 'attended', 'hidden')
    if (mlp.project) linear(mlp.project, 'hidden', 'projected')
    add('gateUp', variantOf(mlp.expand), rowGrid(mlp.expand), ({ uniform, row }) => [
      { buffer: uniform },
      { buffer: mlp.expand.weights },
      { buffer: mlp.project ? row.projected : row.hidden },
      { buffer: mlp.expand.vectors },
      { buffer: row.inner },
    ])
    if (down.project) linear(down.project, 'inner', 'projected')
    linear(down.expand, down.project ? 'projected' : 'inner', 'hidden')
  }

  const { head } = weights
  add(
    'linear',
    variantOf(head),
    ({ headRows }, blockRows) => [head.width4, Math.ceil(headRows / blockRows), 1],
    ({ uniform, row, batch }) => [
      { buffer: uniform },
      { buffer: head.weights },
      { buffer: row.hidden },
      { buffer: head.vectors },
      { buffer: batch.scales },
      { buffer: batch.headRows },
      { buffer: batch.logits },
    ],
    true,
  )
  const sampling = { VOCAB: config.vocab_size, STRIDE: 4 * vocab4, CHUNK: chunk }
  pending.push(
    single(
      'sampleChunks',
      { constants: sampling },
      ({ headRows }) => [chunks, headRows, 1],
      ({ uniform, batch }) => [
        { buffer: uniform },
        { buffer: batch.logits },
        { buffer: batch.headRows },
        { buffer: batch.lanes },
        { buffer: batch.chunks },
      ],
      true,
    ),
    single(
      'sampleMerge',
      { constants: sampling },
      ({ headRows }) => [headRows, 1, 1],
      ({ uniform, batch }) => [
        { buffer: uniform },
        { buffer: batch.logits },
        { buffer: batch.headRows },
        { buffer: batch.lanes },
        { buffer: batch.chunks },
        { buffer: batch.records },
      ],
      true,
    ),
  )
  return Promise.all(pending)
}

/** Binds every program to the buffers of a batch, once for as long as they live. */
export function bindPrograms(
  compiler: Compiler,
  programs: readonly Program[],
  buffers: BatchBuffers,
): Dispatch[] {
  return programs.map((program) => ({
    ...program,
    group: compiler.bind(program.kernel, program.resources(buffers)),
  }))
}

/** Encodes one pass of the model; returns how many dispatches it took. */
export function encodePass(
  encoder: GPUCommandEncoder,
  dispatches: readonly Dispatch[],
  shape: PassShape,
  workgroup: number,
): number {
  const pass = encoder.beginComputePass()
  let count = 0
  for (const { pipelineOf, grid, group, isHead } of dispatches) {
    if (isHead && shape.headRows === 0) continue
    const { pipeline, blockRows } = pipelineOf(shape)
    const [x, y, z] = grid(shape, blockRows)
    pass.setPipeline(pipeline)
    pass.setBindGroup(0, group)
    pass.dispatchWorkgroups(Math.ceil(x / workgroup), y, z)
    count++
  }
  pass.end()
  return count
}
