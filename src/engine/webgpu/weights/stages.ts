import { joinParts, lengthOfParts } from '../../../core/join-parts.ts'
import type { FactoredModel, Linear, LlamaBlock } from '../../../model/factored-model.ts'
import type { LlamaConfig } from '../../../model/llama-config.ts'
import { FUSED, type FusedGroup, type ScaleLayout } from './scale-layout.ts'
import {
  type AxisMap,
  headAxis,
  type PackedMatrix,
  packTiles,
  packVector,
  plainAxis,
  rotaryAxis,
} from './tiles.ts'
import { type FactoredPart, unify } from './unify.ts'

/** One dispatch's constant part: packed weights, its norm and bias, and what its kernel is told. */
export interface PackedStage {
  readonly weights: PackedMatrix
  /** Norm weight (if any), then bias (if any); never empty, since an empty buffer cannot be bound. */
  readonly vectors: Float32Array<ArrayBuffer>
  /** The kernel's switches and its `Shape`. */
  readonly flags: Readonly<Record<string, number>>
  readonly shape: Readonly<Record<string, number>>
  /** Output quads: how many invocations wide the dispatch is. */
  readonly width4: number
  /** Where this stage's scales start in a lane's row; 0 where it has none. */
  readonly scaleOffset: number
}

/** One fused group: `project` is `a = s ⊙ (x V)`, null where dense; `expand` is `a Uᵀ + bias` and what follows. */
export interface PackedPair {
  readonly project: PackedStage | null
  readonly expand: PackedStage
}

export type PackedBlock = Readonly<Record<FusedGroup, PackedPair>>

/** Repacks one block of the model as the kernels read it. */
export function packBlock(
  block: LlamaBlock,
  layer: number,
  config: LlamaConfig,
  scales: ScaleLayout,
): PackedBlock {
  const { head_dim: size, num_attention_heads: heads, num_key_value_heads: kvHeads } = config
  const hidden = plainAxis(config.hidden_size)
  const inner = plainAxis(config.intermediate_size)
  const attended = headAxis(heads, size)
  const pair = (group: FusedGroup, input: AxisMap, outputs: readonly AxisMap[], norm: Float32Array | null) =>
    packPair({
      linears: FUSED[group].map((kind) => block.linears[kind]),
      input,
      outputs,
      norm: norm && packNorm(norm, input, config),
      scaleOffset: scales.offset(layer, group) ?? 0,
      scaleStride: scales.stride,
    })
  const qkvOutputs = [rotaryAxis(heads, size), rotaryAxis(kvHeads, size), headAxis(kvHeads, size)]
  return {
    attention: pair('attention', hidden, qkvOutputs, block.inputNorm),
    output: pair('output', attended, [hidden], null),
    mlp: pair('mlp', hidden, [inner, inner], block.postAttentionNorm),
    down: pair('down', inner, [hidden], null),
  }
}

/**
 * The embedding as `[hidden, vocab]` with the final norm: looks tokens up and, where tied, makes the logits. Where it takes
 * more than `largest` bytes, in parts of successive tokens, each packed when it is asked for.
 */
export function packEmbedding(model: FactoredModel, largest: number): Iterable<PackedStage> {
  return packVocabulary(model, model.embedding, largest)
}

/** The final norm and an untied head, as `packEmbedding`; null where the embedding is the head. */
export function packHead(model: FactoredModel, largest: number): Iterable<PackedStage> | null {
  return model.lmHead && packVocabulary(model, model.lmHead, largest)
}

function* packVocabulary(
  { config, finalNorm }: FactoredModel,
  source: FactoredModel['embedding'],
  largest: number,
): Iterable<PackedStage> {
  const kMap = plainAxis(config.hidden_size)
  const whole = plainAxis(config.vocab_size)
  const norm = packNorm(finalNorm, kMap, config)
  const numberBytes = source.dtype === 'F16' ? 2 : 4
  // One quad of tokens is the least: where even that is too large, the upload says so.
  const size = 4 * Math.max(1, Math.floor(largest / (4 * kMap.length * numberBytes)))
  for (let start = 0; start < whole.length; start += size) {
    const nMap = whole.subarray(start, start + size)
    yield {
      weights: packTiles([{ source, kStride: 1, nStride: config.hidden_size, kMap, nMap }], 'stacked'),
      vectors: norm.weight,
      flags: { ...norm.flags, GATHER: 1 },
      shape: {
        ...{ ...norm.shape, k4: kMap.length / 4, n4: nMap.length / 4 },
        ...{ firstOutput4: start / 4, outputs4: whole.length / 4 },
      },
      width4: nMap.length / 4,
      scaleOffset: 0,
    }
  }
}

interface Norm {
  readonly weight: Float32Array<ArrayBuffer>
  readonly flags: Readonly<Record<string, number>>
  readonly shape: Readonly<Record<string, number>>
}

function packNorm(weight: Float32Array, axis: AxisMap, config: LlamaConfig): Norm {
  return {
    weight: packVector(weight, axis),
    flags: { NORM: 1 },
    shape: { normLength: weight.length, epsilon: config.rms_norm_eps },
  }
}

interface Group {
  readonly linears: readonly Linear[]
  readonly input: AxisMap
  /** One a linear. */
  readonly outputs: readonly AxisMap[]
  readonly norm: Norm | null
  readonly scaleOffset: number
  readonly scaleStride: number
}

function packPair(group: Group): PackedPair {
  const factored = unify(group.linears)
  return {
    project: factored && packProject(group, factored),
    expand: packExpand(group, factored),
  }
}

/** `a = s ⊙ (norm(x) V)`, the V of all linears side by side. */
function packProject(
  { input, norm, scaleOffset, scaleStride }: Group,
  linears: readonly FactoredPart[],
): PackedStage {
  const views = linears.map(({ v, rank }) => ({
    source: v,
    kStride: rank,
    nStride: 1,
    kMap: input,
    nMap: plainAxis(rank),
  }))
  const width4 = views.reduce((sum, view) => sum + view.nMap.length, 0) / 4
  return {
    weights: packTiles(views, 'beside'),
    vectors: norm?.weight ?? new Float32Array(4),
    flags: { ...norm?.flags, SCALE: 1 },
    shape: { ...norm?.shape, k4: input.length / 4, n4: width4, scaleStride4: scaleStride / 4 },
    width4,
    scaleOffset,
  }
}

/** `a Uᵀ + bias`, or `norm(x) Wᵀ + bias` where the group is dense. */
function packExpand(group: Group, factored: readonly FactoredPart[] | null): PackedStage {
  const { linears, input, outputs } = group
  const axis = (i: number) => outputs[i] ?? new Int32Array()
  const views = factored
    ? factored.map(({ u, rank }, i) => ({
        source: u,
        kStride: 1,
        nStride: rank,
        kMap: plainAxis(rank),
        nMap: axis(i),
      }))
    : linears.flatMap((linear, i) =>
        linear.form === 'dense'
          ? [{ source: linear.w, kStride: 1, nStride: linear.in, kMap: input, nMap: axis(i) }]
          : [],
      )
  // In a factored group the norm comes before V, in the projection.
  const norm = factored ? null : group.norm
  const hasBias = linears.some((linear) => linear.bias !== null)
  const bias = hasBias ? linears.map((linear, i) => packVector(linear.bias, axis(i))) : []
  const vectors = joinVectors(norm ? [norm.weight, ...bias] : bias)
  return {
    weights: packTiles(views, 'stacked'),
    vectors,
    flags: {
      ...norm?.flags,
      ...(hasBias && { BIAS: 1 }),
      ...(linears.length === 1 ? { RESIDUAL: 1 } : !factored && { SHARED: 1 }),
    },
    shape: {
      ...norm?.shape,
      ...productShape(
        views.map((view) => view.kMap.length / 4),
        views.map((view) => view.nMap.length / 4),
      ),
    },
    width4: outputs.reduce((sum, output) => sum + output.length, 0) / 4 / (linears.length === 2 ? 2 : 1),
    scaleOffset: 0,
  }
}

/** The sizes in quads that qkv.wgsl, gate-up.wgsl or linear.wgsl (3, 2 or 1 matrices) reads. */
function productShape(k4: readonly number[], n4: readonly number[]): Record<string, number> {
  const [k0 = 0, k1 = 0, k2 = 0] = k4
  const [n0 = 0, n1 = 0] = n4
  if (k4.length === 3) return { k4Query: k0, k4Key: k1, k4Value: k2, n4Query: n0, n4Kv: n1 }
  if (k4.length === 2) return { k4Gate: k0, k4Up: k1, n4: n0 }
  return { k4: k0, n4: n0 }
}

function joinVectors(parts: readonly Float32Array[]): Float32Array<ArrayBuffer> {
  return joinParts(new Float32Array(Math.max(lengthOfParts(parts), 4)), parts)
}
