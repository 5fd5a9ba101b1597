import type { Findings, Measured } from '../../adapt/experiment-result.ts'
import { accuracyTable } from './accuracy-table.ts'
import { type Experiment, TRAINED_NOTE } from './experiment.ts'
import { judgeFamilies, type Lab } from './lab.ts'
import { METHODS, type Method } from './method.ts'
import { PAPER_TABLE_4 } from './paper.ts'
import { baseSubject } from './subjects.ts'
import { describeDifferences, differencesOf, type Judged, signedPoints } from './summary.ts'
import { trainCell } from './trainings.ts'
import { tunedCells, tunedSubjects } from './tuning.ts'
import { betterOn, type Check, verdictOf } from './verdict.ts'

const FAMILIES = ['math', 'math-hard'] as const

const COMPARED: readonly Method[] = [
  METHODS.svfMlp,
  METHODS.svfAttention,
  METHODS.svf,
  METHODS.svfWorkedAttention,
  METHODS.svfWorked,
  METHODS.svfNoisy,
  METHODS.loraRewardAttention,
  METHODS.loraReward,
  METHODS.loraWorkedAttention,
  METHODS.loraWorked,
  METHODS.loraNoisy,
]

export interface AblationRow {
  readonly name: string
  readonly numbers: Measured | null
  /** On math, and on math-hard. */
  readonly judged: readonly Judged[]
}

export const ABLATION: Experiment = {
  title: 'What matters: modules, objective, SVF or LoRA',
  counterpart: 'Table 4',
  paper: PAPER_TABLE_4,
  async run(lab) {
    const base = await judgeFamilies(lab, [baseSubject(lab)], FAMILIES)
    const rows: AblationRow[] = [{ name: 'base', numbers: null, judged: base }]
    for (const method of COMPARED) rows.push(await methodRow(lab, method))
    return ablationFindings(rows, lab.items)
  },
}

async function methodRow(lab: Lab, method: Method): Promise<AblationRow> {
  const judged = await judgeFamilies(lab, await tunedSubjects(lab, method, 'math'), FAMILIES)
  const [cell] = await tunedCells(lab, method, 'math')
  const numbers = cell ? { value: (await trainCell(lab, cell)).about.numbers } : null
  return { name: method.name, numbers, judged }
}

/** Pairs that the paper's table is about: what each sentence compares. */
const PAIRS: readonly (readonly [a: Method, b: Method])[] = [
  [METHODS.svf, METHODS.svfMlp],
  [METHODS.svf, METHODS.svfAttention],
  [METHODS.svfAttention, METHODS.svfWorkedAttention],
  [METHODS.svf, METHODS.svfWorked],
  [METHODS.svf, METHODS.svfNoisy],
  [METHODS.svfAttention, METHODS.loraRewardAttention],
  [METHODS.svf, METHODS.loraReward],
  [METHODS.svf, METHODS.loraWorked],
  [METHODS.svf, METHODS.loraNoisy],
]

const CLAIM =
  'SVF by policy gradient on MLP and attention together is the best row on both tasks; SVF by next-token falls far below the base, and so does LoRA by policy gradient (in Figure 9 at every learning rate); next-token LoRA stays behind SVF.'

function checksOf(named: (name: string) => AblationRow | undefined): Check[] {
  const compare = (statement: string, first: string, second: string) => {
    const [a, b] = [named(first), named(second)]
    return a && b ? betterOn(statement, FAMILIES, a.judged, b.judged) : []
  }
  const { svf, svfMlp, svfWorkedAttention, loraRewardAttention, loraWorked } = METHODS
  return [
    ...compare('SVF by policy gradient better than the base', svf.name, 'base'),
    ...compare(
      'SVF by policy gradient, better with MLP and attention than with MLP alone',
      svf.name,
      svfMlp.name,
    ),
    ...compare('SVF by next-token (attention) below the base', 'base', svfWorkedAttention.name),
    ...compare('LoRA by policy gradient (attention) below the base', 'base', loraRewardAttention.name),
    ...compare('SVF by policy gradient better than next-token LoRA', svf.name, loraWorked.name),
  ]
}

export function ablationFindings(rows: readonly AblationRow[], items: number): Findings {
  const named = (name: string) => rows.find((row) => row.name === name)
  const compare = (a: AblationRow, b: AblationRow) =>
    describeDifferences(differencesOf(FAMILIES, a.judged, b.judged))
  const base = named('base')
  const loraByReward = [METHODS.loraRewardAttention, METHODS.loraReward].flatMap(({ name }) => {
    const row = named(name)
    return row && base
      ? [`${name} against base (in the paper ${paperFall()} on GSM8K), in points: ${compare(row, base)}.`]
      : []
  })
  return {
    tables: [
      accuracyTable(
        `Trained on math, accuracy on math and, never trained on, math-hard: ${items} items each`,
        FAMILIES,
        rows,
      ),
    ],
    verdict: verdictOf(CLAIM, checksOf(named)),
    sentences: [
      ...PAIRS.flatMap(([first, second]) => {
        const [a, b] = [named(first.name), named(second.name)]
        return a && b ? [`${a.name} against ${b.name}, in points: ${compare(a, b)}.`] : []
      }),
      ...loraByReward,
    ],
    notes: [
      TRAINED_NOTE,
      'Attention is q, k, v and o here; in the paper, q and v. Methods without a module name change all seven linears.',
    ],
  }
}

/** What LoRA by policy gradient does to the base in the paper's own table. */
function paperFall(): string {
  const own = (name: string) =>
    PAPER_TABLE_4[0]?.rows.find((row) => row.name.startsWith(name))?.cells[1]?.value ?? Number.NaN
  return signedPoints(own('LoRA, policy gradient') - own('base'))
}
