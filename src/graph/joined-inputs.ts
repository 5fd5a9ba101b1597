import type { FactoredLinear, FactoredModel } from '../model/factored-model.ts'
import type { ModuleKind } from '../model/llama-config.ts'

/** Which vector of its layer a module reads. */
const READS: Readonly<Record<ModuleKind, string>> = {
  q: 'input norm',
  k: 'input norm',
  v: 'input norm',
  o: 'attention',
  gate: 'post-attention norm',
  up: 'post-attention norm',
  down: 'activation',
}

/**
 * The adapted modules in runs that read one vector and whose scales stand side by side: their `V` can be one matrix and
 * their scales one slice, `[x Vq | x Vk | x Vv] ⊙ [sq | sk | sv]`. A module that shares with none is a run of its own.
 */
export function readerRuns({ adapted }: FactoredModel): readonly (readonly FactoredLinear[])[] {
  const runs: FactoredLinear[][] = []
  for (const module of adapted) {
    const run = runs.at(-1)
    const [first] = run ?? []
    if (run && first?.layer === module.layer && READS[first.kind] === READS[module.kind]) run.push(module)
    else runs.push([module])
  }
  return runs
}

/** Every module as a run of its own. */
export const alone = ({ adapted }: FactoredModel): readonly (readonly FactoredLinear[])[] =>
  adapted.map((module) => [module])
