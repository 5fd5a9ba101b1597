import { type Answer, answer } from '../../adapt/answer.ts'
import { taskEvalItem } from '../../adapt/eval-item.ts'
import { judge } from '../../adapt/evaluate.ts'
import { BASE_MIX, promptIdsOf, type Runtime, scalesForMix } from '../../adapt/runtime.ts'
import { AppError } from '../../core/errors.ts'
import type { Candidate } from '../../engine/engine.ts'
import { exampleItems } from '../../tasks/examples.ts'
import { testItems } from '../../tasks/families.ts'
import type { TaskItem } from '../../tasks/task-item.ts'
import { type Measurement, soloMix } from './measure.ts'
import type { ExampleAnswer, ExampleResults } from './results.ts'

const EXPERT = 'math'
const MAX_TOKENS = 48
const SHOWN = 5

/**
 * The example that the page opens with: the first of the hand-chosen prompts of math, or else of its test items,
 * that the base gets wrong and the expert right by writing more.
 * @throws AppError `self-test` when there is none, because the page's opening would be untrue.
 */
export async function measureFirstExample(measurement: Measurement): Promise<ExampleResults> {
  const { runtime, origin, items, signal } = measurement
  const candidates = [...exampleItems(EXPERT), ...testItems(EXPERT, items, origin.seed)]
  const open = candidates.map(taskEvalItem)
  const mix = soloMix(EXPERT)
  const byBase = await judge(runtime, open, { mix: BASE_MIX }, { signal })
  const byExpert = await judge(runtime, open, { mix }, { signal })
  const turned = candidates.filter((_, index) => byExpert[index] && !byBase[index])
  for (const item of turned) {
    const shown = await showBoth(runtime, item, signal)
    if (shown.base.pieces.length >= shown.adapted.pieces.length) continue
    const { prompt, family, expected } = item
    return { ...origin, prompt, family, expected, mix, ...shown }
  }
  throw new AppError(
    'self-test',
    `No test item of ${EXPERT} is wrong under the base and right with the expert.`,
  )
}

async function showBoth(
  runtime: Runtime,
  item: TaskItem,
  signal: AbortSignal,
): Promise<{ base: ExampleAnswer; adapted: ExampleAnswer }> {
  const scales = [scalesForMix(runtime, BASE_MIX), scalesForMix(runtime, soloMix(EXPERT))]
  const { answers } = await answer(runtime, scales, item.prompt, { maxTokens: MAX_TOKENS, signal })
  const ids = promptIdsOf(runtime, item.prompt)
  const top = await runtime.engine.next(
    scales.map((lane) => ({ scales: lane, ids })),
    SHOWN,
    signal,
  )
  return { base: shown(runtime, answers[0], top[0]), adapted: shown(runtime, answers[1], top[1]) }
}

function shown(
  { tokenizer }: Runtime,
  given: Answer | undefined,
  top: readonly Candidate[] = [],
): ExampleAnswer {
  const ids = (given?.ids ?? []).filter((id) => !tokenizer.stopIds.includes(id))
  return {
    text: given?.text ?? '',
    pieces: tokenizer.pieces(ids),
    top: top.map(({ id, probability }) => ({ text: tokenizer.pieces([id])[0] ?? '', probability })),
  }
}
