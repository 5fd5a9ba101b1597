import { reconstructionError } from '../core/svd/reconstruction.ts'
import { type ThinSvd, thinSvd } from '../core/svd.ts'
import { type FactorType, storeVectors } from './factor-storage.ts'
import { digest, type ManifestModule } from './manifest.ts'
import { rawFloats } from './raw-tensor.ts'
import { type RawTensor, readSafetensors, writeSafetensors } from './safetensors.ts'

/** One matrix to factor. Plain data, so that it can go to another thread. */
export interface WeightJob {
  /** `model.layers.3.mlp.up_proj.weight` */
  readonly name: string
  readonly out: number
  readonly in: number
  /** `[out, in]`, row major. */
  readonly data: Float32Array
  readonly dtype: FactorType
  /** What `factorsOf` says of factors from an earlier run; null without any. */
  readonly keptWeight: string | null
}

/** The factors of one matrix as a bundle stores them. */
export interface StoredFactors {
  readonly module: ManifestModule
  /** Of the weight they were made from. */
  readonly weight: string
  /** `NAME.u`, `NAME.v`, `NAME.sigma`, and the scales of q8. */
  readonly tensors: readonly (readonly [string, RawTensor])[]
}

/** Changes whenever the same weight would get other factors, so that older ones are made again. */
const METHOD = 'gram-2'

/**
 * The thin SVD of a matrix as one safetensors file. Its errors are those of the float64 decomposition, before the
 * factors are rounded for storage.
 *
 * @returns null where the kept factors came from the same numbers.
 * @throws AppError `numeric` where a factor does not fit the storage type.
 */
export function factorWeight(job: WeightJob): Uint8Array | null {
  const { data, dtype } = job
  const { buffer, byteOffset, byteLength } = data
  const weight = digest(new Uint8Array(buffer, byteOffset, byteLength)).sha256
  if (weight === job.keptWeight) return null
  const svd = thinSvd(data, job.out, job.in)
  const { tensors, storedError } = storeFactors(job, svd)
  const notes = new Map([
    ['method', METHOD],
    ['weight', weight],
    ['dtype', dtype],
    ['reconstructionError', String(svd.reconstructionError)],
    ['orthogonalityError', String(svd.orthogonalityError)],
    ['storedError', String(storedError)],
  ])
  return writeSafetensors(tensors, notes)
}

function storeFactors({ name, out, in: in_, data, dtype }: WeightJob, svd: ThinSvd) {
  const u = storeVectors(`${name}.u`, svd.u, out, dtype)
  const v = storeVectors(`${name}.v`, svd.v, in_, dtype)
  const sigma = Float32Array.from(svd.sigma)
  return {
    tensors: new Map([...u.tensors, ...v.tensors, [`${name}.sigma`, rawFloats(sigma)]]),
    storedError: reconstructionError(data, out, in_, { u: u.values, sigma, v: v.values }),
  }
}

/**
 * Reads what `factorWeight` wrote.
 * @returns null where the file is damaged or not what this version would write: then the weight is factored again.
 */
export function factorsOf(bytes: Uint8Array, name: string, dtype: FactorType): StoredFactors | null {
  const file = attempt(() => readSafetensors(bytes))
  const sigma = file?.tensors.get(`${name}.sigma`)
  const note = (key: string): string => file?.metadata.get(key) ?? ''
  if (!file || !sigma || note('method') !== METHOD || note('dtype') !== dtype) return null
  const [rank = 0] = sigma.shape
  const measured = (key: string): number => Number(note(key))
  const module = {
    name,
    rank,
    reconstructionError: measured('reconstructionError'),
    orthogonalityError: measured('orthogonalityError'),
    storedError: measured('storedError'),
  }
  return { module, weight: note('weight'), tensors: inOrder(file.tensors, name) }
}

/** U, V and σ one after another: the file has them by the size of their numbers. */
function inOrder(tensors: ReadonlyMap<string, RawTensor>, name: string): (readonly [string, RawTensor])[] {
  const names = ['u', 'u.scales', 'v', 'v.scales', 'sigma'].map((part) => `${name}.${part}`)
  return names.flatMap((key) => {
    const tensor = tensors.get(key)
    return tensor ? [[key, tensor] as const] : []
  })
}

function attempt<T>(read: () => T): T | null {
  try {
    return read()
  } catch {
    return null
  }
}
