import { DISPATCH_STRATEGIES, type DispatchStrategy } from '../../adapt/adaptation.ts'
import { dispatchAll } from '../../adapt/confusion.ts'
import type { Findings, ResultTable } from '../../adapt/experiment-result.ts'
import { mean } from '../../core/statistics.ts'
import { testItems } from '../../tasks/families.ts'
import { CATEGORIES, type Category, FAMILIES, type Family, UNSEEN_FAMILIES } from '../../tasks/task-item.ts'
import { percentColumns } from './accuracy-table.ts'
import type { Experiment } from './experiment.ts'
import type { Lab } from './lab.ts'
import { PAPER_FIGURE_6 } from './paper.ts'
import { strategySubject } from './subjects.ts'
import { accuracyOf, describeDifference, differenceOf, type Judged } from './summary.ts'
import { fixedCells } from './tuning.ts'
import { better, type Check, type Holds, verdictOf } from './verdict.ts'

/** What pass 1 said of a family's prompts, item by item, once a training seed. */
export interface Said {
  readonly family: Family
  readonly truth: Category
  readonly runs: readonly (readonly Category[])[]
}

export const CONFUSION: Experiment = {
  title: 'What pass 1 says of unseen tasks',
  counterpart: 'Figure 6',
  paper: PAPER_FIGURE_6,
  async run(lab) {
    const measured: { strategy: DispatchStrategy; said: Said[] }[] = []
    for (const strategy of DISPATCH_STRATEGIES) {
      const said: Said[] = []
      for (const family of FAMILIES) said.push(await ask(lab, strategy, family))
      measured.push({ strategy, said })
    }
    return confusionFindings(measured, lab.items)
  },
}

async function ask(lab: Lab, strategy: DispatchStrategy, family: Family): Promise<Said> {
  const { items, itemSeed } = lab
  const drawn = testItems(family, items, itemSeed)
  // Pass 1 of the strategy prompt runs under base weights, whatever the experts' seed.
  const seeds = strategy === 'prompt' ? lab.seeds.slice(0, 1) : lab.seeds
  const runs: Category[][] = []
  for (const seed of seeds) {
    const subject = strategySubject(lab, fixedCells(lab), strategy, seed)
    const key = { kind: 'dispatched', subject: subject.key, family, items, seed: itemSeed }
    const run = await lab.cells.value(key, () =>
      subject.use((runtime) => {
        lab.progress(`${subject.name} on ${family}`)
        const prompts = drawn.map(({ prompt }) => prompt)
        return dispatchAll(runtime, strategy, prompts, { signal: lab.signal })
      }),
    )
    runs.push(run)
  }
  return { family, truth: drawn[0]?.category ?? 'other', runs }
}

const hits = ({ runs, truth }: Said): Judged => runs.map((run) => run.map((category) => category === truth))

const CLAIM =
  'Pass 1 names the right kind for 77 to 100 % of the prompts; the classifier expert does so more often than the prompt on 4 of 6 pairs of model and task, and less often on one (MATH with Llama).'

function checksOf(prompt: readonly Said[], classifier: readonly Said[]): Check[] {
  const of = (said: readonly Said[], on: Family) => said.find(({ family }) => family === on)
  return UNSEEN_FAMILIES.flatMap((on) => {
    const [a, b] = [of(classifier, on), of(prompt, on)]
    if (!a || !b) return []
    return [
      { statement: 'the prompt right more often than wrong', on, holds: mostly(hits(b)) },
      { statement: 'the classifier expert better than the prompt', on, holds: better(hits(a), hits(b)) },
    ]
  })
}

function mostly(judged: Judged): Holds {
  const [low, high] = accuracyOf(judged).interval ?? [0, 1]
  return low > 0.5 ? 'yes' : high < 0.5 ? 'no' : 'unclear'
}

export function confusionFindings(
  measured: readonly { readonly strategy: DispatchStrategy; readonly said: readonly Said[] }[],
  items: number,
): Findings {
  const [prompt, classifier] = measured
  const compared = (families: readonly Family[]) =>
    families.flatMap((family) => {
      const [a, b] = [classifier, prompt].map((one) => one?.said.find((said) => said.family === family))
      return a && b ? [describeDifference(family, differenceOf(hits(a), hits(b)))] : []
    })
  const seen = FAMILIES.filter((family) => !(UNSEEN_FAMILIES as readonly Family[]).includes(family))
  return {
    tables: measured.map(({ strategy, said }) => matrix(strategy, said, items)),
    verdict: verdictOf(CLAIM, checksOf(prompt?.said ?? [], classifier?.said ?? [])),
    sentences: [
      `Right category with the classifier expert against the plain prompt on unseen families, in points: ${compared(UNSEEN_FAMILIES).join(', ')}.`,
      `The same on the families that z_c was trained to sort: ${compared(seen).join(', ')}.`,
    ],
    notes: [
      'Shares of what pass 1 says (columns) of each family (rows); a harder relative belongs to its family. z_c was trained on the dispatch question over math, code, reasoning and other, never on a harder relative; its figures are means over the training seeds. The plain prompt involves no training.',
    ],
  }
}

function matrix(strategy: DispatchStrategy, said: readonly Said[], items: number): ResultTable {
  return {
    caption: `Strategy ${strategy}, ${items} prompts a family`,
    figure: 'matrix',
    columns: [...percentColumns([...CATEGORIES, 'right'])],
    rows: said.map((row) => ({
      name: row.family,
      cells: [
        ...CATEGORIES.map((category) => ({
          value: mean(row.runs.map((run) => run.filter((one) => one === category).length / run.length)),
        })),
        accuracyOf(hits(row)),
      ],
    })),
  }
}
