import attend from '../wgsl/attend.wgsl?raw'
import call from '../wgsl/call.wgsl?raw'
import embed from '../wgsl/embed.wgsl?raw'
import gateUp from '../wgsl/gate-up.wgsl?raw'
import input from '../wgsl/input.wgsl?raw'
import linear from '../wgsl/linear.wgsl?raw'
import qkv from '../wgsl/qkv.wgsl?raw'
import rows1 from '../wgsl/rows-1.wgsl?raw'
import rows4 from '../wgsl/rows-4.wgsl?raw'
import sampleChunks from '../wgsl/sample-chunks.wgsl?raw'
import sampleMerge from '../wgsl/sample-merge.wgsl?raw'
import scores from '../wgsl/scores.wgsl?raw'
import weightsF16 from '../wgsl/weights-f16.wgsl?raw'
import weightsF32 from '../wgsl/weights-f32.wgsl?raw'

/** `u` uniform, `r` storage that is read, `w` storage that is written; binding 0 first. */
type Bindings = string

interface Kernel {
  readonly source: string
  readonly bindings: Bindings
  /** Which preludes it needs: how weights are stored, and how many rows a block has. */
  readonly readsWeights: boolean
  readonly hasRowBlocks: boolean
}

export const KERNELS = {
  embed: { source: embed, bindings: 'urrrww', readsWeights: true, hasRowBlocks: false },
  linear: { source: linear, bindings: 'urrrrrw', readsWeights: true, hasRowBlocks: true },
  qkv: { source: qkv, bindings: 'urrrrrww', readsWeights: true, hasRowBlocks: true },
  gateUp: { source: gateUp, bindings: 'urrrw', readsWeights: true, hasRowBlocks: true },
  scores: { source: scores, bindings: 'urrrw', readsWeights: false, hasRowBlocks: false },
  attend: { source: attend, bindings: 'urrrw', readsWeights: false, hasRowBlocks: false },
  sampleChunks: { source: sampleChunks, bindings: 'urrrw', readsWeights: false, hasRowBlocks: false },
  sampleMerge: { source: sampleMerge, bindings: 'urrwww', readsWeights: false, hasRowBlocks: false },
} as const satisfies Readonly<Record<string, Kernel>>

export type KernelName = keyof typeof KERNELS

/** How weights are stored. Kernels without weights ignore it. */
export type WeightType = 'F16' | 'F32'

/** Rows that one invocation computes. Kernels without row blocks ignore it. */
export type BlockRows = 1 | 4

const WEIGHTS = { F16: weightsF16, F32: weightsF32 }
const ROWS = { 1: rows1, 4: rows4 }

/** A kernel with the preludes it needs in front. */
export function kernelSource(name: KernelName, weights: WeightType, blockRows: BlockRows): string {
  const kernel: Kernel = KERNELS[name]
  const parts = [call]
  if (kernel.readsWeights) parts.push(WEIGHTS[weights])
  if (kernel.hasRowBlocks) parts.push(input, ROWS[blockRows])
  return [...parts, kernel.source].join('\n')
}
