import { throwIfAborted } from '../core/errors.ts'
import { assembleModel } from './assemble-model.ts'
import type { FactoredModel, StoredArray } from './factored-model.ts'
import { sha256Hex } from './manifest.ts'
import type { OpenCheckpoint } from './open-checkpoint.ts'
import { toFloat16 } from './stored-array.ts'

export interface ReadDenseOptions {
  readonly signal?: AbortSignal
  /** Bytes that are kept so far. */
  readonly onBytes?: (kept: number) => void
}

/**
 * A checkpoint as it is, without factors and so without anything an expert could change: `totalRank` is 0. Matrices
 * are kept as float16, and one tensor at a time is float32. Its hash is that of all it keeps.
 *
 * @throws AppError `numeric` where a weight does not fit into 16 bits, `cancelled`, or what the checkpoint throws.
 */
export async function readDenseModel(
  checkpoint: OpenCheckpoint,
  { signal, onBytes }: ReadDenseOptions = {},
): Promise<FactoredModel> {
  const { config, names } = checkpoint
  const matrices = new Map<string, StoredArray>()
  const vectors = new Map<string, Float32Array>()
  const digests = new Map<string, string>()
  let kept = 0
  for (const name of names) {
    throwIfAborted(signal)
    const { shape, data } = await checkpoint.tensor(name)
    if (shape.length === 2) matrices.set(name, toFloat16(data))
    else vectors.set(name, data)
    const { buffer, byteOffset, byteLength } = matrices.get(name)?.data ?? data
    digests.set(name, await sha256Hex(new Uint8Array(buffer, byteOffset, byteLength)))
    kept += byteLength
    onBytes?.(kept)
    // A reader of files in memory never waits, and a cancellation would not be heard.
    await new Promise((resolve) => setTimeout(resolve, 0))
  }
  const lines = [JSON.stringify(config), ...[...digests].map((line) => line.join(' ')).sort()]
  const hash = await sha256Hex(new TextEncoder().encode(lines.join('\n')))
  const none = new Float32Array()
  return assembleModel(config, hash, {
    matrix: (name) => matrices.get(name) ?? { dtype: 'F32', data: none },
    vector: (name) => vectors.get(name) ?? none,
    bias: (name) => vectors.get(name) ?? null,
    factors: () => null,
  })
}
