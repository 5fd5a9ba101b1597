import { taskEvalItem } from '../../adapt/eval-item.ts'
import { judge, type Plan } from '../../adapt/evaluate.ts'
import type { Tuning } from '../../adapt/experiment-result.ts'
import type { Runtime } from '../../adapt/runtime.ts'
import { testItems } from '../../tasks/families.ts'
import type { Family, Split } from '../../tasks/task-item.ts'
import type { CellKey, CellStore } from './cell-store.ts'

/** Whoever answers: weights and a plan, ready to be judged or timed. */
export interface Subject {
  /** Says in full what it is: part of the key of every cell about it. */
  readonly key: CellKey
  readonly name: string
  /** Opens it, uses it and closes it again. */
  use<T>(work: (runtime: Runtime, plan: Plan) => Promise<T>): Promise<T>
}

/** Where experiments are made: the base model, what is measured and how often, and what is already finished. */
export interface Lab {
  /** The base, without experts. */
  readonly runtime: Runtime
  readonly cells: CellStore
  /** Test items a family, and the seed that draws them. */
  readonly items: number
  readonly itemSeed: number
  /** Of the trainings. */
  readonly seeds: readonly number[]
  readonly steps: number
  readonly threads: number
  readonly signal: AbortSignal
  readonly progress: (line: string) => void
  readonly note: (line: string) => void
  /** Filled as learning rates are chosen. */
  readonly tuned: Map<string, Tuning>
  /** Opens a second model of the same shape, works with it as this lab does with the first, and closes it. */
  readonly inSecond: <T>(work: (second: Lab) => Promise<T>) => Promise<T>
}

/** Right or wrong on each of the items, in their order. */
export async function judgeSubject(
  lab: Lab,
  subject: Subject,
  family: Family,
  { split = 'test', items = lab.items }: { readonly split?: Split; readonly items?: number } = {},
): Promise<boolean[]> {
  const key = { kind: 'judged', subject: subject.key, family, split, items, seed: lab.itemSeed }
  const bits = await lab.cells.value(key, () =>
    subject.use(async (runtime, plan) => {
      const drawn = testItems(family, items, lab.itemSeed, split).map(taskEvalItem)
      const judged = await judge(runtime, drawn, plan, {
        signal: lab.signal,
        onProgress: (done, total) => lab.progress(`${subject.name} on ${family}: ${done} of ${total}`),
      })
      return judged.map((right) => (right ? '1' : '0')).join('')
    }),
  )
  return [...bits].map((bit) => bit === '1')
}

/** The same for several subjects, such as one method under several seeds. */
export async function judgeAll(lab: Lab, subjects: readonly Subject[], family: Family): Promise<boolean[][]> {
  const judged: boolean[][] = []
  for (const subject of subjects) judged.push(await judgeSubject(lab, subject, family))
  return judged
}
