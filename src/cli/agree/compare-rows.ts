import { logProbability } from '../../core/softmax.ts'
import type { Engine, Lane } from '../../engine/engine.ts'
import type { GoldenRow } from './goldens.ts'

/**
 * A step whose two best logits are closer than this in the reference may go either way, on every backend and with
 * factors of every kind. Between float32 and float64 logits differ by up to 4e-5.
 */
const NEAR_TIE = 1e-3
/** Lanes of one call. */
const BATCH = 5

/** One prompt under one mix, and what another implementation made of it. */
export interface GoldenCase {
  readonly name: string
  readonly lane: Lane
  readonly golden: GoldenRow
  readonly greedy: readonly number[]
}

export interface RowAgreement {
  readonly name: string
  /** Largest difference of the golden's largest logits, of the first one's log-probability, and of the mean of all. */
  readonly logitError: number
  readonly logProbError: number
  readonly meanError: number
  /** Greedy tokens up to the first that differs. */
  readonly greedySame: number
  readonly greedyTokens: number
  /** The golden's smallest gap between first and second along the way. */
  readonly margin: number
  /** False where a token differs and the golden saw no tie there, however far the logits are off. */
  readonly greedyAgrees: boolean
}

/**
 * Runs the cases on an engine: last-row logits and greedy tokens, each compared with its golden. Several lanes share
 * a call, so that lanes that disturb each other show too.
 */
export async function compareRows(
  engine: Engine,
  cases: readonly GoldenCase[],
  {
    signal,
    onDone,
  }: { readonly signal: AbortSignal; readonly onDone: (rows: readonly RowAgreement[]) => void },
): Promise<RowAgreement[]> {
  const results: RowAgreement[] = []
  for (let start = 0; start < cases.length; start += BATCH) {
    const batch = cases.slice(start, start + BATCH)
    const lanes = batch.map(({ lane }) => lane)
    const maxTokens = Math.max(...batch.map(({ greedy }) => greedy.length))
    const logits = await engine.logits(lanes, signal)
    const generated = await engine.generate(lanes, { maxTokens, stopIds: [], signal })
    for (const [i, one] of batch.entries()) {
      results.push(compareRow(one, logits[i] ?? new Float32Array(), generated.lanes[i]?.ids ?? []))
    }
    onDone(results)
  }
  return results
}

/** One case against an engine's logits `[vocab]` and greedy tokens. */
export function compareRow(
  { name, golden, greedy }: GoldenCase,
  logits: Float32Array,
  ids: readonly number[],
): RowAgreement {
  const errors = golden.top_ids.map((id, i) =>
    Math.abs((logits[id] ?? Number.NaN) - (golden.top_logits[i] ?? Number.NaN)),
  )
  const logitError = Math.max(...errors)
  const first = golden.top_ids[0] ?? -1
  const mean = logits.reduce((sum, logit) => sum + logit, 0) / logits.length
  const differs = greedy.findIndex((id, index) => id !== ids[index])
  const greedySame = differs < 0 ? greedy.length : differs
  const margin = golden.greedy_min_margin
  const isTie = margin < NEAR_TIE && greedySame === (golden.greedy_min_margin_step ?? greedySame)
  return {
    name,
    logitError,
    logProbError: Math.abs(logProbability(logits, first) - golden.logsoftmax_argmax),
    meanError: Math.abs(mean - golden.mean),
    greedySame,
    greedyTokens: greedy.length,
    margin,
    greedyAgrees: greedySame === greedy.length || isTie,
  }
}
