import { nodeRuntime } from '../../engine/ort/node.ts'
import { writeExpert } from '../../model/expert-file.ts'
import { loraSize } from '../../model/lora-adapter.ts'
import { writeLora } from '../../model/lora-file.ts'
import { trainLora } from '../../train/lora.ts'
import { trainSvf } from '../../train/svf.ts'
import { type SvfTask, svfTask } from '../../train/svf-task.ts'
import type { TrainingStep } from '../../train/training.ts'
import { VISION_TASK, visionTask } from '../../train/vision/vision-task.ts'
import type { CellKey } from './cell-store.ts'
import type { Lab } from './lab.ts'
import type { Method } from './method.ts'

/** One training: a method on a task with a rate and a seed. */
export interface TrainingCell {
  readonly method: Method
  readonly task: string
  readonly rate: number
  readonly seed: number
  readonly key: CellKey
  readonly label: string
}

export interface AboutTraining {
  /** Numbers that were trained. */
  readonly numbers: number
  readonly seconds: number
  readonly curve: readonly TrainingStep[]
}

export function trainingCell(
  lab: Lab,
  method: Method,
  task: string,
  rate: number,
  seed: number,
): TrainingCell {
  const { adapter, settings } = method
  const { runtime, steps, threads } = lab
  const how = {
    ...{ adapter, settings, rate, steps, threads },
    ...(task === VISION_TASK && { encoder: lab.sight?.hash }),
  }
  const key = { kind: 'training', model: runtime.model.hash, task, seed, ...how }
  return { method, task, rate, seed, key, label: `${method.name} on ${task}, rate ${rate}, seed ${seed}` }
}

/** The trained file, from this run or an earlier one. */
export function trainCell(
  lab: Lab,
  cell: TrainingCell,
): Promise<{ bytes: Uint8Array; about: AboutTraining }> {
  return lab.cells.file(cell.key, async () => {
    const started = performance.now()
    const curve: TrainingStep[] = []
    const made = await train(lab, cell, (step) => {
      curve.push(step)
      lab.progress(`${cell.label}: step ${step.step} of ${step.steps}`)
    })
    const seconds = (performance.now() - started) / 1000
    lab.note(`${cell.label}: ${seconds.toFixed(0)} s`)
    return { bytes: made.bytes, about: { numbers: made.numbers, seconds, curve } }
  })
}

function taskOf({ sight }: Lab, name: string): SvfTask {
  return name === VISION_TASK && sight ? visionTask(sight.encoder) : svfTask(name)
}

async function train(
  lab: Lab,
  { method, task, rate, seed }: TrainingCell,
  onStep: (s: TrainingStep) => void,
) {
  const { engine, tokenizer } = lab.runtime
  const { steps, threads, signal } = lab
  const own = { learningRate: rate, seed, steps }
  const hooks = { threads, signal, onStep }
  if (method.adapter === 'lora') {
    const options = { ...method.settings, ...own }
    const adapter = await trainLora(nodeRuntime, engine, tokenizer, taskOf(lab, task), options, hooks)
    return { bytes: writeLora(adapter), numbers: loraSize(adapter) }
  }
  const options = { ...method.settings, ...own }
  const expert = await trainSvf(nodeRuntime, engine, tokenizer, taskOf(lab, task), options, hooks)
  return {
    bytes: writeExpert(expert),
    numbers: [...expert.z.values()].reduce((sum, z) => sum + z.length, 0),
  }
}
