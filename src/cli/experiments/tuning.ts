import type { Tuning } from '../../adapt/experiment-result.ts'
import { TRAINED_FAMILIES } from '../../tasks/task-item.ts'
import { VISION_TASK } from '../../train/vision/vision-task.ts'
import { judgeSubject, type Lab, type Subject, type TestedFamily } from './lab.ts'
import type { Method } from './method.ts'
import { type CellOf, trainedSubject } from './subjects.ts'
import { type TrainingCell, trainingCell } from './trainings.ts'

/** Items of the validation split that a learning rate is chosen on. */
const TUNING_ITEMS = 300

/** What is trained on, z_c apart: each is tuned on its own family. */
const TUNED: readonly TestedFamily[] = [...TRAINED_FAMILIES, VISION_TASK]

/**
 * The learning rate of a method on a task: the best on the validation split with the first seed, the lowest of
 * those that tie. The test split plays no part.
 */
async function chooseRate(lab: Lab, method: Method, task: string): Promise<number> {
  const [first = 0] = method.rates
  const family = TUNED.find((name) => name === task)
  const [seed = 1] = lab.seeds
  if (method.rates.length < 2 || !family) return first
  const tried: Tuning['tried'][number][] = []
  for (const rate of method.rates) {
    const subject = trainedSubject(lab, trainingCell(lab, method, task, rate, seed))
    const judged = await judgeSubject(lab, subject, family, { split: 'valid', items: TUNING_ITEMS })
    tried.push({ rate, accuracy: judged.filter(Boolean).length / judged.length })
  }
  const chosen = tried.reduce((best, one) => (one.accuracy > best.accuracy ? one : best)).rate
  lab.tuned.set(`${method.name} on ${task}`, {
    method: method.name,
    task,
    items: TUNING_ITEMS,
    tried,
    chosen,
  })
  return chosen
}

/** One cell a seed, with the tuned rate. */
export async function tunedCells(lab: Lab, method: Method, task: string): Promise<TrainingCell[]> {
  const rate = await chooseRate(lab, method, task)
  return lab.seeds.map((seed) => trainingCell(lab, method, task, rate, seed))
}

export async function tunedSubjects(lab: Lab, method: Method, task: string): Promise<Subject[]> {
  return (await tunedCells(lab, method, task)).map((cell) => trainedSubject(lab, cell))
}

/** Cells of methods whose rate is fixed. */
export function fixedCells(lab: Lab): CellOf {
  return (method, task, seed) => trainingCell(lab, method, task, method.rates[0] ?? 0, seed)
}
