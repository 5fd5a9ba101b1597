import { brokenGguf } from './errors.ts'
import type { GgufMetadata } from './metadata.ts'

/*
 * Typed access to metadata. Each reader returns undefined where the file says nothing.
 */

/** @throws AppError `bad-model` where the value is no number. */
export function numberField(metadata: GgufMetadata, key: string): number | undefined {
  const value = metadata.get(key)
  if (value === undefined || typeof value === 'number') return value
  throw brokenGguf(`${key} is no number`)
}

/**
 * A number, or a list with one for each layer of which all are equal.
 * @returns 'mixed' where the layers differ.
 */
export function layerField(metadata: GgufMetadata, key: string): number | 'mixed' | undefined {
  const value = metadata.get(key)
  if (!isNumbers(value)) return numberField(metadata, key)
  const first = Number(value[0])
  return value.length > 0 && value.every((item: number | bigint) => Number(item) === first) ? first : 'mixed'
}

/** @throws AppError `bad-model` where the value is no text. */
export function textField(metadata: GgufMetadata, key: string): string | undefined {
  const value = metadata.get(key)
  if (value === undefined || typeof value === 'string') return value
  throw brokenGguf(`${key} is no text`)
}

/** @throws AppError `bad-model` where the value is no truth value. */
export function flagField(metadata: GgufMetadata, key: string): boolean | undefined {
  const value = metadata.get(key)
  if (value === undefined || typeof value === 'boolean') return value
  throw brokenGguf(`${key} is neither true nor false`)
}

/** @throws AppError `bad-model` where the value is no list of texts. */
export function textsField(metadata: GgufMetadata, key: string): readonly string[] | undefined {
  const value = metadata.get(key)
  if (value === undefined) return undefined
  if (Array.isArray(value) && value.every((item) => typeof item === 'string')) return value
  throw brokenGguf(`${key} is no list of texts`)
}

/** @throws AppError `bad-model` where the value is no list of numbers. */
export function numbersField(metadata: GgufMetadata, key: string): ArrayLike<number> | undefined {
  const value = metadata.get(key)
  if (value === undefined) return undefined
  if (isNumbers(value) && !(value instanceof BigInt64Array) && !(value instanceof BigUint64Array))
    return value
  throw brokenGguf(`${key} is no list of numbers`)
}

type Numbers = Exclude<Extract<ReturnType<GgufMetadata['get']>, ArrayBufferView>, undefined>

function isNumbers(
  value: unknown,
): value is Numbers & { every(test: (item: number | bigint) => boolean): boolean } {
  return ArrayBuffer.isView(value)
}
