import { type ByteSource, readExactly } from './byte-source.ts'
import { refuseLfsPointer } from './lfs-pointer.ts'
import { headerEnd, LENGTH_BYTES, parseSafetensorsHeader, type TensorType } from './safetensors.ts'

/** A tensor that is read when it is asked for. */
interface SourceTensor {
  readonly dtype: TensorType
  readonly shape: readonly number[]
  /** Its bytes, little endian and row major. */
  readonly read: () => Promise<Uint8Array>
}

/**
 * Opens a safetensors file by its header, held to the same rules as `readSafetensors`.
 * @throws AppError `bad-model`, `io`.
 */
export async function openSafetensors(source: ByteSource): Promise<Map<string, SourceTensor>> {
  const length = await readExactly(source, 0, Math.min(LENGTH_BYTES, source.size))
  refuseLfsPointer(length)
  const head = await readExactly(source, 0, headerEnd(length, source.size))
  const { placed } = parseSafetensorsHeader(head, source.size)
  return new Map(
    [...placed].map(([name, { dtype, shape, begin, end }]) => [
      name,
      { dtype, shape, read: () => readExactly(source, begin, end) },
    ]),
  )
}
