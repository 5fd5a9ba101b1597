import { taskEvalItem } from '../../adapt/eval-item.ts'
import { judge } from '../../adapt/evaluate.ts'
import { mean } from '../../core/statistics.ts'
import { nodeRuntime } from '../../engine/ort/node.ts'
import type { Expert } from '../../model/expert-file.ts'
import { testItems } from '../../tasks/families.ts'
import { type Family, TRAINED_FAMILIES } from '../../tasks/task-item.ts'
import { SVF_DEFAULTS, trainSvf } from '../../train/svf.ts'
import { svfTask } from '../../train/svf-task.ts'
import { soloMix } from '../report/measure.ts'
import type { Experiment } from './experiment.ts'
import { judgeSubject, type Lab } from './lab.ts'
import { PAPER_FIGURE_4 } from './paper.ts'
import type { Findings } from './result.ts'
import { baseSubject } from './subjects.ts'
import { accuracyOf, describeDifference, differenceOf, type Judged } from './summary.ts'

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

export function curvesFindings(
  tasks: readonly TaskCurves[],
  places: readonly number[],
  items: number,
): Findings {
  return {
    tables: tasks.map(({ family, base, curves }) => ({
      caption: `${family}: accuracy on ${items} test items after so many steps, and the KL(new ‖ base) in nats a token that training ended at`,
      columns: [
        { name: '0', unit: 'percent' as const },
        ...places.map((place) => ({ name: String(place), unit: 'percent' as const })),
        { name: 'KL', unit: 'number' as const },
      ],
      rows: curves.map(({ klWeight, judged, kl }) => ({
        name: `KL weight ${klWeight}`,
        cells: [accuracyOf(base), ...judged.map(accuracyOf), { value: kl }],
      })),
    })),
    sentences: tasks.flatMap((task) => taskSentences(task, places)),
    notes: [
      'Policy gradient as for the committed experts but for the weight of KL(new ‖ base) on the sampled answers; the anchors on prompts of other kinds stay. Items are of the test split at every place, and no place is chosen by them.',
    ],
  }
}

function taskSentences({ family, curves }: TaskCurves, places: readonly number[]): string[] {
  const last = places.length - 1
  const [free, ...held] = curves
  if (!free) return []
  const compared = held.map(({ klWeight, judged }) =>
    describeDifference(`KL ${klWeight}`, differenceOf(judged[last] ?? [], free.judged[last] ?? [])),
  )
  const falls = curves.map(({ klWeight, judged }) => {
    const values = judged.map((place) => accuracyOf(place).value)
    const best = values.indexOf(Math.max(...values))
    return describeDifference(
      `KL ${klWeight} since step ${places[best]}`,
      differenceOf(judged[last] ?? [], judged[best] ?? []),
    )
  })
  return [
    `${family}, at the end against KL 0, in points: ${compared.join(', ')}.`,
    `${family}, at the end against the best place of the same curve, in points: ${falls.join(', ')}.`,
  ]
}
