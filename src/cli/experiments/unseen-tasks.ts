import { DISPATCH_STRATEGIES, type Mix } from '../../adapt/adaptation.ts'
import type { Findings } from '../../adapt/experiment-result.ts'
import { TRAINED_FAMILIES, UNSEEN_FAMILIES } from '../../tasks/task-item.ts'
import { accuracyTable } from './accuracy-table.ts'
import { LAYER_SEARCH } from './alphas.ts'
import { type Experiment, TRAINED_NOTE } from './experiment.ts'
import { judgeFamilies, judgeSubject, type Lab, type Subject } from './lab.ts'
import { METHODS } from './method.ts'
import { PAPER_TABLE_2, paperWins } from './paper.ts'
import { FULL_SEARCH, judgeSearches, poolOfSeed } from './searches.ts'
import { SEARCH_NOTE } from './shots.ts'
import { baseSubject, mixSubject, strategySubject } from './subjects.ts'
import { describeDifferences, differencesOf, type Judged, listOf, outcomeOf } from './summary.ts'
import { fixedCells, tunedSubjects } from './tuning.ts'
import { betterOn, verdictOf } from './verdict.ts'

/** Items of the validation split on which the best LoRA of an unseen task is chosen. */
const CHOICE_ITEMS = 300

export interface UnseenRow {
  readonly name: string
  /** In the order of UNSEEN_FAMILIES. */
  readonly judged: readonly Judged[]
}

const share = 1 / TRAINED_FAMILIES.length
const UNIFORM: Mix = {
  mode: 'blend',
  alpha: Object.fromEntries(TRAINED_FAMILIES.map((name) => [name, share])),
}

export const UNSEEN_TASKS: Experiment = {
  title: 'Unseen tasks: the strategies of self-adaptation',
  counterpart: 'Table 2',
  paper: PAPER_TABLE_2,
  async run(lab) {
    const cellOf = fixedCells(lab)
    const each = async (name: string, subjects: readonly Subject[]): Promise<UnseenRow> => {
      return { name, judged: await judgeFamilies(lab, subjects, UNSEEN_FAMILIES) }
    }
    const rows: UnseenRow[] = [await each('base', [baseSubject(lab)]), await bestLoraRow(lab)]
    for (const strategy of DISPATCH_STRATEGIES) {
      const subjects = lab.seeds.map((seed) => strategySubject(lab, cellOf, strategy, seed))
      rows.push(await each(`two passes, ${strategy}`, subjects))
    }
    for (const [name, search] of [
      ['few-shot', FULL_SEARCH],
      ['few-shot, one α a layer', LAYER_SEARCH],
    ] as const) {
      const poolOf = (seed: number) => poolOfSeed(lab, cellOf, seed)
      rows.push({ name, judged: await judgeSearches(lab, poolOf, UNSEEN_FAMILIES, search) })
    }
    const mixed = lab.seeds.map((seed) => mixSubject(lab, cellOf, UNIFORM, 'uniform mix', seed))
    rows.push(await each('uniform mix', mixed))
    return unseenTasksFindings(rows, lab.items)
  },
}

/** For each seed and unseen task the best of the three LoRA adapters, chosen on the validation split. */
async function bestLoraRow(lab: Lab): Promise<UnseenRow> {
  const adapters: Subject[][] = []
  for (const task of TRAINED_FAMILIES) adapters.push(await tunedSubjects(lab, METHODS.loraWorked, task))
  const judged: Judged[] = []
  for (const family of UNSEEN_FAMILIES) {
    const ofFamily: boolean[][] = []
    for (const index of lab.seeds.keys()) {
      const candidates = adapters.flatMap((ofTask) => ofTask[index] ?? [])
      const best = await bestOnValidation(lab, candidates, family)
      if (best) ofFamily.push(await judgeSubject(lab, best, family))
    }
    judged.push(ofFamily)
  }
  return { name: 'LoRA, best adapter a task', judged }
}

async function bestOnValidation(
  lab: Lab,
  candidates: readonly Subject[],
  family: (typeof UNSEEN_FAMILIES)[number],
): Promise<Subject | undefined> {
  let best: { readonly subject: Subject; readonly right: number } | undefined
  for (const subject of candidates) {
    const judged = await judgeSubject(lab, subject, family, { split: 'valid', items: CHOICE_ITEMS })
    const right = judged.filter(Boolean).length
    if (!best || right > best.right) best = { subject, right }
  }
  return best?.subject
}

const above = (row: string) => paperWins(PAPER_TABLE_2, row, 'base')
const CLAIM = `Self-adaptation lifts the base on unseen tasks: the prompt on ${above('two passes, prompt')} pairs of model and task, the classifier expert on ${above('two passes, classifier')}, few-shot on ${above('few-shot')}; LoRA does so on ${above('LoRA')} only.`

function checksOf(rows: readonly UnseenRow[]) {
  const compare = (a: string, b: string) => {
    const [first, second] = [a, b].map((name) => rows.find((row) => row.name.startsWith(name)))
    return first && second
      ? betterOn(`${first.name} better than ${second.name}`, UNSEEN_FAMILIES, first.judged, second.judged)
      : []
  }
  return [
    ...compare('two passes, prompt', 'base'),
    ...compare('two passes, classifier', 'base'),
    ...compare('few-shot', 'base'),
    ...compare('base', 'LoRA'),
    ...compare('two passes, prompt', 'LoRA'),
    ...compare('two passes, classifier', 'LoRA'),
    ...compare('few-shot', 'LoRA'),
    ...compare('few-shot', 'uniform mix'),
  ]
}

/** @param rows base first */
export function unseenTasksFindings(rows: readonly UnseenRow[], items: number): Findings {
  const [base, ...others] = rows
  const compare = (a: UnseenRow, b: UnseenRow): string => {
    const differences = differencesOf(UNSEEN_FAMILIES, a.judged, b.judged)
    const worse = differences.filter(({ difference }) => outcomeOf(difference) === 'worse')
    return `${a.name} against ${b.name}, in points: ${describeDifferences(differences)}; worse on ${listOf(worse.map(({ family }) => family))}.`
  }
  const strategies = others.filter(({ name }) => name.startsWith('two passes') || name.startsWith('few-shot'))
  const lora = others.find(({ name }) => name.startsWith('LoRA'))
  const uniform = others.find(({ name }) => name === 'uniform mix')
  return {
    tables: [
      accuracyTable(
        `Accuracy on families that nothing was trained on, ${items} items each`,
        UNSEEN_FAMILIES,
        rows,
      ),
    ],
    verdict: verdictOf(CLAIM, checksOf(rows)),
    sentences: [
      ...(base ? others.map((row) => compare(row, base)) : []),
      ...strategies.flatMap((row) => (lora ? [compare(row, lora)] : [])),
      ...strategies.flatMap((row) => (uniform ? [compare(row, uniform)] : [])),
    ],
    notes: [
      TRAINED_NOTE,
      'LoRA was trained by next-token on worked answers; for each unseen task and seed, the best of the three adapters on 300 items of the validation split is reported, as the paper reports its best checkpoint.',
      'The uniform mix has α = 1/3 for each of the three experts, in the blend mode. The base row involves no training, so it has no seeds.',
      SEARCH_NOTE,
    ],
  }
}
