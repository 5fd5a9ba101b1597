import type { DispatchStrategy, Mix } from '../../adapt/adaptation.ts'
import { CLASSIFIER } from '../../adapt/dispatch.ts'
import { BASE_MIX } from '../../adapt/runtime.ts'
import { createNodeEngine } from '../../engine/ort/node.ts'
import { type Expert, readExpert } from '../../model/expert-file.ts'
import { readLora } from '../../model/lora-file.ts'
import { TRAINED_FAMILIES } from '../../tasks/task-item.ts'
import { transferExpert } from '../../train/transfer.ts'
import { soloMix } from '../report/measure.ts'
import type { Lab, Subject } from './lab.ts'
import { METHODS, type Method } from './method.ts'
import { type TrainingCell, trainCell } from './trainings.ts'

/** The base weights, whatever the seed. */
export function baseSubject(lab: Lab): Subject {
  return {
    key: { subject: 'base', model: lab.runtime.model.hash },
    name: 'base',
    use: (work) => work(lab.runtime, { mix: BASE_MIX }),
  }
}

/** What one training made, alone: an expert at α = 1, or a LoRA adapter. */
export function trainedSubject(lab: Lab, cell: TrainingCell): Subject {
  const { model } = lab.runtime
  return {
    key: cell.key,
    name: cell.label,
    async use(work) {
      const { bytes } = await trainCell(lab, cell)
      if (cell.method.adapter === 'svf') {
        const experts = new Map([[cell.task, readExpert(bytes, model.adapted, cell.task)]])
        return work({ ...lab.runtime, experts }, { mix: soloMix(cell.task) })
      }
      const lora = readLora(bytes, model, cell.task)
      const engine = await createNodeEngine(model, { threads: lab.threads, lora })
      try {
        return await work({ ...lab.runtime, engine }, { mix: BASE_MIX })
      } finally {
        engine.dispose()
      }
    },
  }
}

/** Experts of all three families, and z_c, of one training seed. */
export async function expertsOfSeed(lab: Lab, cells: readonly TrainingCell[]): Promise<Map<string, Expert>> {
  const experts = new Map<string, Expert>()
  for (const cell of cells) {
    const { bytes } = await trainCell(lab, cell)
    experts.set(cell.task, readExpert(bytes, lab.runtime.model.adapted, cell.task))
  }
  return experts
}

export type CellOf = (method: Method, task: string, seed: number) => TrainingCell

/** Two passes, the experts being those of one training seed. */
export function strategySubject(lab: Lab, cellOf: CellOf, strategy: DispatchStrategy, seed: number): Subject {
  const tasks = strategy === 'classifier' ? [...TRAINED_FAMILIES, CLASSIFIER] : TRAINED_FAMILIES
  const cells = tasks.map((task) => cellOf(METHODS.svf, task, seed))
  return {
    key: { subject: 'strategy', strategy, experts: cells.map(({ key }) => key) },
    name: `two passes by ${strategy}, seed ${seed}`,
    use: async (work) => work({ ...lab.runtime, experts: await expertsOfSeed(lab, cells) }, { strategy }),
  }
}

/** A fixed mix of the three experts of one training seed. */
export function mixSubject(lab: Lab, cellOf: CellOf, mix: Mix, name: string, seed: number): Subject {
  const cells = TRAINED_FAMILIES.map((task) => cellOf(METHODS.svf, task, seed))
  return {
    key: { subject: 'mix', mix, experts: cells.map(({ key }) => key) },
    name: `${name}, seed ${seed}`,
    use: async (work) => work({ ...lab.runtime, experts: await expertsOfSeed(lab, cells) }, { mix }),
  }
}

/** An expert of the first lab's model in the second's, by index; `shuffle` seeds the permutation of the control. */
export function transferredSubject(first: Lab, second: Lab, cell: TrainingCell, shuffle?: number): Subject {
  const { model } = second.runtime
  const how = shuffle === undefined ? 'ordered' : `shuffle ${shuffle}`
  return {
    key: {
      subject: 'transferred',
      expert: cell.key,
      to: model.hash,
      ...(shuffle !== undefined && { shuffle }),
    },
    name: `${cell.label}, in the second model, ${how}`,
    async use(work) {
      const { bytes } = await trainCell(first, cell)
      const own = readExpert(bytes, first.runtime.model.adapted, cell.task)
      const options = shuffle === undefined ? {} : { shuffle: true, seed: shuffle }
      const experts = new Map([[cell.task, transferExpert(own, model, options)]])
      return work({ ...second.runtime, experts }, { mix: soloMix(cell.task) })
    },
  }
}
