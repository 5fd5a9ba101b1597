import type { MergedParameter } from './merged-parameters.ts'

/** Most bytes of one file of weights: two of them fit into memory while one is written. */
export const MAX_FILE_BYTES = 2 ** 30

type Sized = Pick<MergedParameter, 'shape'>

/** @param bytes of a number */
export function sizeOf({ shape }: Sized, bytes: number): number {
  return shape.reduce((product, size) => product * size, bytes)
}

/**
 * Which parameters go into which file, in their order. One that is larger than a file has one for itself.
 * @param bytes of a number
 * @param most bytes of a file
 */
export function planFiles<P extends Sized>(parameters: readonly P[], bytes: number, most: number): P[][] {
  const files: P[][] = [[]]
  let room = most
  for (const parameter of parameters) {
    const size = sizeOf(parameter, bytes)
    if (size > room && files.at(-1)?.length !== 0) {
      files.push([])
      room = most
    }
    files.at(-1)?.push(parameter)
    room -= size
  }
  return files
}
