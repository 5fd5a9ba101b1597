import { type Command, InvalidArgumentError, Option } from 'commander'
import { type FewShotResult, fewShot } from '../../adapt/few-shot/few-shot.ts'
import {
  elitesOf,
  FEW_SHOT_DEFAULTS,
  type FewShotOptions,
  GRANULARITIES,
  type Granularity,
  SCORINGS,
  type Scoring,
} from '../../adapt/few-shot/options.ts'
import {
  chatShots,
  exerciseShot,
  familyShots,
  MOST_SHOTS,
  type Shot,
  writtenShot,
} from '../../adapt/few-shot/shots.ts'
import type { Runtime } from '../../adapt/runtime.ts'
import { AppError } from '../../core/errors.ts'
import type { MixMode } from '../../core/mixing-types.ts'
import { isChatTask } from '../../tasks/natural/chat-tasks.ts'
import { picturedItems } from '../../tasks/pictures/pictured-families.ts'
import { isVisionFamily } from '../../tasks/pictures/pictured-item.ts'
import { readWrittenExercises } from '../../tasks/written-exercises.ts'
import type { Context } from '../command.ts'
import { UsageError } from '../failure.ts'
import { readBytes } from '../files.ts'
import { decimalNumber, parseDecimal, wholeNumber } from './parsers.ts'
import { isFamily } from './task.ts'

/** What the command line says about few-shot adaptation. */
export interface FewShotArguments {
  readonly shots?: string
  readonly population: number
  readonly generations: number
  readonly range: readonly [number, number]
  readonly stdFloor: number
  readonly granularity: Granularity
  readonly normalise?: boolean
  readonly scoring: Scoring
}

const DEFAULTS = FEW_SHOT_DEFAULTS
const DEFAULT_COUNT = 10

export function addFewShotOptions(command: Command): Command {
  return command
    .option(
      '--shots <family[:n]|file.jsonl>',
      `few-shot: examples to adapt to, ${DEFAULT_COUNT} of a family's validation split by default`,
    )
    .option(
      '--population <n>',
      'few-shot: candidates a generation',
      wholeNumber(2, 4096),
      DEFAULTS.population,
    )
    .option('--generations <n>', 'few-shot: generations', wholeNumber(1, 10_000), DEFAULTS.generations)
    .option('--range <low,high>', "few-shot: of α, like '-0.5,1.5'", range, DEFAULTS.range)
    .option(
      '--std-floor <x>',
      'few-shot: least standard deviation of a generation; 0 as in the reference code',
      decimalNumber(0),
      DEFAULTS.deviationFloor,
    )
    .addOption(
      new Option('--granularity <what>', 'few-shot: one α an expert, or one a layer or matrix and expert')
        .choices(GRANULARITIES)
        .default(DEFAULTS.granularity),
    )
    .option('--normalise', 'few-shot: α divided by their sum')
    .addOption(
      new Option('--scoring <how>', 'few-shot: by right answers, or by the likelihood of the right answer')
        .choices(SCORINGS)
        .default(DEFAULTS.scoring),
    )
}

function range(text: string): readonly [number, number] {
  const [low = null, high = null, ...rest] = text.split(',').map(parseDecimal)
  if (low === null || high === null || rest.length > 0 || low >= high) {
    throw new InvalidArgumentError('It must be two numbers with a comma between them, the lower one first.')
  }
  return [low, high]
}

function fewShotOptions(
  typed: FewShotArguments & { readonly seed: number; readonly maxTokens: number; readonly mode: MixMode },
): FewShotOptions {
  const { population, generations, granularity, normalise = false, scoring, stdFloor, seed } = typed
  return {
    ...{ population, generations, granularity, normalise, scoring, seed },
    ...{ elites: elitesOf(population), range: typed.range, deviationFloor: stdFloor },
    ...{ mode: typed.mode, maxTokens: typed.maxTokens },
  }
}

/**
 * The shots that `--shots` names: `math-hard`, `math-hard:20`, or a file of lines as `t2 eval` takes.
 * @throws UsageError for a name that is neither; AppError `io` or `bad-input` for a file.
 */
async function openShots(text: string | undefined, seed: number): Promise<readonly Shot[]> {
  if (text === undefined) {
    throw new UsageError(
      'Few-shot adaptation needs examples.',
      'Give --shots FAMILY:N or --shots FILE.jsonl.',
    )
  }
  const [, name = text, count] = /^([\w-]+)(?::(\d+))?$/.exec(text) ?? []
  const wanted = count === undefined ? DEFAULT_COUNT : Number(count)
  if (isFamily(name)) return familyShots(name, wanted, seed)
  if (isChatTask(name)) return chatShots(name, wanted, seed)
  if (isVisionFamily(name)) return picturedItems(name, wanted, seed, 'valid').map(exerciseShot)
  if (!/[/\\.]/.test(text)) {
    throw new UsageError(`There is no family ${name} to take shots from.`, 'A file ends in .jsonl.')
  }
  const { exercises, problems } = readWrittenExercises(new TextDecoder().decode(await readBytes(text)))
  const [problem] = problems
  if (problem) throw new AppError('bad-input', `${text}, line ${problem.line}: ${problem.reason}`)
  if (exercises.length === 0 || exercises.length > MOST_SHOTS) {
    throw new UsageError(`${text} has ${exercises.length} examples; between 1 and ${MOST_SHOTS} are needed.`)
  }
  return exercises.map(writtenShot)
}

/**
 * Searches a mix for the shots that were named; whatever is measured afterwards plays no part in it. Ctrl-C ends the
 * search with the best mix so far, once there is one.
 */
export async function searchMix(
  runtime: Runtime,
  options: FewShotArguments & { readonly seed: number; readonly maxTokens: number; readonly mode: MixMode },
  { output, signal, untilInterrupt }: Context,
): Promise<FewShotResult> {
  const shots = await openShots(options.shots, options.seed)
  const found = await untilInterrupt((stop) =>
    fewShot(runtime, shots, fewShotOptions(options), {
      signal,
      stop,
      onGeneration: ({ index, generations, best, ms }) => {
        const left = (ms / (index + 1)) * (generations - index - 1)
        const seconds = left > 0 ? `, ${Math.ceil(left / 1000)} s left` : ''
        output.progress(
          `generation ${index + 1} of ${generations}: best ${best.score.toFixed(3)}${seconds}; Ctrl-C keeps the best`,
        )
      },
    }),
  )
  if (found.stopped) {
    output.note(`note: stopped after ${found.history.length} of ${options.generations} generations.`)
  }
  return found
}

export function describeSearch({ mix, score, evaluations, shots }: FewShotResult): string {
  const alpha = Object.entries(mix.alpha).map(([name, value]) => `${name} ${value.toFixed(2)}`)
  return `alpha ${alpha.join(', ')}: score ${score.toFixed(3)} on ${shots} shots, ${evaluations} candidates`
}
