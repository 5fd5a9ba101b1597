import { DISPATCH_STRATEGIES, type DispatchStrategy } from '../../adapt/adaptation.ts'
import { balancedItems, confusionMatrix, dispatchAll } from '../../adapt/confusion.ts'
import { BASE_MIX } from '../../adapt/runtime.ts'
import { mean, standardDeviation } from '../../core/statistics.ts'
import { FAMILIES } from '../../tasks/task-item.ts'
import { cellOf, type Measurement, measureRow } from './measure.ts'
import type { ConfusionResults, DispatchResults, TableRow } from './results.ts'

/** Both strategies over `items` prompts of each of the seven families. */
export async function measureConfusion(measurement: Measurement): Promise<ConfusionResults> {
  const { runtime, origin, items, signal, progress } = measurement
  const total = items * FAMILIES.length
  const reports: ConfusionResults['reports'][number][] = []
  for (const strategy of DISPATCH_STRATEGIES) {
    const report = await confusionMatrix(runtime, {
      strategy,
      items: total,
      seed: origin.seed,
      signal,
      onProgress: (soFar) => progress(`confusion by ${strategy}: ${soFar.items} of ${total}`),
    })
    reports.push(report)
  }
  return { ...origin, reports }
}

/** How often each strategy finds the category, their difference on the same prompts, and both passes' answers. */
export async function measureDispatch(measurement: Measurement): Promise<DispatchResults> {
  const { runtime, origin, items, signal, progress } = measurement
  const drawn = balancedItems(items * FAMILIES.length, origin.seed)
  const hits = async (strategy: DispatchStrategy): Promise<boolean[]> => {
    progress(`dispatch by ${strategy}: ${drawn.length} prompts`)
    const prompts = drawn.map((item) => item.prompt)
    const said = await dispatchAll(runtime, strategy, prompts, { signal })
    return drawn.map((item, index) => item.category === said[index])
  }
  const byPrompt = await hits('prompt')
  const byClassifier = await hits('classifier')
  const rows: TableRow[] = [await measureRow(measurement, 'base', { mix: BASE_MIX })]
  for (const strategy of DISPATCH_STRATEGIES) rows.push(await measureRow(measurement, strategy, { strategy }))
  return {
    ...origin,
    items: drawn.length,
    dispatch: { prompt: cellOf(byPrompt), classifier: cellOf(byClassifier) },
    difference: pairedDifference(byPrompt, byClassifier),
    twoPass: { items, rows },
  }
}

/** Mean of b − a over pairs with its normal 95 % interval, and how often only one of the two was right. */
export function pairedDifference(
  a: readonly boolean[],
  b: readonly boolean[],
): DispatchResults['difference'] {
  const differences = a.map((right, index) => Number(b[index] ?? false) - Number(right))
  const centre = mean(differences)
  const half = (1.96 * standardDeviation(differences)) / Math.sqrt(differences.length)
  return {
    mean: centre,
    interval: [centre - half, centre + half],
    onlyPrompt: differences.filter((difference) => difference < 0).length,
    onlyClassifier: differences.filter((difference) => difference > 0).length,
  }
}
