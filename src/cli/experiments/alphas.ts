import type { Findings } from '../../adapt/experiment-result.ts'
import { mean } from '../../core/statistics.ts'
import { TRAINED_FAMILIES, UNSEEN_FAMILIES } from '../../tasks/task-item.ts'
import type { Experiment } from './experiment.ts'
import { PAPER_FIGURE_7 } from './paper.ts'
import { FULL_SEARCH, findMix, poolOfSeed, type Search } from './searches.ts'
import { SEARCH_NOTE } from './shots.ts'
import { fixedCells } from './tuning.ts'
import { type Check, type Holds, verdictOf } from './verdict.ts'

export const LAYER_SEARCH: Search = { ...FULL_SEARCH, granularity: 'layer' }

/** What the searches on one family found, once a training seed: α `[layers]` of each expert. */
export interface LearnedAlphas {
  readonly family: (typeof UNSEEN_FAMILIES)[number]
  readonly runs: readonly Readonly<Record<string, readonly number[]>>[]
}

export const ALPHAS: Experiment = {
  title: 'Which experts few-shot adaptation mixes',
  counterpart: 'Figure 7',
  paper: PAPER_FIGURE_7,
  async run(lab) {
    const { adapted } = lab.runtime.model
    const layers = [...new Set(adapted.map(({ layer }) => layer))]
    const learned: LearnedAlphas[] = []
    for (const family of UNSEEN_FAMILIES) {
      const runs: Record<string, readonly number[]>[] = []
      for (const seed of lab.seeds) {
        const pool = poolOfSeed(lab, fixedCells(lab), seed)
        const { mix } = await findMix(lab, pool, family, LAYER_SEARCH, seed)
        // All matrices of a layer have the same α: that of its first stands for the layer.
        const alphaAt = (name: string, layer: number) =>
          mix.byModule?.[name]?.[adapted.findIndex((module) => module.layer === layer)] ??
          mix.alpha[name] ??
          0
        runs.push(
          Object.fromEntries(
            TRAINED_FAMILIES.map((name) => [name, layers.map((layer) => alphaAt(name, layer))]),
          ),
        )
      }
      learned.push({ family, runs })
    }
    return alphasFindings(learned)
  },
}

const CLAIM =
  "The expert of the task's own kind gets most of the weight for HumanEval and ARC-Challenge in both models; for MATH the math expert gets the least."

/** Mean over the layers, divided by the sum over the experts; all equal where every α is 0. */
function sharesOf(run: LearnedAlphas['runs'][number]): Readonly<Record<string, number>> {
  const means = TRAINED_FAMILIES.map((name) => mean(run[name] ?? [0]))
  const sum = means.reduce((total, alpha) => total + alpha, 0)
  return Object.fromEntries(
    TRAINED_FAMILIES.map((name, index) => [name, sum > 0 ? (means[index] ?? 0) / sum : 1 / means.length]),
  )
}

export function alphasFindings(learned: readonly LearnedAlphas[]): Findings {
  const columns = TRAINED_FAMILIES.map((name) => ({ name, unit: 'percent' as const }))
  return {
    tables: [
      {
        caption: 'Share of each expert in the learned α: a mean over the layers, divided by the sum',
        figure: 'stack',
        columns,
        rows: learned.map(({ family, runs }) => {
          const shares = runs.map(sharesOf)
          return {
            name: family,
            cells: TRAINED_FAMILIES.map((name) => {
              const own = shares.map((run) => run[name] ?? 0)
              return { value: mean(own), runs: own }
            }),
          }
        }),
      },
      {
        caption: 'The learned α itself, layer by layer',
        figure: 'none',
        columns: TRAINED_FAMILIES.map((name) => ({ name, unit: 'number' as const })),
        rows: learned.flatMap(layerRows),
      },
    ],
    verdict: verdictOf(CLAIM, checksOf(learned)),
    sentences: learned.map(({ family, runs }) => {
      const shares = runs.map(sharesOf)
      const told = TRAINED_FAMILIES.map((name) => {
        const own = shares.map((run) => run[name] ?? 0)
        const [low, high] = [Math.min(...own), Math.max(...own)]
        return `${name} ${percent(mean(own))} % (${percent(low)} to ${percent(high)})`
      })
      return `${family}, shares of the experts, in parentheses the lowest and the highest seed: ${told.join(', ')}.`
    }),
    notes: [
      'One α a layer and expert. A share says little where several mixes answer all shots: the search keeps the first that does, ties broken by likelihood.',
      SEARCH_NOTE,
    ],
  }
}

function layerRows({ family, runs }: LearnedAlphas) {
  const [first] = TRAINED_FAMILIES
  const layers = runs[0]?.[first]?.length ?? 0
  return Array.from({ length: layers }, (_, layer) => ({
    name: `${family}, layer ${layer + 1}`,
    cells: TRAINED_FAMILIES.map((name) => {
      const own = runs.map((run) => run[name]?.[layer] ?? 0)
      return { value: mean(own), runs: own }
    }),
  }))
}

/** Clear where all seeds agree. */
function agreed(runs: readonly boolean[]): Holds {
  return runs.every(Boolean) ? 'yes' : runs.some(Boolean) ? 'unclear' : 'no'
}

function checksOf(learned: readonly LearnedAlphas[]): Check[] {
  return learned.map(({ family, runs }, index) => {
    const own = TRAINED_FAMILIES[index] ?? 'math'
    const shares = runs.map(sharesOf)
    const others = (run: Readonly<Record<string, number>>) =>
      TRAINED_FAMILIES.filter((name) => name !== own).map((name) => run[name] ?? 0)
    return family === 'math-hard'
      ? {
          statement: 'the math expert with the least weight',
          on: family,
          holds: agreed(shares.map((run) => (run[own] ?? 0) < Math.min(...others(run)))),
        }
      : {
          statement: 'the own expert with the most weight',
          on: family,
          holds: agreed(shares.map((run) => (run[own] ?? 0) > Math.max(...others(run)))),
        }
  })
}

const percent = (share: number) => (100 * share).toFixed(0)
