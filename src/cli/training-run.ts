import { rm } from 'node:fs/promises'
import type { ChoiceTrainingHooks } from '../train/choices/train-choices.ts'
import { readTrainingState, writeTrainingState } from '../train/state-file.ts'
import type { TrainingStep } from '../train/training.ts'
import type { Context } from './command.ts'
import { refuseExisting, requireWritableFile, writeFileWhole } from './files.ts'
import { keptAdvice, readKept } from './kept-state.ts'
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
 * With `--resume` every step is kept in a file beside it, from which the same command goes on.
 * @throws AppError `io` before anything is trained when `--out` cannot be written
 */
export async function runTraining(
  options: TrainingCommandOptions,
  context: Context,
  train: (session: Session, hooks: ChoiceTrainingHooks) => Promise<TrainedFile>,
): Promise<void> {
  const { out, task, threads, force } = options
  const { output, signal, commandLine, whenStopped } = context
  if (!force) await refuseExisting(out)
  await requireWritableFile(out)
  await withSession(options, context, async (session) => {
    const started = performance.now()
    const identity = identityOf(options, session.model.hash)
    const state = `${out}.state`
    const kept = options.resume ? await readKept(state, identity, readTrainingState) : null
    const curve: TrainingStep[] = [...(kept?.curve ?? [])]
    if (kept) output.note(`Going on after step ${kept.snapshot.step}, from ${state}.`)
    whenStopped(keptAdvice(options.resume ? state : null, kept?.snapshot.step ?? 0))
    const { bytes, numbers, provenance } = await train(session, {
      signal,
      ...(threads === undefined ? {} : { threads }),
      ...(kept && { resume: kept.snapshot, earlier: kept.curve.map(({ reward }) => reward ?? 0) }),
      ...(options.resume && {
        keep: async (step, snapshot) => {
          await writeFileWhole(state, writeTrainingState({ snapshot: snapshot(), curve, identity }))
          whenStopped(keptAdvice(state, step))
        },
      }),
      onStep: (step) => {
        curve.push(step)
        output.progress(`step ${step.step} of ${step.steps}: ${signalOf(step)}, KL ${step.kl.toFixed(4)}`)
      },
    })
    await writeFileWhole(out, bytes)
    if (options.resume) await rm(state, { force: true })
    const seconds = (performance.now() - started) / 1000
    const origin = { command: commandLine, date: new Date().toISOString(), seed: options.seed }
    await output.result({ ...origin, out, task, numbers, seconds, provenance, curve }, () => [
      `${out}: ${numbers} numbers in ${seconds.toFixed(0)} s, last ${signalOf(curve.at(-1))}`,
    ])
  })
}

/**
 * Everything that decides the result of each step. Where it is written, on how many threads, and when it is enough
 * does not.
 */
function identityOf(options: TrainingCommandOptions, model: string): string {
  const { out: _, force: __, resume: ___, threads: ____, json: _____, enough: ______, ...rest } = options
  return JSON.stringify(Object.entries({ ...rest, model }).sort())
}

function signalOf(step: TrainingStep | undefined): string {
  return step?.loss === undefined ? `reward ${percent(step?.reward ?? 0)}` : `loss ${step.loss.toFixed(4)}`
}
