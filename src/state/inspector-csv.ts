import type { ComponentTokens, ScoredToken } from '../worker/spectra.ts'
import { csvText } from './csv.ts'
import type { MatrixRow, MatrixSpectrum } from './inspector-spectrum.ts'

const number = (value: number | null | undefined): string =>
  value === null || value === undefined ? '' : String(value)

/**
 * One line a matrix (layers counted from 1, as on the page): relative change and range of z of each subject, and how alike two are.
 * @param subjects names in the order of the rows' subjects
 */
export function matricesCsv(subjects: readonly string[], rows: readonly MatrixRow[]): string {
  const perSubject = subjects.flatMap((name) => [`change ${name}`, `least z ${name}`, `greatest z ${name}`])
  const compared = ['distance', 'weight distance', 'cosine', 'weight cosine']
  const head = ['matrix', 'layer', 'module', 'rank', ...perSubject, ...(subjects.length > 1 ? compared : [])]
  const lines = rows.map(({ matrix, subjects: own, likeness }) => [
    matrix.name,
    String(matrix.layer + 1),
    matrix.kind,
    String(matrix.rank),
    ...own.flatMap(({ change, least, greatest }) => [change, least, greatest].map(number)),
    ...(likeness
      ? [likeness.distance, likeness.weightDistance, likeness.cosine, likeness.weightCosine].map(number)
      : []),
  ])
  return csvText([head, ...lines])
}

/** One line a singular value of one matrix: σ, and z and σ z of each subject. */
export function spectrumCsv(subjects: readonly string[], { sigma, z }: MatrixSpectrum): string {
  const head = ['component', 'sigma', ...subjects.flatMap((name) => [`z ${name}`, `sigma z ${name}`])]
  const lines = Array.from(sigma, (s, i) => [
    String(i + 1),
    String(s),
    ...z.flatMap((own) => [own[i] ?? 1, s * (own[i] ?? 1)].map(String)),
  ])
  return csvText([head, ...lines])
}

/** One line a singular value of one matrix, a column a curve. */
export function curvesCsv(
  curves: readonly { readonly key: string; readonly values: ArrayLike<number> }[],
): string {
  const rank = Math.max(0, ...curves.map(({ values }) => values.length))
  const lines = Array.from({ length: rank }, (_, i) => [
    String(i + 1),
    ...curves.map(({ values }) => number(values[i])),
  ])
  return csvText([['component', ...curves.map(({ key }) => key)], ...lines])
}

/** The strongest components of one matrix, with the tokens at both ends of what they read and write. */
export function componentsCsv(
  { sigma, z: [z] }: MatrixSpectrum,
  indices: readonly number[],
  tokens: ReadonlyMap<number, ComponentTokens>,
): string {
  const head = [
    'component',
    'sigma',
    'z',
    'strength',
    'reads most',
    'reads least',
    'writes most',
    'writes least',
  ]
  const named = (list: readonly ScoredToken[] | undefined) =>
    (list ?? []).map(({ id, text, score }) => `${tokenName(id, text)} ${score.toFixed(3)}`).join(' | ')
  const lines = indices.map((index) => {
    const [s, own] = [sigma[index] ?? 0, z?.[index] ?? 1]
    const { reads, writes } = tokens.get(index) ?? {}
    return [
      ...[index + 1, s, own, s * Math.abs(own - 1)].map(String),
      ...[reads?.most, reads?.least, writes?.most, writes?.least].map(named),
    ]
  })
  return csvText([head, ...lines])
}

/** A part of a character has no text of its own: its number tells it from others, as on the page. */
function tokenName(id: number, text: string): string {
  const bare = text.trim()
  return bare === '' || bare.includes('\uFFFD') ? `#${id}` : bare
}
