import { type Likeness, likeness } from '../core/inspect/likeness.ts'
import { wholeChange } from '../core/inspect/spectral-change.ts'
import { nuclearNorms } from '../core/nuclear-norm.ts'
import { scaleChange } from '../core/scale-change.ts'
import { MODULE_KINDS } from '../model/llama-config.ts'
import type { AdaptedMatrix, Spectra } from '../worker/spectra.ts'

/** One adapted matrix: its singular values and each subject's multipliers, views into the spectra. */
export interface MatrixSpectrum {
  readonly matrix: AdaptedMatrix
  /** Its place among the adapted matrices. */
  readonly index: number
  readonly sigma: Float32Array
  readonly z: readonly Float32Array[]
}

/** How far one subject moves a matrix, and between which multipliers. */
export interface SubjectChange {
  /** `‖W' − W‖_F / ‖W‖_F` */
  readonly change: number
  readonly least: number
  readonly greatest: number
}

export interface MatrixRow {
  readonly matrix: AdaptedMatrix
  readonly index: number
  /** One for each subject. */
  readonly subjects: readonly SubjectChange[]
  /** Null where nothing is compared. */
  readonly likeness: Likeness | null
}

/** The columns and rows of a table of matrices: the kinds of module and the layers, counted from 0, that there are. */
export function matrixGrid(parts: readonly { readonly matrix: AdaptedMatrix }[]) {
  return {
    kinds: MODULE_KINDS.filter((kind) => parts.some(({ matrix }) => matrix.kind === kind)),
    layers: [...new Set(parts.map(({ matrix }) => matrix.layer))].sort((a, b) => a - b),
  }
}

/** @param before spectra whose vectors are kept where they are equal, so that nobody draws them again */
export function matrixSpectra(
  { matrices, sigma, z }: Spectra,
  before: readonly MatrixSpectrum[] = [],
): MatrixSpectrum[] {
  let start = 0
  return matrices.map((matrix, index) => {
    const [from, to] = [start, start + matrix.rank]
    start = to
    const held = before[index]
    return {
      matrix,
      index,
      sigma: keptIfEqual(held?.sigma, sigma.subarray(from, to)),
      z: z.map((own, subject) => keptIfEqual(held?.z[subject], own.subarray(from, to))),
    }
  })
}

function keptIfEqual(before: Float32Array | undefined, now: Float32Array): Float32Array {
  return before?.length === now.length && now.every((value, i) => value === before[i]) ? before : now
}

/** The table of all matrices. */
export function matrixRows(spectra: readonly MatrixSpectrum[]): MatrixRow[] {
  return spectra.map(({ matrix, index, sigma, z }) => {
    const [first, second] = z
    const subjects = z.map((own) => ({
      change: scaleChange(sigma, own),
      least: own.reduce((low, value) => Math.min(low, value), Number.POSITIVE_INFINITY),
      greatest: own.reduce((high, value) => Math.max(high, value), Number.NEGATIVE_INFINITY),
    }))
    return { matrix, index, subjects, likeness: first && second ? likeness(sigma, first, second) : null }
  })
}

/** All matrices as if they were one: `‖W' − W‖_F / ‖W‖_F` of each subject, and how alike they are. */
export function wholeOf({ sigma, z }: Spectra): Pick<MatrixRow, 'likeness'> & { changes: readonly number[] } {
  const [first, second] = z
  return {
    changes: z.map((own) => wholeChange([{ sigma, z: own }])),
    likeness: first && second ? likeness(sigma, first, second) : null,
  }
}

/** Half the width of a colour scale around z − 1 = 0 that takes in all subjects. */
export function furthestChange({ z }: Pick<Spectra, 'z'>): number {
  let furthest = 0
  for (const own of z) for (const value of own) furthest = Math.max(furthest, Math.abs(value - 1))
  return furthest
}

/** True where `Σ(σ z) = Σσ` in every matrix, to a thousandth: blend applies such an expert as its file has it. */
export function isNormalised(parts: readonly MatrixSpectrum[], subject: number): boolean {
  return parts.every(({ sigma, z }) => {
    const { base, scaled } = nuclearNorms(sigma, (i) => z[subject]?.[i] ?? 1)
    return Math.abs(scaled - base) <= 1e-3 * base
  })
}
