import * as v from 'valibot'
import type { TrainingSnapshot } from '../train/snapshot.ts'
import type { TaskSpec } from '../train/task-spec.ts'
import type { TrainingStep } from '../train/training.ts'
import type { WatchedOptions } from '../train/watched-options.ts'
import type { HeldOut, TrainingEvent } from '../train/watched-training.ts'

/** A training as it is kept: enough to show it and to go on with it, in another visit too. */
export interface TrainingRecord {
  /** What the expert is to be called. */
  readonly name: string
  readonly task: TaskSpec
  readonly options: WatchedOptions
  readonly curve: readonly (TrainingStep & { readonly ms: number })[]
  /** Accuracy on held-out exercises; step 0 is the base. */
  readonly heldOut: readonly (HeldOut & { readonly step: number })[]
  readonly snapshot: TrainingSnapshot | null
}

export function beginRecord(name: string, task: TaskSpec, options: WatchedOptions): TrainingRecord {
  return { name, task, options, curve: [], heldOut: [], snapshot: null }
}

export function withEvent(record: TrainingRecord, event: TrainingEvent): TrainingRecord {
  if (event.kind === 'start') return { ...record, heldOut: [{ step: 0, ...event.heldOut }] }
  const { step, heldOut, snapshot, ms } = event
  return {
    ...record,
    snapshot,
    curve: [...record.curve, { ...step, ms }],
    heldOut: heldOut ? [...record.heldOut, { step: step.step, ...heldOut }] : record.heldOut,
  }
}

/** Steps whose time is the measure for those to come. */
const RECENT = 6

/** Milliseconds to the end, by the pace of the latest steps; null before the first. */
export function timeLeft({ curve, options }: TrainingRecord): number | null {
  const recent = curve.slice(-RECENT)
  if (recent.length === 0) return null
  const pace = recent.reduce((sum, { ms }) => sum + ms, 0) / recent.length
  return pace * (options.steps - curve.length)
}

const tensors = v.array(v.instance(Float32Array))
const object = <T>() => v.custom<T>((value) => typeof value === 'object' && value !== null)

/** The page wrote what it reads here; still, another version of it may have. */
const RECORD = v.object({
  name: v.string(),
  task: object<TaskSpec>(),
  options: object<WatchedOptions>(),
  curve: v.array(
    v.object({
      step: v.number(),
      steps: v.number(),
      reward: v.exactOptional(v.number()),
      kl: v.number(),
      anchorKl: v.number(),
      informative: v.number(),
      ms: v.number(),
    }),
  ),
  heldOut: v.array(v.object({ step: v.number(), right: v.number(), items: v.number() })),
  snapshot: v.nullable(
    v.object({
      step: v.number(),
      parameters: tensors,
      adam: v.object({ steps: v.number(), first: tensors, second: tensors }),
      prng: v.object({
        words: v.tuple([v.number(), v.number(), v.number(), v.number()]),
        spareNormal: v.nullable(v.number()),
      }),
    }),
  ),
})

/** Null for anything that is no record. */
export function readRecord(value: unknown): TrainingRecord | null {
  const read = v.safeParse(RECORD, value)
  return read.success ? read.output : null
}
