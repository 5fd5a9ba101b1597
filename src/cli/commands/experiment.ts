import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { type Command, Option } from 'commander'
import { EXPERIMENT_NAMES } from '../../adapt/experiment-names.ts'
import type { ExperimentResult } from '../../adapt/experiment-result.ts'
import { digest } from '../../model/manifest.ts'
import { writeEncoder } from '../../model/vision/encoder-file.ts'
import { action, type CommonOptions, type Context, createCommand } from '../command.ts'
import { openCellStore } from '../experiments/cell-store.ts'
import { EXPERIMENTS } from '../experiments/index.ts'
import type { Lab } from '../experiments/lab.ts'
import { UsageError } from '../failure.ts'
import { requireWritableFile, writeFileWhole } from '../files.ts'
import { threadCount, wholeNumber } from '../options/parsers.ts'
import { experimentLines } from '../report/experiment-markdown.ts'
import { EXPERIMENT_FOLDER, readResults } from '../report/result-files.ts'
import { resultsMarkdown } from '../report/results-markdown.ts'
import { type Session, withSession } from '../session.ts'
import { bundleEncoder } from '../vision-folder.ts'

interface ExperimentOptions extends CommonOptions {
  readonly model: string
  readonly threads: number
  readonly items: number
  readonly seeds: number
  readonly steps: number
  readonly state: string
  readonly out: string
  readonly second: string
  readonly docs?: boolean
}

const PROJECT = new URL('../../../', import.meta.url)
const path = (relative: string): string => fileURLToPath(new URL(relative, PROJECT))

export function experimentCommand(): Command {
  return createCommand('experiment', 'One of the experiments of the paper, on a model of our own.')
    .argument('[name]', EXPERIMENT_NAMES.join(', '))
    .option('--model <bundle>', 'a bundle folder, or the name of one under public/models', 'tiny')
    .option(
      '--threads <n>',
      'threads of the engine and of training; only 1 repeats bit for bit',
      threadCount,
      1,
    )
    .option('--items <n>', 'test items a family', wholeNumber(2, 5000), 600)
    .option('--seeds <n>', 'how many training seeds, counted from --seed', wholeNumber(1, 100), 3)
    .option('--steps <n>', 'updates of each training', wholeNumber(1), 60)
    .addOption(
      new Option(
        '--state <dir>',
        'where finished pieces are kept, so that a run that was stopped goes on',
      ).default(path('.cache/experiments'), '.cache/experiments in the project'),
    )
    .addOption(
      new Option('--out <dir>', 'folder of the results').default(
        path('public/results'),
        'public/results in the project',
      ),
    )
    .addOption(
      new Option('--second <bundle>', 'a second model of the same shape, for transfer').default(
        path('src/cli/experiments/second-model'),
        'the one that comes with this command',
      ),
    )
    .option('--docs', 'rewrite docs/RESULTS.md from the results')
    .action(action(runExperiment))
}

async function runExperiment(
  options: ExperimentOptions,
  context: Context,
  [typed]: readonly string[],
): Promise<void> {
  const name = EXPERIMENT_NAMES.find((known) => known === typed)
  if (name === undefined) {
    const what = typed === undefined ? 'Say which experiment.' : `There is no experiment ${typed}.`
    throw new UsageError(what, `There are: ${EXPERIMENT_NAMES.join(', ')}.`)
  }
  const experiment = EXPERIMENTS[name]
  const { items, seed, steps, threads, state, out, model, docs } = options
  const { output, commandLine, whenStopped } = context
  const file = join(out, EXPERIMENT_FOLDER, `${name}.json`)
  await requireWritableFile(file)
  await requireWritableFile(join(state, 'cell.json'))
  whenStopped(`Finished pieces wait in ${state}: the same command goes on from there.`)
  await withSession(options, context, async (session) => {
    const lab = openLab(options, context, session)
    const findings = await experiment.run(lab)
    const { title, counterpart, paper } = experiment
    const result: ExperimentResult = {
      ...{ command: commandLine, date: new Date().toISOString(), seed, name, title, counterpart, model },
      ...{ items, seeds: lab.seeds, steps, threads, ...findings, tuned: [...lab.tuned.values()], paper },
    }
    await writeFileWhole(file, `${JSON.stringify(result, null, 1)}\n`)
    if (docs) await writeFileWhole(path('docs/RESULTS.md'), resultsMarkdown(await readResults(out)))
    await output.result(result, () => [...experimentLines(result), '', file])
  })
}

function openLab(options: ExperimentOptions, context: Context, runtime: Session): Lab {
  const { items, seed, seeds, steps, threads, state, second } = options
  const { output, signal } = context
  const lab: Lab = {
    runtime: { ...runtime, experts: new Map() },
    cells: openCellStore(state),
    ...{ items, itemSeed: seed, steps, threads, signal },
    seeds: Array.from({ length: seeds }, (_, index) => seed + index),
    progress: (line) => output.progress(line),
    note: (line) => output.note(line),
    tuned: new Map(),
    inSecond: (work) =>
      withSession({ model: second, threads }, context, (session) =>
        work({ ...lab, runtime: { ...session, experts: new Map() } }),
      ),
    openSight: async () => {
      const encoder = await bundleEncoder(runtime.model, runtime.folder)
      return { encoder, hash: digest(writeEncoder(encoder)).sha256 }
    },
  }
  return lab
}
