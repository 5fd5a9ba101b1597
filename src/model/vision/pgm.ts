import { AppError } from '../../core/errors.ts'
import { PICTURE, type Picture } from './picture.ts'

/*
 * Portable grey maps (Netpbm P2 and P5): the simplest picture files that every image program reads and writes.
 * Paper is white there, while a Picture counts ink.
 */

const LARGEST_SIDE = 8192
const HEADER = /^P([25])(?:\s|#[^\n]*\n)+(\d{1,5})(?:\s|#[^\n]*\n)+(\d{1,5})(?:\s|#[^\n]*\n)+(\d{1,5})\s/

/**
 * A grey map of any size, brought to the size of a picture by averaging.
 * @throws AppError `bad-input`
 */
export function readPgm(bytes: Uint8Array): Picture {
  const text = new TextDecoder('latin1').decode(bytes.subarray(0, 4096))
  const [header = '', format, ...sizes] = HEADER.exec(text) ?? []
  const [width = 0, height = 0, most = 0] = sizes.map(Number)
  if (header === '') throw bad('is no grey map (PGM, P2 or P5)')
  if (!(width >= 1 && height >= 1 && width <= LARGEST_SIDE && height <= LARGEST_SIDE))
    throw bad(`is ${width} × ${height} pixels`)
  if (most < 1 || most > 255) throw bad(`counts greys up to ${most}; 255 is the most that is read`)
  const rest = bytes.subarray(header.length)
  const greys = format === '5' ? rest.subarray(0, width * height) : plainNumbers(rest, width * height)
  if (greys.length < width * height) throw bad(`ends after ${greys.length} of ${width * height} pixels`)
  return shrink(width, height, (at) => 1 - Math.min(1, (greys[at] ?? 0) / most))
}

/** The picture as P5, paper white. */
export function writePgm(picture: Picture): Uint8Array {
  const header = new TextEncoder().encode(`P5\n${PICTURE.width} ${PICTURE.height}\n255\n`)
  const file = new Uint8Array(header.length + picture.length)
  file.set(header)
  picture.forEach((ink, at) => {
    file[header.length + at] = Math.round(255 * (1 - ink))
  })
  return file
}

function plainNumbers(bytes: Uint8Array, most: number): number[] {
  const words = new TextDecoder('latin1').decode(bytes).match(/\d+/g) ?? []
  return words.slice(0, most).map(Number)
}

/** Every pixel of the result is the mean of what it covers; a smaller map is enlarged. */
function shrink(width: number, height: number, ink: (at: number) => number): Picture {
  const range = (place: number, of: number, size: number): readonly [number, number] => {
    const first = Math.floor((place * size) / of)
    return [first, Math.max(first + 1, Math.floor(((place + 1) * size) / of))]
  }
  return Float32Array.from({ length: PICTURE.width * PICTURE.height }, (_, at) => {
    const [left, right] = range(at % PICTURE.width, PICTURE.width, width)
    const [top, bottom] = range(Math.floor(at / PICTURE.width), PICTURE.height, height)
    let sum = 0
    for (let y = top; y < bottom; y++) for (let x = left; x < right; x++) sum += ink(y * width + x)
    return sum / ((right - left) * (bottom - top))
  })
}

function bad(reason: string): AppError {
  return new AppError('bad-input', `The picture ${reason}.`, {
    advice: `Save it as a grey PGM of ${PICTURE.width} × ${PICTURE.height} pixels, or a multiple of it.`,
  })
}
