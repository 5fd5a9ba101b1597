import attend from '../wgsl/attend.wgsl?raw'
import attendTogether from '../wgsl/attend-together.wgsl?raw'
import call from '../wgsl/call.wgsl?raw'
import columnsAlone from '../wgsl/columns-alone.wgsl?raw'
import columnsTogether from '../wgsl/columns-together.wgsl?raw'
import embed from '../wgsl/embed.wgsl?raw'
import gateUp from '../wgsl/gate-up.wgsl?raw'
import input from '../wgsl/input.wgsl?raw'
import linear from '../wgsl/linear.wgsl?raw'
import qkv from '../wgsl/qkv.wgsl?raw'
import rows1 from '../wgsl/rows-1.wgsl?raw'
import rows4 from '../wgsl/rows-4.wgsl?raw'
import sampleChunks from '../wgsl/sample-chunks.wgsl?raw'
import sampleMerge from '../wgsl/sample-merge.wgsl?raw'
import weightsF16 from '../wgsl/weights-f16.wgsl?raw'
import weightsF32 from '../wgsl/weights-f32.wgsl?raw'
import { BINDINGS } from './bindings.ts'

interface Kernel {
  readonly source: string
  /** As in bindings.ts. */
  readonly bindings: string
  /** Reads packed weights: has a variant for each way of storing them. */
  readonly readsWeights: boolean
  /** Has a variant for one row and one for blocks of rows. */
  readonly hasRowBlocks: boolean
  /** Has the flag DECODE. */
  readonly hasDecode: boolean
}

export const KERNELS = {
  embed: kernel(embed, BINDINGS.embed, 'weights', 'decode'),
  linear: kernel(linear, BINDINGS.linear, 'weights', 'blocks'),
  qkv: kernel(qkv, BINDINGS.qkv, 'weights', 'blocks'),
  gateUp: kernel(gateUp, BINDINGS.gateUp, 'weights', 'blocks'),
  attend: kernel(attend, BINDINGS.attend),
  attendTogether: kernel(attendTogether, BINDINGS.attendTogether),
  sampleChunks: kernel(sampleChunks, BINDINGS.sampleChunks),
  sampleMerge: kernel(sampleMerge, BINDINGS.sampleMerge),
} as const

function kernel(
  source: string,
  bindings: string,
  ...has: readonly ('weights' | 'blocks' | 'decode')[]
): Kernel {
  return {
    source,
    bindings,
    readsWeights: has.includes('weights'),
    hasRowBlocks: has.includes('blocks'),
    hasDecode: has.includes('decode'),
  }
}

export type KernelName = keyof typeof KERNELS

/** How weights are stored. Kernels without weights ignore it. */
export type WeightType = 'F16' | 'F32'

/** Rows that one invocation computes. Kernels without row blocks ignore it. */
export type BlockRows = 1 | 4

const WEIGHTS = { F16: weightsF16, F32: weightsF32 }
const ROWS = { 1: rows1, 4: rows4 }

/** A kernel with the preludes it needs in front; `together` as in Division. */
export function kernelSource(
  name: KernelName,
  weights: WeightType,
  blockRows: BlockRows,
  together: boolean,
): string {
  const kernel: Kernel = KERNELS[name]
  const parts = [call]
  if (kernel.readsWeights) parts.push(WEIGHTS[weights])
  if (kernel.hasRowBlocks) parts.push(input, together ? columnsTogether : columnsAlone, ROWS[blockRows])
  return [...parts, kernel.source].join('\n')
}
