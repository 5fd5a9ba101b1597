import type { Mix } from '../../adapt/adaptation.ts'
import { taskEvalItem } from '../../adapt/eval-item.ts'
import { judge, type Plan } from '../../adapt/evaluate.ts'
import type { Origin } from '../../adapt/origin.ts'
import type { Runtime } from '../../adapt/runtime.ts'
import { wilsonInterval } from '../../core/statistics.ts'
import { testItems } from '../../tasks/families.ts'
import { type Family, TRAINED_FAMILIES, UNSEEN_FAMILIES } from '../../tasks/task-item.ts'
import type { Cell, TableRow } from './results.ts'

/** What every measurement of the report needs. */
export interface Measurement {
  readonly runtime: Runtime
  readonly origin: Origin
  /** Test items a family. */
  readonly items: number
  readonly signal: AbortSignal
  readonly progress: (line: string) => void
}

/** The six families whose answers can be right or wrong in an interesting way. */
export const MEASURED_FAMILIES = [...TRAINED_FAMILIES, ...UNSEEN_FAMILIES] as const

/** The experts that answer, as against the one that dispatches. */
export function taskExperts(runtime: Runtime): Family[] {
  return TRAINED_FAMILIES.filter((name) => runtime.experts.has(name))
}

/** One expert alone. */
export function soloMix(name: string, alpha = 1): Mix {
  return { mode: 'blend', alpha: { [name]: alpha } }
}

/** Accuracy of a plan on each family, on `items` test items that depend on the seed alone. */
export async function measureRow(measurement: Measurement, name: string, plan: Plan): Promise<TableRow> {
  const cells: Partial<Record<Family, Cell>> = {}
  for (const family of MEASURED_FAMILIES) {
    cells[family] = await measureCell(measurement, name, family, plan)
  }
  return { name, cells }
}

/** Accuracy of a plan on `items` test items of one family, which depend on the seed alone. */
export async function measureCell(
  { runtime, origin, items, signal, progress }: Measurement,
  name: string,
  family: Family,
  plan: Plan,
): Promise<Cell> {
  const drawn = testItems(family, items, origin.seed).map(taskEvalItem)
  const judged = await judge(runtime, drawn, plan, {
    signal,
    onProgress: (done, total) => progress(`${name} on ${family}: ${done} of ${total}`),
  })
  return cellOf(judged)
}

/** Right answers with their Wilson 95 % interval. */
export function cellOf(judged: readonly boolean[]): Cell {
  const correct = judged.filter(Boolean).length
  const items = judged.length
  return { items, correct, accuracy: correct / items, interval: wilsonInterval(correct, items) }
}
