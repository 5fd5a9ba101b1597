import { AppError } from '../core/errors.ts'
import { adapterFloats, openAdapterFile } from './adapter-tensors.ts'
import type { FactoredLinear } from './factored-model.ts'
import { rawFloats } from './raw-tensor.ts'
import { writeSafetensors } from './safetensors.ts'

/** A named `z` for each module it covers: a multiplier of the singular values, 1 leaving them unchanged. */
export interface Expert {
  readonly name: string
  /** By Hugging Face parameter name, `[rank]` each. */
  readonly z: ReadonlyMap<string, Float32Array>
  /** Whatever the file says about its origin: model hash, task, objective, seed, steps. */
  readonly provenance: Readonly<Record<string, string>>
}

const PARAMETERISATION = 'parameterisation'

/**
 * Reads an expert and checks it against the modules of the model it is meant for. A file may hold multipliers
 * or, as those of the paper's authors do, logits p with `z = sigmoid(p)`.
 *
 * @throws AppError `bad-expert`
 */
export function readExpert(bytes: Uint8Array, modules: readonly FactoredLinear[], name: string): Expert {
  const refuse = (reason: string, cause?: unknown) => badExpert(name, reason, cause)
  const { tensors, metadata } = openAdapterFile(bytes, refuse)
  const convert = converter(metadata.get(PARAMETERISATION), name)
  const ranks = new Map(modules.map((module) => [module.name, module.rank]))
  if (tensors.size === 0) throw badExpert(name, 'covers no module')
  const z = new Map<string, Float32Array>()
  for (const [module, tensor] of tensors) {
    const rank = ranks.get(module)
    if (rank === undefined) throw badExpert(name, `covers ${quote(module)}, which the model does not adapt`)
    const values = adapterFloats(tensor, module, [rank], `whose rank is ${rank}`, refuse)
    z.set(module, values.map(convert))
  }
  const provenance = Object.fromEntries([...metadata].filter(([key]) => key !== PARAMETERISATION))
  return { name, z, provenance }
}

/** One safetensors file of multipliers, float32. */
export function writeExpert(expert: Expert): Uint8Array {
  const tensors = new Map([...expert.z].map(([module, z]) => [module, rawFloats(z)]))
  const metadata = new Map([...Object.entries(expert.provenance), [PARAMETERISATION, 'multiplier']])
  return writeSafetensors(tensors, metadata as Map<string, string>)
}

function converter(parameterisation: string | undefined, name: string): (value: number) => number {
  switch (parameterisation) {
    case 'multiplier':
      return (value) => value
    case 'sigmoid-logit':
      return (value) => 1 / (1 + Math.exp(-value))
    case undefined:
      throw badExpert(
        name,
        'does not say in its metadata whether "parameterisation" is multiplier or sigmoid-logit',
      )
    default:
      throw badExpert(name, `has the unknown parameterisation ${quote(parameterisation)}`)
  }
}

function quote(text: string): string {
  return JSON.stringify(text.length > 80 ? `${text.slice(0, 80)}…` : text)
}

function badExpert(name: string, reason: string, cause?: unknown): AppError {
  return new AppError('bad-expert', `The expert ${quote(name)} ${reason}.`, {
    advice: 'Choose an expert that was trained for this model.',
    cause,
  })
}
