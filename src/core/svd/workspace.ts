import { AppError } from '../errors.ts'
import { FUSED, type MultiplyAdd, TWO_STEPS } from '../wasm/instructions.ts'
import { assembleModule } from '../wasm/module.ts'
import { reflectRows } from './kernels/reflect-rows.ts'
import { pairProducts, turnPair } from './kernels/row-pair.ts'
import { sweep } from './kernels/sweep.ts'
import { tile } from './kernels/tile.ts'
import { updateAndMultiply } from './kernels/update-and-multiply.ts'

type Kernel = (...values: number[]) => void

/** The inner loops, in WebAssembly with SIMD. Addresses and strides are in bytes. */
interface Kernels {
  readonly tile: Kernel
  readonly updateAndMultiply: Kernel
  readonly reflectRows: Kernel
  readonly sweep: Kernel
  readonly pairProducts: Kernel
  readonly turnPair: Kernel
}

/** A matrix in the memory of the kernels. Rows and columns beyond its size, up to multiples of four, are zero. */
export interface Grid {
  readonly rows: number
  readonly columns: number
  /** Numbers from one row to the next. */
  readonly stride: number
  /** Where the first row starts, in bytes. */
  readonly address: number
  /** All rows with what pads them. */
  readonly data: Float64Array
}

/** Numbers in the memory of the kernels, followed by zeros up to a multiple of four. */
export interface Vector {
  /** In bytes. */
  readonly address: number
  readonly data: Float64Array
}

/** Whatever it hands out is zero. */
export interface Workspace extends Kernels {
  grid(rows: number, columns: number): Grid
  vector(length: number): Vector
}

const PAGE_BYTES = 65536
const MAX_PAGES = 65536
/** A memory of up to this size is kept for the next matrix. */
const KEPT_BYTES = 64 * 2 ** 20

let compiled: WebAssembly.Module | null = null
let kept: { memory: WebAssembly.Memory; kernels: Kernels } | null = null

/** Numbers that a grid takes. */
export function gridSize(rows: number, columns: number): number {
  return roundUp(rows) * roundUp(columns)
}

/** Numbers that a vector takes. */
export function vectorSize(length: number): number {
  return roundUp(length)
}

/**
 * Memory for grids of `size` numbers in all, valid until the next call.
 * @throws AppError `out-of-memory` where there is not so much, `unsupported` without WebAssembly SIMD.
 */
export function openWorkspace(size: number): Workspace {
  const { memory, kernels } = openMemory(8 * size)
  let next = 0
  function vector(length: number): Vector {
    const address = next
    const data = new Float64Array(memory.buffer, address, roundUp(length)).fill(0)
    next += data.byteLength
    return { address, data }
  }
  return {
    ...kernels,
    vector,
    grid(rows, columns) {
      const stride = roundUp(columns)
      return { rows, columns, stride, ...vector(roundUp(rows) * stride) }
    },
  }
}

/** The memory of a grid as zeros of another shape, which pads to the same size: turned, say. */
export function reshaped({ address, data }: Grid, rows: number, columns: number): Grid {
  return { rows, columns, stride: roundUp(columns), address, data: data.fill(0) }
}

function openMemory(bytes: number): { memory: WebAssembly.Memory; kernels: Kernels } {
  if (kept !== null && kept.memory.buffer.byteLength >= bytes) return kept
  const pages = Math.max(1, Math.ceil(bytes / PAGE_BYTES))
  const advice = 'Choose a smaller model.'
  if (pages > MAX_PAGES) {
    throw new AppError('out-of-memory', 'A matrix is too large to be factored in 4 GiB.', { advice })
  }
  const module = compile()
  let memory: WebAssembly.Memory
  try {
    memory = new WebAssembly.Memory({ initial: pages })
  } catch (cause) {
    throw new AppError('out-of-memory', `There is no memory for ${bytes} bytes of factors.`, {
      advice,
      cause,
    })
  }
  const instance = new WebAssembly.Instance(module, { env: { memory } })
  const made = { memory, kernels: instance.exports as unknown as Kernels }
  kept = bytes <= KEPT_BYTES ? made : null
  return made
}

/** With fused multiplication and addition where the engine has it, as V8 from version 11.4 on. */
function compile(): WebAssembly.Module {
  if (compiled !== null) return compiled
  const define = [tile, updateAndMultiply, reflectRows, sweep, pairProducts, turnPair]
  const assemble = (fma: MultiplyAdd) => assembleModule(define.map((kernel) => kernel(fma)))
  const fused = assemble(FUSED)
  try {
    compiled = new WebAssembly.Module(WebAssembly.validate(fused) ? fused : assemble(TWO_STEPS))
    return compiled
  } catch (cause) {
    throw new AppError('unsupported', 'Matrices cannot be factored here: WebAssembly with SIMD is missing.', {
      advice: 'Use a current browser, or Node 20 or newer.',
      cause,
    })
  }
}

function roundUp(size: number): number {
  return Math.ceil(size / 4) * 4
}
