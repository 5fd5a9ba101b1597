import { throwIfAborted } from '../core/errors.ts'
import { thinSvd } from '../core/svd.ts'
import { writeBundle } from './bundle.ts'
import type { Checkpoint } from './checkpoint.ts'
import { MODULE_GROUPS, type ModuleGroup, moduleName, moduleShape } from './llama-config.ts'
import type { ManifestModule } from './manifest.ts'
import type { CheckpointTensor } from './random-model.ts'
import { rawFloats, rawTensor } from './raw-tensor.ts'
import type { RawTensor } from './safetensors.ts'
import { type StorageType, store } from './stored-array.ts'

export interface FactorOptions {
  /** What the bundle calls itself; default "model". */
  readonly name?: string
  readonly source?: { readonly checkpoint: string; readonly licence: string }
  /** The modules to factor; the others stay dense. */
  readonly group: ModuleGroup
  /** How matrices are stored; singular values, norms and biases are always float32. */
  readonly dtype: StorageType
  /** Called after each factored module. */
  readonly onModule?: (module: ManifestModule, done: number, total: number) => void
  readonly signal?: AbortSignal
}

export interface FactoredCheckpoint {
  /** The bundle's files by name. */
  readonly files: Map<string, Uint8Array>
  readonly report: { readonly modules: readonly ManifestModule[]; readonly bytes: number }
}

/**
 * Turns a dense checkpoint into a bundle by the thin SVD of each module of the group. The errors in the report
 * are those of the float64 decomposition, before the factors are rounded for storage.
 *
 * @throws AppError `numeric` where a weight does not fit the storage type, `cancelled`.
 */
export async function factorCheckpoint(
  checkpoint: Checkpoint,
  options: FactorOptions,
): Promise<FactoredCheckpoint> {
  const { config } = checkpoint
  const shapes = new Map<string, { out: number; in: number }>()
  for (let layer = 0; layer < config.num_hidden_layers; layer++) {
    for (const kind of MODULE_GROUPS[options.group]) {
      shapes.set(moduleName(layer, kind), moduleShape(config, kind))
    }
  }
  const modules = new Map<string, ManifestModule>()
  const tensors = new Map<string, RawTensor>()
  for (const [name, tensor] of checkpoint.tensors) {
    const shape = shapes.get(name)
    if (shape === undefined) {
      tensors.set(name, storeTensor(tensor, options.dtype))
      continue
    }
    const svd = thinSvd(tensor.data, shape.out, shape.in)
    const rank = svd.sigma.length
    tensors.set(
      `${name}.u`,
      storeTensor({ shape: [shape.out, rank], data: Float32Array.from(svd.u) }, options.dtype),
    )
    tensors.set(
      `${name}.v`,
      storeTensor({ shape: [shape.in, rank], data: Float32Array.from(svd.v) }, options.dtype),
    )
    tensors.set(`${name}.sigma`, rawFloats(Float32Array.from(svd.sigma)))
    const { reconstructionError, orthogonalityError } = svd
    const module = { name, rank, reconstructionError, orthogonalityError }
    modules.set(name, module)
    options.onModule?.(module, modules.size, shapes.size)
    await letOthersRun()
    throwIfAborted(options.signal)
  }
  const ordered = [...shapes.keys()].flatMap((name) => modules.get(name) ?? [])
  const files = writeBundle({
    name: options.name ?? 'model',
    source: options.source ?? { checkpoint: 'unknown', licence: 'unknown' },
    configJson: checkpoint.configJson,
    tokenizerFiles: checkpoint.tokenizerFiles,
    modules: ordered,
    tensors,
  })
  const bytes = [...files.values()].reduce((sum, file) => sum + file.length, 0)
  return { files, report: { modules: ordered, bytes } }
}

/** A whole macrotask, so that a signal can fire between two decompositions. */
function letOthersRun(): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, 0))
}

function storeTensor(tensor: CheckpointTensor, dtype: StorageType): RawTensor {
  const isMatrix = tensor.shape.length === 2
  return isMatrix ? rawTensor(store(tensor.data, dtype), tensor.shape) : rawFloats(tensor.data, tensor.shape)
}
