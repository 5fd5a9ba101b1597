import { AppError, throwIfAborted } from '../core/errors.ts'
import { bundleFiles } from './bundle.ts'
import { type FactorType, otherMatrices } from './factor-storage.ts'
import { factorsOf, factorWeight, type StoredFactors, type WeightJob } from './factor-weight.ts'
import { MODULE_GROUPS, type ModuleGroup, moduleName, moduleShape } from './llama-config.ts'
import type { ManifestModule } from './manifest.ts'
import type { OpenCheckpoint } from './open-checkpoint.ts'
import type { CheckpointTensor } from './random-model.ts'
import { rawFloats, rawTensor } from './raw-tensor.ts'
import type { RawTensor } from './safetensors.ts'
import { store } from './stored-array.ts'

/** Where finished factors wait until all are there: files by name. An interrupted run goes on from what it finds. */
export interface FactorStore {
  read(file: string): Promise<Uint8Array | undefined>
  write(file: string, bytes: Uint8Array): Promise<void>
}

export interface FactorProgress {
  readonly name: string
  readonly done: number
  readonly total: number
  /** Share of the arithmetic that is done, of what this run has to do itself. */
  readonly share: number
  /** Matrices that an earlier run had finished. */
  readonly kept: number
}

export interface FactorOptions {
  /** What the bundle calls itself; default "model". */
  readonly name?: string
  readonly source?: { readonly checkpoint: string; readonly licence: string }
  /** The modules to factor; the others stay dense. */
  readonly group: ModuleGroup
  /** How matrices are stored: in q8 U and V are, the others f16. Singular values, norms and biases are float32. */
  readonly dtype: FactorType
  /** Default: in memory. */
  readonly store?: FactorStore
  /** Default: `factorWeight` on this thread. */
  readonly factor?: (job: WeightJob) => Promise<Uint8Array | null>
  /** Matrices factored at the same time; default 1. */
  readonly atOnce?: number
  /** Called after each factored module. */
  readonly onModule?: (progress: FactorProgress) => void
  readonly signal?: AbortSignal
}

export interface FactoredCheckpoint {
  /** The bundle's files, made one at a time as they are asked for; the manifest comes last. */
  readonly files: AsyncIterable<readonly [string, Uint8Array]>
  readonly modules: readonly ManifestModule[]
  /** How many of them came from an earlier run. */
  readonly kept: number
}

interface Module {
  readonly name: string
  readonly out: number
  readonly in: number
  readonly file: string
  /** Multiplications of its decomposition, up to a constant. */
  readonly work: number
}

/**
 * Turns a dense checkpoint into a bundle by the thin SVD of each module of the group. At no time is more in memory
 * than the matrices at work and one shard, and the result does not depend on how many are at work.
 *
 * @throws AppError `numeric` where a weight does not fit the storage type, `cancelled`, or what the checkpoint throws.
 */
export async function factorCheckpoint(
  checkpoint: OpenCheckpoint,
  options: FactorOptions,
): Promise<FactoredCheckpoint> {
  const kept = options.store ?? memoryStore()
  const modules = listModules(checkpoint, options)
  const reports = new Map<string, ManifestModule>()
  let keptCount = 0
  let workDone = 0
  let workLeft = modules.reduce((sum, { work }) => sum + work, 0)

  async function finish(module: Module): Promise<void> {
    throwIfAborted(options.signal)
    const earlier = await readFactors(kept, module, options.dtype)
    const { data } = await checkpoint.tensor(module.name)
    const { name, out, in: in_ } = module
    const job = { name, out, in: in_, data, dtype: options.dtype, keptWeight: earlier?.weight ?? null }
    const made = await (options.factor ?? factorHere)(job)
    throwIfAborted(options.signal)
    if (made !== null) await kept.write(module.file, made)
    const factors = made === null ? earlier : factorsOf(made, name, options.dtype)
    if (factors === null) throw new AppError('numeric', `The factors of ${name} could not be kept.`)
    workLeft -= module.work
    if (made === null) keptCount++
    else workDone += module.work
    reports.set(name, factors.module)
    const share = workDone / (workDone + workLeft || 1)
    options.onModule?.({ name, done: reports.size, total: modules.length, share, kept: keptCount })
  }

  // In the order of the files, so that they are read straight on.
  const waiting = new Map(modules.map((module) => [module.name, module]))
  const queue = checkpoint.names.flatMap((name) => waiting.get(name) ?? []).values()
  let isOver = false
  const work = async () => {
    for (const module of queue) {
      // After the first failure the others stop too.
      if (isOver) return
      await finish(module)
    }
  }
  try {
    await Promise.all(Array.from({ length: options.atOnce ?? 1 }, work))
  } finally {
    isOver = true
  }
  const ordered = modules.flatMap(({ name }) => reports.get(name) ?? [])
  const tensors = storedTensors(checkpoint, waiting, kept, options)
  return {
    modules: ordered,
    kept: keptCount,
    files: bundleFiles({
      name: options.name ?? 'model',
      source: options.source ?? { checkpoint: 'unknown', licence: 'unknown' },
      configJson: checkpoint.configJson,
      tokenizerFiles: checkpoint.tokenizerFiles,
      modules: ordered,
      tensors,
    }),
  }
}

/** A store that goes with the process. */
export function memoryStore(): FactorStore {
  const files = new Map<string, Uint8Array>()
  return {
    read: async (file) => files.get(file),
    write: async (file, bytes) => void files.set(file, bytes),
  }
}

function listModules({ config }: OpenCheckpoint, { group, dtype }: FactorOptions): Module[] {
  const modules: Module[] = []
  for (let layer = 0; layer < config.num_hidden_layers; layer++) {
    for (const kind of MODULE_GROUPS[group]) {
      const shape = moduleShape(config, kind)
      const name = moduleName(layer, kind)
      const work = shape.out * shape.in * Math.min(shape.out, shape.in)
      modules.push({ name, ...shape, file: `${name}.${dtype}.safetensors`, work })
    }
  }
  return modules
}

async function readFactors(
  kept: FactorStore,
  module: Module,
  dtype: FactorType,
): Promise<StoredFactors | null> {
  const bytes = await kept.read(module.file)
  return bytes === undefined ? null : factorsOf(bytes, module.name, dtype)
}

async function* storedTensors(
  checkpoint: OpenCheckpoint,
  modules: ReadonlyMap<string, Module>,
  kept: FactorStore,
  { dtype, signal }: FactorOptions,
): AsyncGenerator<readonly [string, RawTensor]> {
  for (const name of checkpoint.names) {
    throwIfAborted(signal)
    const module = modules.get(name)
    if (module === undefined) {
      yield [name, storeTensor(await checkpoint.tensor(name), dtype)]
      continue
    }
    const factors = await readFactors(kept, module, dtype)
    if (factors === null)
      throw new AppError('io', `The factors of ${name} are gone.`, { advice: 'Start again.' })
    yield* factors.tensors
  }
}

/** After a whole macrotask, so that a signal can fire between two decompositions. */
async function factorHere(job: WeightJob): Promise<Uint8Array | null> {
  await new Promise((resolve) => setTimeout(resolve, 0))
  return factorWeight(job)
}

function storeTensor(tensor: CheckpointTensor, dtype: FactorType): RawTensor {
  const isMatrix = tensor.shape.length === 2
  return isMatrix
    ? rawTensor(store(tensor.data, otherMatrices(dtype)), tensor.shape)
    : rawFloats(tensor.data, tensor.shape)
}
