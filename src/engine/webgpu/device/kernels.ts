import attend from '../wgsl/attend.wgsl?raw'
import attendTogether from '../wgsl/attend-together.wgsl?raw'
import call from '../wgsl/call.wgsl?raw'
import columnsAlone from '../wgsl/columns-alone.wgsl?raw'
import columnsInFours from '../wgsl/columns-in-fours.wgsl?raw'
import columnsTogether from '../wgsl/columns-together.wgsl?raw'
import embed from '../wgsl/embed.wgsl?raw'
import gateUp from '../wgsl/gate-up.wgsl?raw'
import input from '../wgsl/input.wgsl?raw'
import linear from '../wgsl/linear.wgsl?raw'
import qkv from '../wgsl/qkv.wgsl?raw'
import rows1 from '../wgsl/rows-1.wgsl?raw'
import rows4 from '../wgsl/rows-4.wgsl?raw'
import rows4InFours from '../wgsl/rows-4-in-fours.wgsl?raw'
import rows8InFours from '../wgsl/rows-8-in-fours.wgsl?raw'
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

/** Rows that one invocation computes; eight only in fours. Kernels without row blocks ignore it. */
export type BlockRows = 1 | 4 | 8

/** How many vectors of four numbers (of eight, for float16 weights) the arrays hold that a product reads. */
export interface ArrayLengths {
  readonly weights: number
  readonly input: number
  readonly vectors: number
}

const WEIGHTS = { F16: weightsF16, F32: weightsF32 }
const ROWS = { 1: rows1, 4: rows4, 8: rows4 }
const ROWS_IN_FOURS = { 1: rows1, 4: rows4InFours, 8: rows8InFours }
/** Whether all of a subgroup come to a product is for who chooses `fours` to see to: a compiler cannot. */
const SUBGROUPS = 'enable subgroups;\ndiagnostic(off, subgroup_uniformity);'

export interface SourceOptions {
  readonly weights: WeightType
  readonly blockRows: BlockRows
  /** As in Division; in fours only where `worksInFours`. */
  readonly columns: 'alone' | 'together' | 'fours'
  /** Where they are known when the kernel is compiled, which spares looking them up at each read. */
  readonly lengths?: ArrayLengths | undefined
}

/** A kernel with the preludes it needs in front. */
export function kernelSource(
  name: KernelName,
  { weights, blockRows, columns, lengths }: SourceOptions,
): string {
  const { source, readsWeights, hasRowBlocks }: Kernel = KERNELS[name]
  const inFours = columns === 'fours' && blockRows > 1
  const parts = hasRowBlocks && inFours ? [SUBGROUPS, call] : [call]
  if (readsWeights) {
    parts.push(
      arrayType('Weights', weights === 'F16' ? 'vec4u' : 'vec4f', lengths?.weights),
      WEIGHTS[weights],
    )
  }
  if (hasRowBlocks) {
    parts.push(
      arrayType('Input', 'vec4f', lengths?.input),
      arrayType('Vectors', 'vec4f', lengths?.vectors),
      input,
    )
    if (columns === 'together') parts.push(columnsTogether)
    else parts.push(inFours ? columnsInFours : columnsAlone)
    parts.push((columns === 'fours' ? ROWS_IN_FOURS : ROWS)[blockRows])
  }
  return [...parts, source].join('\n')
}

function arrayType(name: string, element: string, length: number | undefined): string {
  return `alias ${name} = array<${element}${length === undefined ? '' : `, ${length}`}>;`
}
