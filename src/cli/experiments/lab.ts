import { type OpenItem, taskEvalItem } from '../../adapt/eval-item.ts'
import { judge, type Plan } from '../../adapt/evaluate.ts'
import type { Tuning } from '../../adapt/experiment-result.ts'
import type { Runtime } from '../../adapt/runtime.ts'
import type { VisionEncoder } from '../../model/vision/encoder.ts'
import { testItems } from '../../tasks/families.ts'
import { picturedItems } from '../../tasks/pictures/pictured-families.ts'
import { isVisionFamily, type VisionFamily } from '../../tasks/pictures/pictured-item.ts'
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

/** What a lab sees pictures with. Cells about pictures name the hash. */
export interface Sight {
  readonly encoder: VisionEncoder
  readonly hash: string
}

/** Families in words, and those that need a lab with sight. */
export type TestedFamily = Family | VisionFamily

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
  /** Reads the encoder of the model's bundle. */
  readonly openSight: () => Promise<Sight>
  readonly sight?: Sight
}

/** The same lab with eyes. */
export async function withSight(lab: Lab): Promise<Lab & { readonly sight: Sight }> {
  const sight = await lab.openSight()
  return { ...lab, sight, runtime: { ...lab.runtime, vision: sight.encoder } }
}

/** How a pictured exercise is posed: as it is, with its picture put into words, or without its picture. */
export const SHOWN_AS = ['picture', 'words', 'nothing'] as const
export type ShownAs = (typeof SHOWN_AS)[number]

/** Items of a family, drawn with the lab's seed. */
export function itemsOf(
  { itemSeed }: Pick<Lab, 'itemSeed'>,
  family: TestedFamily,
  items: number,
  split: Split,
  shown: ShownAs = 'picture',
): OpenItem[] {
  if (!isVisionFamily(family)) return testItems(family, items, itemSeed, split).map(taskEvalItem)
  return picturedItems(family, items, itemSeed, split).map((item) => {
    const { picture, ...asked } = taskEvalItem(item)
    if (shown === 'words') return { ...asked, prompt: item.text }
    return shown === 'picture' && picture ? { ...asked, picture } : asked
  })
}

interface JudgeOptions {
  readonly split?: Split
  readonly items?: number
  readonly shown?: ShownAs
}

/** Right or wrong on each of the items, in their order. */
export async function judgeSubject(
  lab: Lab,
  subject: Subject,
  family: TestedFamily,
  { split = 'test', items = lab.items, shown = 'picture' }: JudgeOptions = {},
): Promise<boolean[]> {
  const key = {
    ...{ kind: 'judged', subject: subject.key, family, split, items, seed: lab.itemSeed },
    ...(isVisionFamily(family) && { encoder: lab.sight?.hash, shown }),
  }
  const bits = await lab.cells.value(key, () =>
    subject.use(async (runtime, plan) => {
      const drawn = itemsOf(lab, family, items, split, shown)
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
export async function judgeAll(
  lab: Lab,
  subjects: readonly Subject[],
  family: TestedFamily,
  options: JudgeOptions = {},
): Promise<boolean[][]> {
  const judged: boolean[][] = []
  for (const subject of subjects) judged.push(await judgeSubject(lab, subject, family, options))
  return judged
}

/** The same on several families, in their order: `[family][subject][item]`. */
export async function judgeFamilies(
  lab: Lab,
  subjects: readonly Subject[],
  families: readonly TestedFamily[],
): Promise<boolean[][][]> {
  const judged: boolean[][][] = []
  for (const family of families) judged.push(await judgeAll(lab, subjects, family))
  return judged
}
