import { taskEvalItem } from '../../adapt/eval-item.ts'
import { judge } from '../../adapt/evaluate.ts'
import type { Findings } from '../../adapt/experiment-result.ts'
import { mean } from '../../core/statistics.ts'
import { nodeRuntime } from '../../engine/ort/node.ts'
import type { Expert } from '../../model/expert-file.ts'
import { testItems } from '../../tasks/families.ts'
import { type Family, TRAINED_FAMILIES } from '../../tasks/task-item.ts'
import { SVF_DEFAULTS, trainSvf } from '../../train/svf.ts'
import { svfTask } from '../../train/svf-task.ts'
import { soloMix } from '../report/measure.ts'
import { percentColumns } from './accuracy-table.ts'
import type { Experiment } from './experiment.ts'
import { judgeSubject, type Lab } from './lab.ts'
import { PAPER_FIGURE_4 } from './paper.ts'
import { baseSubject } from './subjects.ts'
import { accuracyOf, type Difference, describeDifference, differenceOf, type Judged } from './summary.ts'
import { better, type Check, type Holds, verdictOf } from './verdict.ts'

const KL_WEIGHTS = [0, 0.05, 0.1, 0.2] as const

/** Shares of the training after which the expert is tested. */
const PLACES = [1 / 12, 1 / 6, 1 / 4, 1 / 3, 1 / 2, 3 / 4, 1] as const

/** One KL weight on one task: right or wrong at every place, once a seed, and the KL it ended at. */
export interface Curve {
  readonly klWeight: number
  readonly judged: readonly Judged[]
  /** KL(new ‖ base) in nats a token at the end of training, a mean over the last five steps and the seeds. */
  readonly kl: number
}

export interface TaskCurves {
  readonly family: Family
  readonly base: Judged
  readonly curves: readonly Curve[]
}

const placesOf = (steps: number) => [
  ...new Set(PLACES.map((share) => Math.max(1, Math.round(share * steps)))),
]

export const CURVES: Experiment = {
  title: 'Learning curves under four KL weights',
  counterpart: 'Figure 4',
  paper: PAPER_FIGURE_4,
  async run(lab) {
    const tasks: TaskCurves[] = []
    for (const family of TRAINED_FAMILIES) {
      const base = [await judgeSubject(lab, baseSubject(lab), family)]
      const curves: Curve[] = []
      for (const klWeight of KL_WEIGHTS) curves.push(await curveOf(lab, family, klWeight))
      tasks.push({ family, base, curves })
    }
    return curvesFindings(tasks, placesOf(lab.steps), lab.items)
  },
}

async function curveOf(lab: Lab, family: Family, klWeight: number): Promise<Curve> {
  const runs: { bits: string[]; kl: number }[] = []
  for (const seed of lab.seeds) runs.push(await runCurve(lab, family, klWeight, seed))
  const judged = placesOf(lab.steps).map((_, place) =>
    runs.map(({ bits }) => [...(bits[place] ?? '')].map((bit) => bit === '1')),
  )
  return { klWeight, judged, kl: mean(runs.map(({ kl }) => kl)) }
}

function runCurve(lab: Lab, family: Family, klWeight: number, seed: number) {
  const { runtime, items, itemSeed, steps, threads, signal } = lab
  const options = { ...SVF_DEFAULTS, klWeight, seed, steps }
  const model = runtime.model.hash
  const places = placesOf(steps)
  const key = { kind: 'curve', model, family, options, places, items, itemSeed, threads }
  return lab.cells.value(key, async () => {
    const drawn = testItems(family, items, itemSeed).map(taskEvalItem)
    const bits: string[] = []
    const divergence: number[] = []
    const started = performance.now()
    const measure = async (step: number, expert: () => Expert) => {
      if (!places.includes(step)) return
      const experts = new Map([[family, expert()]])
      const judged = await judge({ ...runtime, experts }, drawn, { mix: soloMix(family) }, { signal })
      bits.push(judged.map((right) => (right ? '1' : '0')).join(''))
    }
    await trainSvf(nodeRuntime, runtime.engine, runtime.tokenizer, svfTask(family), options, {
      threads,
      signal,
      onStep: ({ step, kl }) => {
        divergence.push(kl)
        lab.progress(`${family}, KL ${klWeight}, seed ${seed}: step ${step} of ${steps}`)
      },
      onExpert: measure,
    })
    lab.note(
      `${family}, KL ${klWeight}, seed ${seed}: ${((performance.now() - started) / 1000).toFixed(0)} s`,
    )
    return { bits, kl: mean(divergence.slice(-5)) }
  })
}

const CLAIM =
  'On test items every task rises above the base; code is best after some ten epochs and then falls far below, to about 60 %, as training goes on.'

export function curvesFindings(
  tasks: readonly TaskCurves[],
  places: readonly number[],
  items: number,
): Findings {
  return {
    tables: tasks.map(({ family, base, curves }) => ({
      caption: `${family}: accuracy on ${items} test items after so many steps, and the KL(new ‖ base) in nats a token that training ended at`,
      figure: 'lines',
      axis: 'step',
      columns: [...percentColumns([0, ...places].map(String)), { name: 'KL', unit: 'number' as const }],
      rows: curves.map(({ klWeight, judged, kl }) => ({
        name: `KL weight ${klWeight}`,
        cells: [accuracyOf(base), ...judged.map(accuracyOf), { value: kl }],
      })),
    })),
    verdict: verdictOf(CLAIM, tasks.flatMap(checksOf)),
    sentences: tasks.flatMap((task) => taskSentences(task, places)),
    notes: [
      'Policy gradient as for the committed experts but for the weight of KL(new ‖ base) on the sampled answers; the anchors on prompts of other kinds stay. Items are of the test split at every place, and no place is chosen by them: where an end is compared with the best place of its curve, that place was found on every other item and is compared on the rest.',
    ],
  }
}

/** Of the curve without a KL term, as the paper's own runs mostly were. */
function checksOf({ family: on, base, curves }: TaskCurves): Check[] {
  const free = curves.find(({ klWeight }) => klWeight === 0)
  if (!free) return []
  const { loss } = fallOf(free)
  return [
    { statement: 'above the base at the end', on, holds: better(free.judged.at(-1) ?? [], base) },
    { statement: 'then falling from its best place', on, holds: isFall(loss) },
  ]
}

/** A loss of less than this, with all of its interval, counts as none. */
const NOTICEABLE = 0.02

function isFall({ interval: [low, high] }: Difference): Holds {
  return high < 0 ? 'yes' : low > -NOTICEABLE ? 'no' : 'unclear'
}

const everyOther = (judged: Judged, parity: 0 | 1): Judged =>
  judged.map((run) => run.filter((_, item) => item % 2 === parity))

/** The end of a curve less its best place, which is found on other items, so that luck does not choose it. */
function fallOf({ judged }: Curve): { readonly best: number; readonly loss: Difference } {
  const values = judged.map((place) => accuracyOf(everyOther(place, 0)).value)
  const best = values.indexOf(Math.max(...values))
  const [end, top] = [judged.at(-1) ?? [], judged[best] ?? []]
  return { best, loss: differenceOf(everyOther(end, 1), everyOther(top, 1)) }
}

function taskSentences({ family, curves }: TaskCurves, places: readonly number[]): string[] {
  const [free, ...held] = curves
  if (!free) return []
  const compared = held.map(({ klWeight, judged }) =>
    describeDifference(`KL ${klWeight}`, differenceOf(judged.at(-1) ?? [], free.judged.at(-1) ?? [])),
  )
  const falls = curves.map((curve) => {
    const { best, loss } = fallOf(curve)
    return describeDifference(`KL ${curve.klWeight} since step ${places[best]}`, loss)
  })
  return [
    `${family}, at the end against KL 0, in points: ${compared.join(', ')}.`,
    `${family}, at the end against the best place of the same curve, in points: ${falls.join(', ')}.`,
  ]
}
