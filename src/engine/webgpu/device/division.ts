import { deviceInfo } from './acquire.ts'
import { KERNELS, type KernelName } from './kernels.ts'

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
}

/** COLUMNS of columns-together.wgsl. */
const COLUMNS = 8

/**
 * A GPU wants whole waves; a software adapter hands workgroups to its threads, and a small model has too few columns
 * to keep them busy in groups of 64.
 */
export function divisionFor(device: GPUDevice): Division {
  return deviceInfo(device).isFallbackAdapter
    ? { workgroup: 8, together: false }
    : { workgroup: 128, together: true }
}

/** Workgroups for `count` column quads, or invocations where a kernel has none. */
export function workgroupsFor({ workgroup, together }: Division, kernel: KernelName, count: number): number {
  const each = KERNELS[kernel].hasRowBlocks && together ? COLUMNS : workgroup
  return Math.ceil(count / each)
}
