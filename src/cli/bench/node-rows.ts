import { CLASSIFIER } from '../../adapt/dispatch.ts'
import { BASE_MIX, promptIdsOf, scalesForMix } from '../../adapt/runtime.ts'
import { median } from '../../core/statistics.ts'
import { nodeRuntime } from '../../engine/ort/node.ts'
import { testItems } from '../../tasks/families.ts'
import { createGradient } from '../../train/gradient.ts'
import { SVF_DEFAULTS, trainSvf } from '../../train/svf.ts'
import { svfTask } from '../../train/svf-task.ts'
import { soloMix } from '../report/measure.ts'
import type { BenchRow } from '../report/results.ts'
import type { Session } from '../session.ts'
import { interleaved } from './interleaved.ts'

const LANES = 5
const TOKENS = 32
const ROUNDS = 9
const STEPS = 4
/** An expert is to train within 10 minutes (issue 3), in SVF_DEFAULTS.steps steps. */
const STEP_BUDGET_MS = (10 * 60 * 1000) / SVF_DEFAULTS.steps

export interface BenchContext {
  readonly session: Session
  readonly seed: number
  readonly threads: number
  readonly signal: AbortSignal
}

/** Tokens a second of all lanes together, the prompt's prefill included: what a lane more costs. */
export async function lanesRow({ session, seed, signal }: BenchContext): Promise<BenchRow> {
  const ids = benchPrompt(session, seed)
  const names = [...session.experts.keys()].filter((name) => name !== CLASSIFIER)
  const scales = [BASE_MIX, ...names.map((name) => soloMix(name))].map((mix) => scalesForMix(session, mix))
  const lanes = Array.from({ length: LANES }, (_, lane) => {
    return { ids, scales: scales[lane % scales.length] ?? new Float32Array() }
  })
  const run = (count: number) => () =>
    session.engine.generate(lanes.slice(0, count), { maxTokens: TOKENS, stopIds: [], signal })
  const ms = await interleaved(ROUNDS, run(LANES), run(1), signal)
  const ours = (1000 * LANES * TOKENS) / ms.a
  const peer = (1000 * TOKENS) / ms.b
  return {
    name: `${LANES} lanes in Node`,
    ours,
    peer,
    peerName: '1 lane, same engine',
    unit: 'tokens/s',
    ratio: ours / peer,
    note: `all lanes together, ${ids.length} tokens read and ${TOKENS} written; a ratio of ${LANES} would mean free lanes`,
  }
}

/** An exact gradient of an answer against the forward pass alone. */
export async function gradientRow({ session, seed, threads, signal }: BenchContext): Promise<BenchRow> {
  const ids = benchPrompt(session, seed)
  const answerIds = session.tokenizer.encode('9 * 2 = 18 , so 18')
  const scales = scalesForMix(session, BASE_MIX)
  const gradient = await createGradient(nodeRuntime, session.model, { threads })
  try {
    const ms = await interleaved(
      ROUNDS,
      () => gradient.gradient(ids, answerIds, scales),
      () => session.engine.score([{ ids, answerIds, scales }], signal),
      signal,
    )
    return {
      name: 'gradient of an answer by all scales',
      ours: ms.a,
      peer: ms.b,
      peerName: 'scoring the same answer',
      unit: 'ms',
      ratio: ms.a / ms.b,
      note: `${session.model.totalRank} slopes, ${ids.length + answerIds.length} tokens`,
    }
  } finally {
    await gradient.dispose()
  }
}

/** One update of SVF training with the default settings, sampling included. */
export async function stepRow({ session, seed, threads, signal }: BenchContext): Promise<BenchRow> {
  const { engine, tokenizer } = session
  const times: number[] = []
  let last = performance.now()
  await trainSvf(
    nodeRuntime,
    engine,
    tokenizer,
    svfTask('math'),
    { ...SVF_DEFAULTS, seed, steps: STEPS },
    {
      signal,
      threads,
      onStep: () => {
        times.push(performance.now() - last)
        last = performance.now()
      },
    },
  )
  // The first step waits for graphs to be built.
  const ours = median(times.slice(1))
  const { prompts, samples } = SVF_DEFAULTS
  return {
    name: 'policy-gradient step in Node',
    ours,
    peer: STEP_BUDGET_MS,
    peerName: 'budget: an expert in 10 minutes',
    unit: 'ms',
    ratio: ours / STEP_BUDGET_MS,
    note: `${prompts} prompts × ${samples} samples, median of ${STEPS - 1} steps`,
  }
}

function benchPrompt(session: Session, seed: number): readonly number[] {
  return promptIdsOf(session, testItems('math', 1, seed)[0]?.prompt ?? 'what is 2 plus 2 ?')
}
