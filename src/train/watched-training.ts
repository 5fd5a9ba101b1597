import { AppError } from '../core/errors.ts'
import { baseScales, mixScales } from '../core/mixing.ts'
import type { Engine } from '../engine/engine.ts'
import type { OrtRuntime } from '../engine/ort/runtime.ts'
import type { Expert } from '../model/expert-file.ts'
import type { Tokenizer } from '../model/tokenizer.ts'
import { rollOut } from './rollouts.ts'
import type { TrainingSnapshot } from './snapshot.ts'
import { SVF_DEFAULTS, type SvfOptions, trainSvf } from './svf.ts'
import { openTask, type TaskSpec } from './task-spec.ts'
import type { TrainingStep } from './training.ts'
import { WATCHED_BATCH, type WatchedOptions } from './watched-options.ts'

/** Short runs, so that a message to the worker is heard within a fraction of a second. */
const RUN_TOKENS = 1500
/** Steps between two measurements on held-out exercises. */
const MEASURE_EVERY = 5

/** Greedy answers to the exercises that no step trains on. */
export interface HeldOut {
  readonly right: number
  readonly items: number
}

export type TrainingEvent =
  /** The base, before a training that begins anew. */
  | { readonly kind: 'start'; readonly heldOut: HeldOut }
  | {
      readonly kind: 'step'
      readonly step: TrainingStep
      /** Every few steps and at the end. */
      readonly heldOut: HeldOut | null
      /** All that resuming after this step needs. */
      readonly snapshot: TrainingSnapshot
      readonly ms: number
    }

export interface WatchedHooks {
  readonly threads?: number
  readonly signal?: AbortSignal
  readonly resume?: TrainingSnapshot
  readonly onEvent: (event: TrainingEvent) => void
}

/**
 * Trains an expert by policy gradient in small batches, with everything that somebody who watches wants to see.
 * With `resume` and no steps left it gives the expert as it was kept.
 *
 * @returns null where no step ever taught anything: that expert would be the base
 * @throws AppError `cancelled`, `bad-input` (task.spec, snapshot, modules), `numeric` on divergence
 */
export async function trainWatched(
  ort: OrtRuntime,
  engine: Engine,
  tokenizer: Tokenizer,
  spec: TaskSpec,
  options: WatchedOptions,
  { onEvent, resume, ...hooks }: WatchedHooks,
): Promise<Expert | null> {
  const { model } = engine
  const { task, heldOut: exercises, maxTokens } = openTask(spec, model, tokenizer)
  const settings: SvfOptions = { ...SVF_DEFAULTS, ...options, ...WATCHED_BATCH, maxTokens }
  const { signal } = hooks

  async function measure(scales: Float32Array): Promise<HeldOut> {
    const greedy = { samples: 1, temperature: 0, maxTokens, seed: 0, ...(signal && { signal }) }
    const answers = await rollOut(engine, tokenizer, scales, exercises, greedy)
    return { right: answers.filter(({ reward }) => reward === 1).length, items: exercises.length }
  }

  let step: TrainingStep | null = null
  let heldOut: HeldOut | null = null
  let updates = resume?.adam.steps ?? 0
  let began = performance.now()
  try {
    if (!resume) onEvent({ kind: 'start', heldOut: await measure(baseScales(model.adapted)) })
    began = performance.now()
    const expert = await trainSvf(ort, engine, tokenizer, task, settings, {
      ...hooks,
      runTokens: RUN_TOKENS,
      ...(resume && { resume }),
      onStep: (done) => {
        step = done
      },
      onExpert: async (done, expert) => {
        const due = done % MEASURE_EVERY === 0 || done === options.steps
        heldOut = due ? await measure(mixScales(model.adapted, [{ z: expert().z, alpha: 1 }], 'blend')) : null
      },
      keep: async (_, takeSnapshot) => {
        const snapshot = takeSnapshot()
        updates = snapshot.adam.steps
        const now = performance.now()
        if (step) onEvent({ kind: 'step', step, heldOut, snapshot, ms: now - began })
        began = now
      },
    })
    if (updates === 0) return null
    const batch = Object.entries(WATCHED_BATCH).map(([name, count]) => [name, String(count)])
    return { ...expert, provenance: { ...expert.provenance, ...Object.fromEntries(batch) } }
  } catch (thrown) {
    if (thrown instanceof AppError && thrown.code === 'numeric') throw diverged(step, thrown)
    throw thrown
  }
}

function diverged(step: TrainingStep | null, cause: AppError): AppError {
  const after = step ? `after step ${step.step}` : 'in its first step'
  return new AppError('numeric', `The training diverged ${after}: its numbers are no longer finite.`, {
    advice: 'Train again with a lower learning rate or a higher KL weight.',
    cause,
  })
}
