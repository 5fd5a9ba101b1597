import type { FactoredModel } from './factored-model.ts'

/** Metadata under which an expert keeps the fingerprint of the weights it was trained on. */
export const FINGERPRINT = 'weights_fingerprint'

/** Storage as float16 or int8 moves a norm by less, another quantisation of a checkpoint by more. */
const TOLERANCE = 1e-3
const SAMPLED = 8

/**
 * Nuclear norms `Σσ` of a few down projections, spread over the model. Unlike a bundle's hash they stay the same
 * however and wherever the weights were factored.
 */
export function weightsFingerprint({ adapted }: Pick<FactoredModel, 'adapted'>): string {
  const modules = adapted.filter(({ kind }) => kind === 'down')
  const count = Math.min(SAMPLED, modules.length)
  return Array.from({ length: count }, (_, index) => {
    const { sigma } = modules[Math.floor((index * modules.length) / count)] ?? { sigma: [] }
    return Array.from(sigma)
      .reduce((sum, value) => sum + value, 0)
      .toPrecision(6)
  }).join(' ')
}

/**
 * How far a model's weights are from those an expert was trained on, as the largest relative change of a norm: 0
 * where they are the same weights however stored, null where the expert does not say.
 */
export function weightsApart(
  model: Pick<FactoredModel, 'adapted'>,
  provenance: Readonly<Record<string, string>>,
): number | null {
  const trained = (provenance[FINGERPRINT] ?? '').split(' ').map(Number)
  const own = weightsFingerprint(model).split(' ').map(Number)
  if (trained.length !== own.length || !trained.every((norm) => Number.isFinite(norm) && norm > 0))
    return null
  const apart = Math.max(...own.map((norm, index) => Math.abs(norm / (trained[index] ?? 1) - 1)))
  return apart < TOLERANCE ? 0 : apart
}
