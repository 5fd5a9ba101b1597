import { scaleChange } from './scale-change.ts'
import { type ThinSvd, thinSvd } from './svd.ts'

/** A square grid of numbers and its SVD. */
export interface PictureSpectrum extends ThinSvd {
  readonly size: number
}

/** What is left of a grid when its singular values are scaled. */
export interface ScaledPicture {
  /** `[size, size]`, row major; may leave the range of the original. */
  readonly values: Float64Array
  /** `[size]`: `sigma_i z_i`. */
  readonly sigma: Float64Array
  /** `‖A − A'‖_F / ‖A‖_F`. */
  readonly error: number
}

/** @param values `[size, size]`, row major; @throws AppError as `thinSvd` */
export const pictureSpectrum = (values: Float64Array, size: number): PictureSpectrum => ({
  ...thinSvd(values, size, size),
  size,
})

/** `z`, the gain of every singular value: 0 from `keep` on, and before it one gain a band. */
export function bandGains(
  size: number,
  keep: number,
  gains: readonly number[],
  bands: readonly number[],
): Float64Array {
  return Float64Array.from({ length: size }, (_, index) => {
    if (index >= keep) return 0
    let end = 0
    const band = bands.findIndex((length) => {
      end += length
      return index < end
    })
    return gains[band < 0 ? bands.length : band] ?? 1
  })
}

/** `A' = U diag(sigma ⊙ z) Vᵀ`. */
export function scaledPicture({ u, v, sigma, size }: PictureSpectrum, z: Float64Array): ScaledPicture {
  const values = new Float64Array(size * size)
  const scaled = sigma.map((value, index) => value * (z[index] ?? 1))
  for (let row = 0; row < size; row++)
    for (let column = 0; column < size; column++) {
      let sum = 0
      for (let i = 0; i < size; i++)
        sum += (u[row * size + i] ?? 0) * (scaled[i] ?? 0) * (v[column * size + i] ?? 0)
      values[row * size + column] = sum
    }
  return { values, sigma: scaled, error: scaleChange(sigma, z) }
}
