import * as v from 'valibot'
import { type ExperimentResult, FIGURES, HOLDS, SHOWN, UNITS } from '../adapt/experiment-result.ts'

const finite = v.pipe(v.number(), v.finite())

const pair = v.pipe(
  v.tuple([finite, finite]),
  v.check(([low, high]) => low <= high, 'an interval is [low, high]'),
)

const measured = v.object({
  value: finite,
  interval: v.exactOptional(pair),
  runs: v.exactOptional(v.array(finite)),
})

function areDifferent(named: readonly { readonly name: string }[]): boolean {
  return new Set(named.map(({ name }) => name)).size === named.length
}

const table = v.pipe(
  v.object({
    caption: v.string(),
    figure: v.picklist(FIGURES),
    axis: v.exactOptional(v.string()),
    columns: v.array(v.object({ name: v.string(), unit: v.picklist(UNITS) })),
    rows: v.array(v.object({ name: v.string(), cells: v.array(v.nullable(measured)) })),
  }),
  v.check(
    ({ columns, rows }) => rows.every(({ cells }) => cells.length === columns.length),
    'every row needs one cell a column',
  ),
  v.check(({ rows }) => areDifferent(rows), 'two rows have the same name'),
  v.check(({ columns }) => areDifferent(columns), 'two columns have the same name'),
)

const names = v.array(v.string())
const count = v.pipe(v.number(), v.integer(), v.minValue(0))

const verdict = v.object({
  claim: v.string(),
  shown: v.picklist(SHOWN),
  sentence: v.string(),
  parts: v.exactOptional(
    v.array(
      v.object({
        statement: v.string(),
        answers: v.array(v.object({ holds: v.picklist(HOLDS), on: names })),
      }),
    ),
  ),
})

/** `results/experiments/NAME.json`, as `t2 experiment` writes it. */
export const experimentSchema: v.GenericSchema<unknown, ExperimentResult> = v.object({
  command: v.string(),
  date: v.pipe(v.string(), v.isoTimestamp()),
  seed: v.number(),
  name: v.string(),
  title: v.string(),
  counterpart: v.string(),
  model: v.string(),
  items: count,
  seeds: v.array(v.number()),
  steps: count,
  threads: count,
  tables: v.array(table),
  verdict,
  sentences: names,
  notes: names,
  tuned: v.array(
    v.object({
      method: v.string(),
      task: v.string(),
      items: count,
      tried: v.array(v.object({ rate: v.number(), accuracy: v.number() })),
      chosen: v.number(),
    }),
  ),
  paper: v.array(table),
})
