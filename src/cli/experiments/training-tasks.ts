import type { Findings, Measured } from '../../adapt/experiment-result.ts'
import { TRAINED_FAMILIES } from '../../tasks/task-item.ts'
import { accuracyTable } from './accuracy-table.ts'
import { type Experiment, TRAINED_NOTE } from './experiment.ts'
import { judgeAll, judgeFamilies, type Lab } from './lab.ts'
import { METHODS } from './method.ts'
import { PAPER_TABLE_1, paperWins } from './paper.ts'
import { baseSubject } from './subjects.ts'
import {
  describeDifferences,
  differencesOf,
  type Judged,
  listOf,
  type Outcome,
  outcomeOf,
} from './summary.ts'
import { trainCell } from './trainings.ts'
import { tunedCells, tunedSubjects } from './tuning.ts'
import { betterOn, verdictOf } from './verdict.ts'

interface Row {
  readonly name: string
  readonly numbers: Measured | null
  /** In the order of TRAINED_FAMILIES. */
  readonly judged: readonly Judged[]
}

export const TRAINING_TASKS: Experiment = {
  title: 'Trained tasks: SVF against LoRA',
  counterpart: 'Table 1',
  paper: PAPER_TABLE_1,
  async run(lab) {
    const judged = await judgeFamilies(lab, [baseSubject(lab)], TRAINED_FAMILIES)
    const rows: Row[] = [{ name: 'base', numbers: null, judged }]
    for (const method of [METHODS.loraWorked, METHODS.loraNoisy, METHODS.svf]) {
      rows.push(await methodRow(lab, method))
    }
    return trainingTasksFindings(rows, lab.items)
  },
}

async function methodRow(lab: Lab, method: (typeof METHODS)[keyof typeof METHODS]): Promise<Row> {
  const judged: Judged[] = []
  let numbers = 0
  for (const family of TRAINED_FAMILIES) {
    judged.push(await judgeAll(lab, await tunedSubjects(lab, method, family), family))
    const [cell] = await tunedCells(lab, method, family)
    if (cell) numbers = (await trainCell(lab, cell)).about.numbers
  }
  return { name: method.name, numbers: { value: numbers }, judged }
}

const CLAIM = `SVF is above the base on ${paperWins(PAPER_TABLE_1, 'SVF', 'base')} pairs of model and task, and above next-token LoRA on ${paperWins(PAPER_TABLE_1, 'SVF', 'LoRA')}.`

const checksAgainst = (svf: Row, other: Row) =>
  betterOn(`SVF better than ${other.name}`, TRAINED_FAMILIES, svf.judged, other.judged)

/** @param rows base first, SVF last, baselines between them */
export function trainingTasksFindings(rows: readonly Row[], items: number): Findings {
  const [base] = rows
  const svf = rows.at(-1)
  const compared = rows.slice(0, -1)
  return {
    tables: [
      accuracyTable(
        `Accuracy on fresh items of the trained tasks, ${items} a task, each method trained on that task`,
        TRAINED_FAMILIES,
        rows,
      ),
    ],
    verdict: verdictOf(CLAIM, base && svf ? compared.flatMap((other) => checksAgainst(svf, other)) : []),
    sentences: base && svf ? compared.map((other) => sentence(svf, other)) : [],
    notes: [
      TRAINED_NOTE,
      'LoRA sees written solutions, always right ("worked") or as noisy as the corpus ("noisy corpus"); SVF by policy gradient sees none, only whether its own answers were right.',
    ],
  }
}

function sentence(svf: Row, other: Row): string {
  const differences = differencesOf(TRAINED_FAMILIES, svf.judged, other.judged)
  const of = (outcome: Outcome) =>
    listOf(
      differences.filter(({ difference }) => outcomeOf(difference) === outcome).map(({ family }) => family),
    )
  return `${svf.name} against ${other.name}: better on ${of('better')}, worse on ${of('worse')}, no clear difference on ${of('no clear difference')}; in points: ${describeDifferences(differences)}.`
}
