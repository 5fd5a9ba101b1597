import * as v from 'valibot'
import { DISPATCH_STRATEGIES } from '../adapt/adaptation.ts'
import { MIX_MODES } from '../core/mixing-types.ts'
import { CATEGORIES, FAMILIES } from '../tasks/task-item.ts'

const count = v.pipe(v.number(), v.integer(), v.minValue(0))
const share = v.pipe(v.number(), v.minValue(0), v.maxValue(1))
const interval = v.pipe(
  v.tuple([share, share]),
  v.check(([low, high]) => low <= high, 'an interval is [low, high]'),
)
const provenance = { command: v.string(), date: v.string() }

const measuredAnswer = v.object({
  text: v.string(),
  pieces: v.array(v.string()),
  top: v.array(v.object({ text: v.string(), probability: share })),
})

/** `first-example.json`: what the page shows before the model has been loaded. */
export const firstExampleSchema = v.object({
  prompt: v.pipe(v.string(), v.nonEmpty()),
  family: v.picklist(FAMILIES),
  expected: v.string(),
  mix: v.object({ mode: v.picklist(MIX_MODES), alpha: v.record(v.string(), v.number()) }),
  base: measuredAnswer,
  adapted: measuredAnswer,
  ...provenance,
})
export type FirstExample = v.InferOutput<typeof firstExampleSchema>

const accuracyCell = v.object({ items: count, correct: count, accuracy: share, interval })
export type AccuracyCell = v.InferOutput<typeof accuracyCell>

/** `table.json`: base and experts × task families. */
export const tableSchema = v.object({
  ...provenance,
  seed: v.number(),
  items: count,
  rows: v.pipe(
    v.array(v.object({ name: v.string(), cells: v.record(v.string(), accuracyCell) })),
    v.minLength(1),
  ),
})
export type AccuracyTable = v.InferOutput<typeof tableSchema>

const confusionReport = v.pipe(
  v.object({
    strategy: v.picklist(DISPATCH_STRATEGIES),
    labels: v.array(v.picklist(CATEGORIES)),
    matrix: v.array(v.array(count)),
    items: count,
    seed: v.number(),
  }),
  v.check(
    ({ labels, matrix }) =>
      matrix.length === labels.length && matrix.every((row) => row.length === labels.length),
    'the matrix needs one row and one column a label',
  ),
)

/** `confusion.json`: one measured matrix a strategy. */
export const confusionSchema = v.object({
  ...provenance,
  seed: v.number(),
  reports: v.pipe(v.array(confusionReport), v.minLength(1)),
})
export type ConfusionFile = v.InferOutput<typeof confusionSchema>

/** `sliders.json`: accuracy along one expert's α. */
export const slidersSchema = v.object({
  ...provenance,
  seed: v.number(),
  items: count,
  series: v.array(
    v.object({
      expert: v.string(),
      family: v.string(),
      points: v.array(v.object({ alpha: v.number(), accuracy: share, interval })),
    }),
  ),
})
export type SlidersFile = v.InferOutput<typeof slidersSchema>

/** Where an invalid document first goes wrong, for people: `rows.0.name: Expected string`. */
export function issueText(issue: v.BaseIssue<unknown>): string {
  const path = v.getDotPath(issue)
  return path ? `${path}: ${issue.message}` : issue.message
}
