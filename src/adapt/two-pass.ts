import { throwIfAborted } from '../core/errors.ts'
import type { Category } from '../tasks/task-item.ts'
import type { Adaptation, DispatchStrategy, Mix, PassReport } from './adaptation.ts'
import { answer } from './answer.ts'
import { CLASSIFIER, dispatch, dispatchRequest, dispatchText } from './dispatch.ts'
import { BASE_MIX, type Question, type Runtime, scalesForMix } from './runtime.ts'

export interface AdaptOptions {
  readonly strategy: DispatchStrategy
  readonly maxTokens: number
  readonly signal?: AbortSignal
  /** Called as each pass begins. */
  readonly onPass?: (pass: 1 | 2) => void
  /** Milliseconds; for tests. */
  readonly now?: () => number
}

/**
 * Two-pass self-adaptation (paper §3.2): pass 1 asks what the prompt needs, pass 2 answers with that expert
 * at α = 1. `other`, or a category without an expert, answers with the base weights. The two passes share no
 * cache, because their weights differ; each is timed alone, from text to text, with nothing else running.
 * @throws AppError `bad-input`, `bad-expert`, `cancelled` and the engine's errors.
 */
export async function adaptTwoPass(
  runtime: Runtime,
  question: Question,
  options: AdaptOptions,
): Promise<Adaptation> {
  const { strategy, signal, onPass } = options
  const now = options.now ?? (() => performance.now())

  throwIfAborted(signal)
  onPass?.(1)
  const started = now()
  const [dispatched] = await dispatch(runtime, strategy, [question], signal)
  const text = await dispatchText(runtime, strategy, question, signal)
  const asked = typeof question === 'string' ? question : question.prompt
  const pass1 = { text, ms: now() - started, dispatchPrompt: dispatchRequest(runtime, asked) }
  if (!dispatched) throw new TypeError('one prompt in, one category out')

  throwIfAborted(signal)
  onPass?.(2)
  const mix = mixForCategory(runtime, dispatched.category)
  const pass2 = await timedAnswer(runtime, mix, question, options, now)
  const base = await timedAnswer(runtime, BASE_MIX, question, options, now)
  return { strategy, ...dispatched, alpha: mix.alpha, pass1, pass2, base }
}

/** The mix of pass 2: the category's expert alone, or every α = 0, which is the base. */
export function mixForCategory(runtime: Runtime, category: Category): Mix {
  const names = [...runtime.experts.keys()].filter((name) => name !== CLASSIFIER)
  const alpha = Object.fromEntries(
    names.map((name) => [name, name === category && category !== 'other' ? 1 : 0]),
  )
  return { mode: 'blend', alpha }
}

/** One greedy answer under a mix, with its time from text to text. */
export async function timedAnswer(
  runtime: Runtime,
  mix: Mix,
  question: Question,
  { maxTokens, signal }: Pick<AdaptOptions, 'maxTokens' | 'signal'>,
  now: () => number = () => performance.now(),
): Promise<PassReport> {
  const started = now()
  const scales = scalesForMix(runtime, mix)
  const { answers } = await answer(runtime, [scales], question, { maxTokens, ...(signal && { signal }) })
  return { text: answers[0]?.text ?? '', ms: now() - started }
}
