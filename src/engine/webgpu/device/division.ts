import { deviceInfo } from './acquire.ts'
import { KERNELS, type KernelName } from './kernels.ts'
import type { ShapeValues } from './shape.ts'

/** How work is dealt out to invocations. */
export interface Division {
  /** Invocations of a workgroup. */
  readonly workgroup: number
  /**
   * Whether the invocations of a workgroup share the columns of a product and the keys of a head. A GPU needs that
   * to be busy with one lane of a small model. A software adapter is slowed down by it: it runs a workgroup on one
   * thread and pays dearly for every barrier.
   */
  readonly together: boolean
  /**
   * Whether four invocations side by side read the input of a product for each other. A software adapter runs four as one, and a
   * read costs it as much as fifty multiplications. Takes subgroups of four, and at most `ROWS_IN_FOURS` rows a pass.
   */
  readonly inFours?: boolean
}

/** Rows of one pass in fours: arrays of a length that is known while compiling are read in half the time. */
export const ROWS_IN_FOURS = 64

/** Narrower models are done before a second set of kernels would be compiled. */
const WIDE = 256

/** COLUMNS of columns-together.wgsl. */
const COLUMNS = 8

/**
 * A GPU wants whole waves; a software adapter hands workgroups to its threads, and a small model has too few columns
 * to keep them busy in groups of 64.
 * @param hidden the model's width
 */
export function divisionFor(device: GPUDevice, hidden: number): Division {
  const { isFallbackAdapter, subgroupMinSize, subgroupMaxSize } = deviceInfo(device)
  if (!isFallbackAdapter) return { workgroup: 128, together: true }
  const inFours = hidden >= WIDE && subgroupMinSize === 4 && subgroupMaxSize === 4
  return { workgroup: 8, together: false, inFours }
}

/** Whether a product of this shape runs in fours: each four must lie in one of the matrices that it joins. */
export function worksInFours({ inFours }: Division, kernel: KernelName, shape: ShapeValues): boolean {
  if (!inFours || !KERNELS[kernel].hasRowBlocks) return false
  const { n4Query = 0, n4Kv = 0 } = shape
  return kernel !== 'qkv' || (n4Query % 4 === 0 && n4Kv % 4 === 0)
}

/** Workgroups for `count` column quads, or invocations where a kernel has none. */
export function workgroupsFor({ workgroup, together }: Division, kernel: KernelName, count: number): number {
  const each = KERNELS[kernel].hasRowBlocks && together ? COLUMNS : workgroup
  return Math.ceil(count / each)
}
