import { AppError } from '../../../core/errors.ts'
import { inTime } from '../../../core/in-time.ts'
import type { Compiler } from '../device/compiler.ts'
import { type Division, workgroupsFor, worksInFours } from '../device/division.ts'
import {
  type ArrayLengths,
  type BlockRows,
  KERNELS,
  type KernelName,
  type WeightType,
} from '../device/kernels.ts'
import type { ShapeValues } from '../device/shape.ts'
import type { BatchBuffers } from './buffers.ts'

/** Some drivers compile for half a minute when a page is new to them. */
const MOST_MS = 120_000

/** Size of one pass over the model. */
export interface PassShape {
  /** Continue from the lanes' state on the GPU, instead of from the row table. */
  readonly isDecode: boolean
  readonly rows: number
  readonly headRows: number
  /** Keys that the furthest row attends to. */
  readonly keys: number
}

/** One dispatch of every pass: which kernel, how large, on which buffers. */
export interface Program {
  readonly kernel: KernelName
  readonly weights?: WeightType
  readonly flags?: Readonly<Record<string, number>>
  readonly shape: ShapeValues
  /** Of a product: what it may read. */
  readonly lengths?: ArrayLengths
  /** Column quads of a product or invocations, rows or row blocks, and what else there is. */
  readonly grid: (pass: PassShape, blockRows: BlockRows) => readonly [number, number, number]
  /** What lies between `Call` and `Shape` in the kernel's bindings. */
  readonly resources: (buffers: BatchBuffers) => readonly GPUBindingResource[]
  /** Runs only where rows get logits. */
  readonly isHead?: true
  /** The part of the model that ends with it; the residual stream is then complete. */
  readonly ends?: string
}

interface Choice {
  readonly pipeline: GPUComputePipeline
  readonly blockRows: BlockRows
}

/** A program and its pipelines. */
export interface CompiledProgram extends Program {
  choose(pass: PassShape): Choice
}

/** A compiled program bound to the buffers of a batch. */
export interface Dispatch extends CompiledProgram {
  readonly group: GPUBindGroup
}

/**
 * Compiles what prefill and decoding need. The one-row kernels, which only make decoding of a single lane
 * faster, are compiled when a single lane first decodes: until they are there the blocked ones, which agree bit for bit, serve.
 * @throws AppError `unsupported` where the driver's compiler does not come to an end
 */
export async function compilePrograms(
  compiler: Compiler,
  programs: readonly Program[],
  division: Division,
): Promise<readonly CompiledProgram[]> {
  const isInFours = ({ kernel, shape }: Program) => worksInFours(division, kernel, shape)
  const compile = (program: Program, blockRows: BlockRows, decode: number) => {
    const { kernel, weights = 'F32', flags, lengths } = program
    const { readsWeights, hasRowBlocks, hasDecode } = KERNELS[kernel]
    return compiler.pipeline(kernel, {
      ...(isInFours(program) && { inFours: true, lengths }),
      ...(readsWeights && { weights }),
      ...(hasRowBlocks && { blockRows }),
      flags: { ...flags, ...(hasDecode && { DECODE: decode }) },
    })
  }
  const all = Promise.all(
    programs.map(async (program) => {
      const [prefill, decode, eight] = await Promise.all([
        compile(program, 4, 0),
        compile(program, 4, 1),
        isInFours(program) ? compile(program, 8, 0) : null,
      ])
      return { program, prefill, decode, eight, single: null as GPUComputePipeline | null }
    }),
  )
  const compiled = await inTime(
    all,
    MOST_MS,
    () => new AppError('unsupported', 'Its compiler does not answer.'),
  )
  let hasAsked = false
  function compileSingles(): void {
    if (hasAsked) return
    hasAsked = true
    for (const entry of compiled) {
      if (!KERNELS[entry.program.kernel].hasRowBlocks) continue
      compile(entry.program, 1, 1).then(
        (pipeline) => {
          entry.single = pipeline
        },
        // A device that is lost meanwhile is reported by whoever uses it.
        () => undefined,
      )
    }
  }
  return compiled.map((entry) => ({
    ...entry.program,
    choose({ isDecode, rows, headRows }) {
      // Products know nothing of decoding.
      if (entry.eight && (entry.program.isHead ? headRows : rows) > 4)
        return { pipeline: entry.eight, blockRows: 8 }
      if (!isDecode) {
        // A single lane is about to decode: nothing is to be compiled between its tokens.
        if (headRows === 1) compileSingles()
        return { pipeline: entry.prefill, blockRows: 4 }
      }
      if (rows === 1) {
        compileSingles()
        if (entry.single) return { pipeline: entry.single, blockRows: 1 }
      }
      return { pipeline: entry.decode, blockRows: 4 }
    },
  }))
}

/** Binds every program to the buffers of a batch, once for as long as they live. */
export function bindPrograms(
  compiler: Compiler,
  programs: readonly CompiledProgram[],
  buffers: BatchBuffers,
): Dispatch[] {
  return programs.map((program) => ({
    ...program,
    group: compiler.bind(program.kernel, [
      { buffer: buffers.uniform },
      ...program.resources(buffers),
      { buffer: compiler.shape(program.kernel, program.shape) },
    ]),
  }))
}

/** Encodes one pass of the model; returns how many dispatches it took. */
export function encodePass(
  encoder: GPUCommandEncoder,
  dispatches: readonly Dispatch[],
  shape: PassShape,
  division: Division,
): number {
  const pass = encoder.beginComputePass()
  let count = 0
  for (const dispatch of dispatches) {
    if (dispatch.isHead && shape.headRows === 0) continue
    const { pipeline, blockRows } = dispatch.choose(shape)
    const [x, y, z] = dispatch.grid(shape, blockRows)
    pass.setPipeline(pipeline)
    pass.setBindGroup(0, dispatch.group)
    pass.dispatchWorkgroups(workgroupsFor(division, dispatch.kernel, x), y, z)
    count++
  }
  pass.end()
  return count
}
