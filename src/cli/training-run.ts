import type { TrainingHooks, TrainingStep } from '../train/training.ts'
import type { Context } from './command.ts'
import { refuseExisting, requireWritableFile, writeFileWhole } from './files.ts'
import type { TrainingCommandOptions } from './options/training.ts'
import { percent } from './output.ts'
import { type Session, withSession } from './session.ts'

/** What a training run made: the bytes of its file, and what to say about it. */
export interface TrainedFile {
  readonly bytes: Uint8Array
  readonly numbers: number
  readonly provenance: Readonly<Record<string, string>>
}

/**
 * Trains with the engine and the progress that every training command has, writes `--out` and prints the result.
 * @throws AppError `io` before anything is trained when `--out` cannot be written
 */
export async function runTraining(
  options: TrainingCommandOptions,
  context: Context,
  train: (session: Session, hooks: TrainingHooks) => Promise<TrainedFile>,
): Promise<void> {
  const { out, task, threads, force } = options
  const { output, signal, commandLine } = context
  if (!force) await refuseExisting(out)
  await requireWritableFile(out)
  await withSession(options, context, async (session) => {
    const started = performance.now()
    const curve: TrainingStep[] = []
    const { bytes, numbers, provenance } = await train(session, {
      signal,
      ...(threads === undefined ? {} : { threads }),
      onStep: (step) => {
        curve.push(step)
        output.progress(`step ${step.step} of ${step.steps}: ${signalOf(step)}, KL ${step.kl.toFixed(4)}`)
      },
    })
    await writeFileWhole(out, bytes)
    const seconds = (performance.now() - started) / 1000
    const origin = { command: commandLine, date: new Date().toISOString(), seed: options.seed }
    await output.result({ ...origin, out, task, numbers, seconds, provenance, curve }, () => [
      `${out}: ${numbers} numbers in ${seconds.toFixed(0)} s, last ${signalOf(curve.at(-1))}`,
    ])
  })
}

function signalOf(step: TrainingStep | undefined): string {
  return step?.loss === undefined ? `reward ${percent(step?.reward ?? 0)}` : `loss ${step.loss.toFixed(4)}`
}
