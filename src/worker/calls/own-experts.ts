import { checkExpertName } from '../../adapt/expert-name.ts'
import { AppError } from '../../core/errors.ts'
import { scaleChange } from '../../core/scale-change.ts'
import { type Expert, readExpert } from '../../model/expert-file.ts'
import type { FactoredModel } from '../../model/factored-model.ts'
import type { ModelSlot } from '../open-model.ts'
import type { ExpertFacts } from '../protocol.ts'
import { describeExpert } from '../start-model.ts'
import type { Call } from './call.ts'

export const addExpert: Call<'addExpert'> = async ({ name, bytes, replaces = false }, { slot }) => {
  const { model, experts } = slot.current().runtime
  if (replaces) requireOwn(slot, name)
  else checkExpertName(name, experts.keys())
  const expert = readExpert(bytes, model.adapted, name)
  const { model: hash } = expert.provenance
  if (hash !== undefined && hash !== model.hash) {
    throw new AppError(
      'bad-expert',
      `The expert “${name}” was trained for another model (${hash.slice(0, 8)}…; this one is ${model.hash.slice(0, 8)}…). Its numbers belong to that model’s singular values.`,
      { advice: 'Load one that was trained here; t2 transfer can carry an expert over.' },
    )
  }
  slot.extend({ experts: new Map([...experts, [name, expert]]) })
  return factsOf(model, expert)
}

export const removeExpert: Call<'removeExpert'> = async ({ name }, { slot }) => {
  requireOwn(slot, name)
  const { experts } = slot.current().runtime
  slot.extend({ experts: new Map([...experts].filter(([held]) => held !== name)) })
  return null
}

/** @throws AppError `bad-input` for an expert that is not there or that came with the model */
function requireOwn(slot: ModelSlot, name: string): void {
  const { runtime, opened } = slot.current()
  if (!runtime.experts.has(name)) throw new AppError('bad-input', `There is no expert named ${name}.`)
  if (opened.experts.some((given) => given.name === name))
    throw new AppError('bad-input', `The expert ${name} comes with the model and stays.`)
}

function factsOf(model: FactoredModel, expert: Expert): ExpertFacts {
  const changes = model.adapted.flatMap(({ name, layer, kind, sigma }) => {
    const z = expert.z.get(name)
    return z ? [{ layer, kind, change: scaleChange(sigma, z) }] : []
  })
  return { ...describeExpert(expert), provenance: expert.provenance, changes }
}
