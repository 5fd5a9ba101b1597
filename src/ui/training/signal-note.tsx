import type { TrainingRecord } from '../../state/training-record.ts'
import { signalOf } from '../../train/signal.ts'
import { WATCHED_BATCH } from '../../train/watched-options.ts'
import { whole } from '../format.ts'
import { en } from '../messages/en.ts'

/** A training that learns nothing says so, early and in words. */
export function SignalNote({ record: { curve } }: { readonly record: TrainingRecord }) {
  const signal = signalOf(curve)
  if (signal === 'learning') return null
  const samples = WATCHED_BATCH.prompts * WATCHED_BATCH.samples * curve.length
  return (
    <p className="notice" role="status">
      {en.training.signals[signal](whole(samples))}
    </p>
  )
}
