import { rm } from 'node:fs/promises'
import type { Command } from 'commander'
import { nodeRuntime } from '../../engine/ort/node.ts'
import { readEncoder, writeEncoder } from '../../model/vision/encoder-file.ts'
import { readEncoderState, writeEncoderState } from '../../train/state-file.ts'
import { measureReading } from '../../train/vision/measure-reading.ts'
import {
  ENCODER_DEFAULTS,
  type EncoderOptions,
  type EncoderStep,
  trainEncoder,
} from '../../train/vision/train-encoder.ts'
import { action, type CommonOptions, type Context, createCommand } from '../command.ts'
import { refuseExisting, requireWritableFile, writeFileWhole } from '../files.ts'
import { keptAdvice, readKept } from '../kept-state.ts'
import { addModelOptions, type ModelOptions } from '../options/model.ts'
import { decimalNumber, wholeNumber } from '../options/parsers.ts'
import { percent } from '../output.ts'
import { openModel } from '../session.ts'
import { refreshVisionIndex } from '../vision-folder.ts'

interface EncoderCommandOptions extends CommonOptions, ModelOptions, EncoderOptions {
  readonly out: string
  readonly measured: number
  readonly resume?: boolean
  readonly force?: boolean
}

/** How many steps lie between two points of the curve that is reported. */
const CURVE_EVERY = 100
/** How many lie between two that are kept. */
const KEEP_EVERY = 50

export function visionEncoderCommand(): Command {
  const command = createCommand(
    'vision-encoder',
    'The patch encoder that turns a picture into soft tokens of a frozen language model.',
  )
  return addModelOptions(command)
    .requiredOption('--out <file>', 'the encoder, a .safetensors file')
    .option(
      '--reading-steps <n>',
      'updates of learning to read',
      wholeNumber(0),
      ENCODER_DEFAULTS.readingSteps,
    )
    .option(
      '--answering-steps <n>',
      'updates of reading and, through the language model, answering',
      wholeNumber(0),
      ENCODER_DEFAULTS.answeringSteps,
    )
    .option('--pictures <n>', 'pictures a step that are only read', wholeNumber(1), ENCODER_DEFAULTS.pictures)
    .option(
      '--questions <n>',
      'questions a step of the second stage',
      wholeNumber(1),
      ENCODER_DEFAULTS.questions,
    )
    .option('--reading-rate <x>', 'of Adam', decimalNumber(0), ENCODER_DEFAULTS.readingRate)
    .option(
      '--answering-rate <x>',
      'of Adam in the second stage',
      decimalNumber(0),
      ENCODER_DEFAULTS.answeringRate,
    )
    .option('--measured <n>', 'pictures a family that reading is measured on', wholeNumber(1, 5000), 500)
    .option('--resume', 'keep what is trained so far in OUT.state, and go on from there if it is there')
    .option('--force', 'replace --out')
    .action(action(runEncoder))
}

async function runEncoder(options: EncoderCommandOptions, context: Context): Promise<void> {
  const { output, signal, commandLine, whenStopped } = context
  const { out, force, resume = false, threads, seed, measured } = options
  if (!force) await refuseExisting(out)
  await requireWritableFile(out)
  const { model, tokenizer } = await openModel(options, context)
  const started = performance.now()
  const settings = encoderOptions(options)
  const identity = JSON.stringify(Object.entries({ ...settings, model: model.hash }).sort())
  const file = `${out}.state`
  const kept = resume ? await readKept(file, identity, readEncoderState) : null
  const curve: EncoderStep[] = [...(kept?.curve ?? [])]
  if (kept) output.note(`Going on after step ${kept.snapshot.step}, from ${file}.`)
  whenStopped(keptAdvice(resume ? file : null, kept?.snapshot.step ?? 0))
  const encoder = await trainEncoder(nodeRuntime, model, tokenizer, settings, {
    signal,
    ...(kept && { resume: kept.snapshot }),
    ...(threads === undefined ? {} : { threads }),
    onStep: async (step, snapshot) => {
      if (step.step % CURVE_EVERY === 0 || step.step === step.steps) curve.push(step)
      const answering = step.answering === null ? '' : `, answering ${step.answering.toFixed(3)}`
      output.progress(
        `step ${step.step} of ${step.steps}: reading ${step.reading.toFixed(3)}, distance ${step.distance.toFixed(3)}${answering}`,
      )
      // A whole macrotask, so that Ctrl-C is noticed between two steps.
      await new Promise((resolve) => setImmediate(resolve))
      if (!resume || (step.step % KEEP_EVERY !== 0 && !signal.aborted)) return
      await writeFileWhole(file, writeEncoderState({ snapshot: snapshot(), curve, identity }))
      whenStopped(keptAdvice(file, step.step))
    },
  })
  const bytes = writeEncoder(encoder)
  const reading = measureReading(model, tokenizer, readEncoder(bytes, model), measured, seed)
  await writeFileWhole(out, bytes)
  if (resume) await rm(file, { force: true })
  await refreshVisionIndex(out)
  const seconds = (performance.now() - started) / 1000
  const numbers = Object.values(encoder.weights).reduce((sum, { length }) => sum + length, 0)
  const { provenance } = encoder
  const origin = { command: commandLine, date: new Date().toISOString(), seed }
  const document = { ...origin, out, numbers, bytes: bytes.length, seconds, reading, provenance, curve }
  await output.result(document, () => [
    `${out}: ${numbers} numbers, ${(bytes.length / 1000).toFixed(0)} kB, in ${seconds.toFixed(0)} s`,
    ...reading.map(
      ({ family, words, right }) => `${family}: ${percent(right / words)} of ${words} words read right`,
    ),
  ])
}

function encoderOptions(options: EncoderCommandOptions): EncoderOptions {
  const { seed, readingSteps, answeringSteps, pictures, questions, readingRate, answeringRate } = options
  return { seed, readingSteps, answeringSteps, pictures, questions, readingRate, answeringRate }
}
