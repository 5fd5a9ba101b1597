import { checkExpertName } from '../../adapt/expert-name.ts'
import { AppError } from '../../core/errors.ts'
import { scaleChange } from '../../core/scale-change.ts'
import { type Expert, readExpert } from '../../model/expert-file.ts'
import type { FactoredModel } from '../../model/factored-model.ts'
import type { ModelSlot } from '../open-model.ts'
import type { ExpertFacts } from '../protocol.ts'
import type { Call } from './call.ts'
import { describeExpert } from './open.ts'

export const addExpert: Call<'addExpert'> = async ({ name, bytes }, { slot }) => {
  const { model, experts } = slot.current().runtime
  checkExpertName(name, experts.keys())
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

export const renameExpert: Call<'renameExpert'> = async ({ from, to }, { slot }) => {
  const { model, experts } = slot.current().runtime
  const expert = ownExpert(slot, from)
  checkExpertName(to, experts.keys())
  const renamed = { ...expert, name: to }
  slot.extend({
    experts: new Map([...experts].map(([name, held]) => (name === from ? [to, renamed] : [name, held]))),
  })
  return factsOf(model, renamed)
}

export const removeExpert: Call<'removeExpert'> = async ({ name }, { slot }) => {
  ownExpert(slot, name)
  slot.extend({ experts: new Map([...slot.current().runtime.experts].filter(([held]) => held !== name)) })
  return null
}

/** @throws AppError `bad-input` for an expert that came with the model, or that is not there */
function ownExpert(slot: ModelSlot, name: string): Expert {
  const { runtime, opened } = slot.current()
  const expert = runtime.experts.get(name)
  if (expert && !opened.experts.some((given) => given.name === name)) return expert
  throw new AppError(
    'bad-input',
    expert ? `The expert ${name} comes with the model and stays.` : `There is no expert named ${name}.`,
  )
}

function factsOf(model: FactoredModel, expert: Expert): ExpertFacts {
  const changes = model.adapted.flatMap(({ name, layer, kind, sigma }) => {
    const z = expert.z.get(name)
    return z ? [{ layer, kind, change: scaleChange(sigma, z) }] : []
  })
  return { ...describeExpert(expert), provenance: expert.provenance, changes }
}
