import { AppError } from '../../core/errors.ts'
import type { FactoredModel } from '../../model/factored-model.ts'
import { type ModuleKind, moduleName } from '../../model/llama-config.ts'
import { gradientOfW } from '../../train/expert-parameters.ts'
import type { GradientEngine } from '../../train/gradient.ts'
import type { Goldens } from './goldens.ts'
import { waveExpert, waveScales } from './wave-scales.ts'

export interface GradientAgreement {
  readonly name: string
  readonly logProbError: number
  /** Of each golden matrix, the largest difference of a slope over the golden's norm of all slopes. */
  readonly slopeErrors: Readonly<Record<string, number>>
}

/** How each point of `grad.json` is reached: the mix, and whether slopes pass through the nuclear-norm factor. */
const POINTS: Readonly<Record<string, { readonly kind: string | null; readonly isRenormed: boolean }>> = {
  one: { kind: null, isRenormed: false },
  A_all: { kind: 'A', isRenormed: false },
  A_all_renorm: { kind: 'A_renorm', isRenormed: true },
}

/**
 * d Σ log p(answer) / dz at the goldens' points.
 * @throws AppError `bad-input` for a point or matrix without a meaning
 */
export async function compareGradients(
  engine: GradientEngine,
  model: FactoredModel,
  { prompt_ids, answer_ids, points }: Goldens['gradient'],
): Promise<GradientAgreement[]> {
  const waves = waveExpert(model.adapted, 'A', 'all')
  const results: GradientAgreement[] = []
  for (const [name, { J, grads }] of Object.entries(points)) {
    const point = POINTS[name]
    if (!point)
      throw new AppError('bad-input', `There is no point "${name.slice(0, 40)}" to take a gradient at.`)
    const scales = waveScales(model.adapted, point.kind, 'all')
    const { logProb, dScales } = await engine.gradient(prompt_ids, answer_ids, scales)
    const slopeErrors = Object.entries(grads).map(([matrix, { idx, grad, l2norm }]) => {
      const module = namedModule(model, matrix)
      const z = waves.get(module.name) ?? new Float32Array(module.rank)
      const own = point.isRenormed
        ? gradientOfW({ module, w: z.map((value) => value - 1) }, dScales)
        : module.sigma.map((sigma, i) => sigma * (dScales[module.scaleOffset + i] ?? 0))
      const errors = idx.map((index, i) => Math.abs((own[index] ?? Number.NaN) - (grad[i] ?? Number.NaN)))
      return [matrix, Math.max(...errors) / l2norm] as const
    })
    results.push({ name, logProbError: Math.abs(logProb - J), slopeErrors: Object.fromEntries(slopeErrors) })
  }
  return results
}

/** `L15.down` */
function namedModule({ adapted }: FactoredModel, text: string) {
  const [, layer, kind] = /^L(\d+)\.(\w+)$/.exec(text) ?? []
  const name = moduleName(Number(layer), kind as ModuleKind)
  const module = adapted.find((candidate) => candidate.name === name)
  if (module) return module
  throw new AppError('bad-input', `This model adapts no matrix "${text.slice(0, 40)}".`, {
    advice: 'Factor the checkpoint with --modules all.',
  })
}
