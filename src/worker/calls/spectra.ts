import type { Mix } from '../../adapt/adaptation.ts'
import type { Runtime } from '../../adapt/runtime.ts'
import { AppError } from '../../core/errors.ts'
import { joinFloats } from '../../core/join-parts.ts'
import { mixMultipliers } from '../../core/mixing.ts'
import type { Inspected } from '../spectra.ts'
import type { Call } from './call.ts'

export const spectra: Call<'spectra'> = async ({ subjects }, { slot }) => {
  const { runtime } = slot.current()
  const { adapted } = runtime.model
  return {
    matrices: adapted.map(({ name, layer, kind, out, in: in_, rank }) => ({
      ...{ name, layer, kind, out, in: in_, rank },
    })),
    sigma: joinFloats(adapted.map(({ sigma }) => sigma)),
    z: subjects.map((subject) => joinFloats(multipliersOf(runtime, subject))),
  }
}

/**
 * One `[rank]` a module, in manifest order.
 * @throws AppError `bad-mix` for an expert that is not there, and for what a mode cannot express
 */
function multipliersOf(runtime: Pick<Runtime, 'model' | 'experts'>, subject: Inspected): Float64Array[] {
  // The paper's mix of one expert at α = 1 is the z of its file.
  const mix: Mix = subject.kind === 'mix' ? subject.mix : { mode: 'paper', alpha: { [subject.name]: 1 } }
  const terms = Object.keys(mix.alpha).map((name) => {
    const expert = runtime.experts.get(name)
    if (!expert) throw new AppError('bad-mix', `There is no expert named ${name}.`)
    return { z: expert.z, alpha: mix.byModule?.[name] ?? mix.alpha[name] ?? 0 }
  })
  return mixMultipliers(runtime.model.adapted, terms, mix.mode)
}
