import { thinSvd } from '../core/svd.ts'
import { digest, type ManifestModule } from './manifest.ts'
import { rawFloats, rawTensor } from './raw-tensor.ts'
import { type RawTensor, readSafetensors, writeSafetensors } from './safetensors.ts'
import { type StorageType, store } from './stored-array.ts'

/** One matrix to factor. Plain data, so that it can go to another thread. */
export interface WeightJob {
  /** `model.layers.3.mlp.up_proj.weight` */
  readonly name: string
  readonly out: number
  readonly in: number
  /** `[out, in]`, row major. */
  readonly data: Float32Array
  readonly dtype: StorageType
  /** What `factorsOf` says of factors from an earlier run; null without any. */
  readonly keptWeight: string | null
}

/** The factors of one matrix as a bundle stores them. */
export interface StoredFactors {
  readonly module: ManifestModule
  /** Of the weight they were made from. */
  readonly weight: string
  /** `NAME.u`, `NAME.v`, `NAME.sigma` */
  readonly tensors: readonly (readonly [string, RawTensor])[]
}

/** Changes whenever the same weight would get other factors, so that older ones are made again. */
const METHOD = 'gram-1'

/**
 * The thin SVD of a matrix as one safetensors file. Its errors are those of the float64 decomposition, before the
 * factors are rounded for storage.
 *
 * @returns null where the kept factors came from the same numbers.
 * @throws AppError `numeric` where a factor does not fit the storage type.
 */
export function factorWeight(job: WeightJob): Uint8Array | null {
  const { name, data, dtype } = job
  const { buffer, byteOffset, byteLength } = data
  const weight = digest(new Uint8Array(buffer, byteOffset, byteLength)).sha256
  if (weight === job.keptWeight) return null
  const svd = thinSvd(data, job.out, job.in)
  const rank = svd.sigma.length
  const matrix = (values: Float64Array, rows: number) =>
    rawTensor(store(Float32Array.from(values), dtype), [rows, rank])
  const tensors = new Map([
    [`${name}.u`, matrix(svd.u, job.out)],
    [`${name}.v`, matrix(svd.v, job.in)],
    [`${name}.sigma`, rawFloats(Float32Array.from(svd.sigma))],
  ])
  const notes = new Map([
    ['method', METHOD],
    ['weight', weight],
    ['dtype', dtype],
    ['reconstructionError', String(svd.reconstructionError)],
    ['orthogonalityError', String(svd.orthogonalityError)],
  ])
  return writeSafetensors(tensors, notes)
}

/**
 * Reads what `factorWeight` wrote.
 * @returns null where the file is damaged or not what this version would write: then the weight is factored again.
 */
export function factorsOf(bytes: Uint8Array, name: string, dtype: StorageType): StoredFactors | null {
  const file = attempt(() => readSafetensors(bytes))
  const names = [`${name}.u`, `${name}.v`, `${name}.sigma`]
  const tensors = names.flatMap((key) => {
    const tensor = file?.tensors.get(key)
    return tensor ? [[key, tensor] as const] : []
  })
  const note = (key: string): string => file?.metadata.get(key) ?? ''
  if (tensors.length < names.length || note('method') !== METHOD || note('dtype') !== dtype) return null
  const [rank = 0] = tensors[2]?.[1].shape ?? []
  const reconstructionError = Number(note('reconstructionError'))
  const orthogonalityError = Number(note('orthogonalityError'))
  return { module: { name, rank, reconstructionError, orthogonalityError }, weight: note('weight'), tensors }
}

function attempt<T>(read: () => T): T | null {
  try {
    return read()
  } catch {
    return null
  }
}
