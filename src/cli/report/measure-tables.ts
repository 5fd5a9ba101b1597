import { BASE_MIX } from '../../adapt/runtime.ts'
import { type Measurement, measureCell, measureRow, soloMix, taskExperts } from './measure.ts'
import type { SliderResults, TableResults, TableRow } from './results.ts'

const ALPHAS = [-1, -0.5, 0, 0.25, 0.5, 0.75, 1, 1.25, 1.5, 2] as const

/** Base and every task expert alone, on six families. */
export async function measureTable(measurement: Measurement): Promise<TableResults> {
  const rows: TableRow[] = [await measureRow(measurement, 'base', { mix: BASE_MIX })]
  for (const name of taskExperts(measurement.runtime)) {
    rows.push(await measureRow(measurement, name, { mix: soloMix(name) }))
  }
  return { ...measurement.origin, items: measurement.items, rows }
}

/** How an expert's own family fares along its slider. Half the items: there are ten points to a curve. */
export async function measureSliders(measurement: Measurement): Promise<SliderResults> {
  const items = Math.max(1, Math.round(measurement.items / 2))
  const half = { ...measurement, items }
  const series: SliderResults['series'][number][] = []
  for (const expert of taskExperts(measurement.runtime)) {
    const points: SliderResults['series'][number]['points'][number][] = []
    for (const alpha of ALPHAS) {
      const plan = { mix: soloMix(expert, alpha) }
      const { accuracy, interval } = await measureCell(half, `α ${expert} = ${alpha}`, expert, plan)
      points.push({ alpha, accuracy, interval })
    }
    series.push({ expert, family: expert, points })
  }
  return { ...measurement.origin, items, series }
}
