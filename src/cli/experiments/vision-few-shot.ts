import type { Mix } from '../../adapt/adaptation.ts'
import { fewShot } from '../../adapt/few-shot/few-shot.ts'
import { FEW_SHOT_DEFAULTS } from '../../adapt/few-shot/options.ts'
import { exerciseShot } from '../../adapt/few-shot/shots.ts'
import { picturedItems } from '../../tasks/pictures/pictured-families.ts'
import type { VisionFamily } from '../../tasks/pictures/pictured-item.ts'
import type { Lab, Sight, Subject } from './lab.ts'
import { METHODS } from './method.ts'
import { expertsOfSeed } from './subjects.ts'
import { fixedCells } from './tuning.ts'

/** Pictured examples of the validation split that α is searched on. */
export const SHOTS = 20

export interface AdaptedToPictures {
  readonly mix: Mix
  readonly subject: Subject
}

/** Experts of one training seed, mixed by few-shot adaptation to a family of pictures. */
export async function adaptToPictures(
  lab: Lab & { readonly sight: Sight },
  family: VisionFamily,
  tasks: readonly string[],
  seed: number,
): Promise<AdaptedToPictures> {
  const cellOf = fixedCells(lab)
  const cells = tasks.map((task) => cellOf(METHODS.svf, task, seed))
  const options = { ...FEW_SHOT_DEFAULTS, seed }
  const key = {
    ...{ kind: 'few-shot', family, shots: SHOTS, options, encoder: lab.sight.hash },
    experts: cells.map((cell) => cell.key),
  }
  const name = `few-shot over ${tasks.join(', ')}, seed ${seed}`
  const mix = await lab.cells.value(key, async () => {
    const shots = picturedItems(family, SHOTS, seed, 'valid').map(exerciseShot)
    const runtime = { ...lab.runtime, experts: await expertsOfSeed(lab, cells) }
    const found = await fewShot(runtime, shots, options, {
      signal: lab.signal,
      onGeneration: ({ index, generations }) =>
        lab.progress(`${name} on ${family}: generation ${index + 1} of ${generations}`),
    })
    return found.mix
  })
  return {
    mix,
    subject: {
      key: { subject: 'few-shot', mix, experts: key.experts },
      name,
      use: async (work) => work({ ...lab.runtime, experts: await expertsOfSeed(lab, cells) }, { mix }),
    },
  }
}
