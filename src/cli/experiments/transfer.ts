import type { Findings } from '../../adapt/experiment-result.ts'
import { TRAINED_FAMILIES, UNSEEN_FAMILIES } from '../../tasks/task-item.ts'
import { requireSameShape, transferExpert } from '../../train/transfer.ts'
import { accuracyTable } from './accuracy-table.ts'
import { type Experiment, TRAINED_NOTE } from './experiment.ts'
import { judgeAll, type Lab, type Subject } from './lab.ts'
import { METHODS } from './method.ts'
import { PAPER_TABLE_5, paperWins } from './paper.ts'
import { FULL_SEARCH, judgeSearches, type Pool, poolOfSeed } from './searches.ts'
import { SEARCH_NOTE } from './shots.ts'
import { baseSubject, trainedSubject, transferredSubject } from './subjects.ts'
import { describeDifferences, differencesOf, type Judged } from './summary.ts'
import { fixedCells } from './tuning.ts'
import { betterOn, verdictOf } from './verdict.ts'

/** Permutations of each expert. */
const SHUFFLES = [1, 2, 3] as const

/** Each family, and the task whose expert answers it. */
const ANSWERED = [
  ...UNSEEN_FAMILIES.map((family, index) => ({ family, task: TRAINED_FAMILIES[index] ?? 'math' })),
  ...TRAINED_FAMILIES.map((family) => ({ family, task: family })),
]

export const ROWS = {
  base: 'base of the second model',
  ordered: 'experts of the first model, ordered',
  shuffled: 'experts of the first model, shuffled',
  own: "the second model's own experts",
  union: 'few-shot over the experts of both',
} as const

export interface TransferRow {
  readonly name: string
  /** In the order of TRANSFER_FAMILIES; few-shot, as in the paper, on the unseen ones alone, which come first. */
  readonly judged: readonly Judged[]
}

export const TRANSFER_FAMILIES = ANSWERED.map(({ family }) => family)

export const TRANSFER: Experiment = {
  title: 'Experts of another model',
  counterpart: 'Tables 5 and 9',
  paper: PAPER_TABLE_5,
  run: (first) =>
    first.inSecond(async (second) => {
      requireSameShape(first.runtime.model, second.runtime.model)
      const row = async (
        name: string,
        subjects: (task: string) => readonly Subject[],
      ): Promise<TransferRow> => {
        const judged: Judged[] = []
        for (const { family, task } of ANSWERED) judged.push(await judgeAll(second, subjects(task), family))
        return { name, judged }
      }
      const cell = (lab: Lab, task: string, seed: number) => fixedCells(lab)(METHODS.svf, task, seed)
      const moved = (task: string, shuffle?: number) =>
        first.seeds.map((seed) => transferredSubject(first, second, cell(first, task, seed), shuffle))
      const rows = [
        await row(ROWS.base, () => [baseSubject(second)]),
        await row(ROWS.ordered, (task) => moved(task)),
        await row(ROWS.shuffled, (task) => SHUFFLES.flatMap((shuffle) => moved(task, shuffle))),
        await row(ROWS.own, (task) =>
          second.seeds.map((seed) => trainedSubject(second, cell(second, task, seed))),
        ),
        {
          name: ROWS.union,
          judged: await judgeSearches(
            second,
            (seed) => poolOfBoth(first, second, seed),
            UNSEEN_FAMILIES,
            FULL_SEARCH,
          ),
        },
      ]
      return transferFindings(rows, first.items)
    }),
}

/** The first model's three experts, ordered, and the second's own, of one training seed: K = 6. */
function poolOfBoth(first: Lab, second: Lab, seed: number): Pool {
  const pools = [first, second].map((lab) => poolOfSeed(lab, fixedCells(lab), seed))
  return {
    key: { both: pools.map(({ key }) => key) },
    async open() {
      const [moved, own] = await Promise.all(pools.map((pool) => pool.open()))
      const named = [...(moved ?? [])].map(
        ([name, expert]) => [`first ${name}`, transferExpert(expert, second.runtime.model)] as const,
      )
      return new Map([...named, ...(own ?? [])])
    },
  }
}

const above = (a: string, b: string) => paperWins(PAPER_TABLE_5, a, b)
const CLAIM = `Experts of Llama in Mistral: ordered above shuffled on ${above(ROWS.ordered, ROWS.shuffled)} tasks, and above Mistral's base on ${above(ROWS.ordered, ROWS.base)}; few-shot over the experts of both above the base on ${above(ROWS.union, ROWS.base)} and above ordered on ${above(ROWS.union, ROWS.ordered)}.`

/** Pairs of rows that the sentences compare; those with a statement are the paper's. */
const PAIRS: readonly (readonly [first: string, second: string, statement?: string])[] = [
  [ROWS.ordered, ROWS.shuffled, 'ordered better than shuffled'],
  [ROWS.ordered, ROWS.base, 'ordered better than the base'],
  [ROWS.shuffled, ROWS.base],
  [ROWS.union, ROWS.base, 'few-shot over both better than the base'],
  [ROWS.union, ROWS.ordered, 'few-shot over both better than ordered'],
  [ROWS.ordered, ROWS.own],
  [ROWS.union, ROWS.own],
]

export function transferFindings(rows: readonly TransferRow[], items: number): Findings {
  const pairs = PAIRS.flatMap(([first, second, statement]) => {
    const [a, b] = [first, second].map((name) => rows.find((row) => row.name === name))
    return a && b ? [{ a, b, statement }] : []
  })
  return {
    tables: [
      accuracyTable(
        `Accuracy of the second model, ${items} items a family, the expert of the family's kind at α = 1`,
        TRANSFER_FAMILIES,
        rows,
      ),
    ],
    verdict: verdictOf(
      CLAIM,
      pairs.flatMap(({ a, b, statement }) =>
        statement === undefined ? [] : betterOn(statement, familiesOf(a, b), a.judged, b.judged),
      ),
    ),
    sentences: pairs.map(({ a, b }) => {
      const differences = describeDifferences(differencesOf(familiesOf(a, b), a.judged, b.judged))
      return `${a.name}, against ${b.name}, in points: ${differences}.`
    }),
    notes: [
      'The second model has the shape, the corpus and the recipe of the first, and another seed: other initial weights, other batches. z is copied by index, singular values descending in both; shuffled permutes each vector at random, three times an expert.',
      "The second model's own experts are trained on it as the first model's are on the first: what a transfer could at best be worth.",
      TRAINED_NOTE,
      SEARCH_NOTE,
    ],
  }
}

/** The families on which both rows were judged. */
function familiesOf(a: TransferRow, b: TransferRow) {
  return TRANSFER_FAMILIES.slice(0, Math.min(a.judged.length, b.judged.length))
}
