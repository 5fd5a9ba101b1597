import { rm } from 'node:fs/promises'
import type { Command } from 'commander'
import { nodeRuntime } from '../../engine/ort/node.ts'
import { writeCheckpoint } from '../../model/checkpoint.ts'
import type { Tokenizer } from '../../model/tokenizer.ts'
import { taskTokenizer } from '../../tasks/tokenizer-files.ts'
import { initialWeights } from '../../train/initial-weights.ts'
import { type PretrainProgress, type PretrainState, pretrain } from '../../train/pretrain.ts'
import { pretrainedCheckpoint } from '../../train/pretrained-checkpoint.ts'
import { parseRecipe, type Recipe, recipeConfig } from '../../train/recipe.ts'
import { restoreParameters } from '../../train/snapshot.ts'
import { type PretrainingState, readPretrainingState, writePretrainingState } from '../../train/state-file.ts'
import { action, type Context, createCommand } from '../command.ts'
import { readJson, refuseExisting, requireWritable, writeFileWhole, writeFolderWhole } from '../files.ts'
import { keptAdvice, readKept } from '../kept-state.ts'
import { threadCount, wholeNumber } from '../options/parsers.ts'
import { guardCheckpointFolder } from '../options/replaceable-folder.ts'

interface PretrainOptions {
  readonly json?: boolean
  readonly seed?: number
  readonly recipe: string
  readonly out: string
  readonly steps?: number
  readonly threads?: number
  readonly resume?: boolean
  readonly force?: boolean
}

/** How many steps lie between two points of the curve that is reported. */
const CURVE_EVERY = 100
/** How many lie between two that are kept: a state has three times the size of the model. */
const KEEP_EVERY = 50

export function pretrainCommand(): Command {
  return createCommand('pretrain', 'Train a small Llama from scratch on the task corpus.', {
    text: "instead of the recipe's seed",
    value: undefined,
  })
    .requiredOption('--recipe <file>', 'sizes and settings, like public/models/tiny-recipe.json')
    .requiredOption('--out <dir>', 'a Hugging Face folder to make: what t2 factor --from takes')
    .option('--steps <n>', "instead of the recipe's number of steps", wholeNumber(1))
    .option('--threads <n>', 'threads (default: 1)', threadCount)
    .option('--resume', 'keep what is trained so far in OUT.state, and go on from there if it is there')
    .option('--force', 'replace --out')
    .action(action(runPretrain))
}

async function runPretrain(options: PretrainOptions, context: Context): Promise<void> {
  const { output, signal, commandLine, whenStopped } = context
  const { out, threads, resume = false, force = false } = options
  if (force) await guardCheckpointFolder(out)
  else await refuseExisting(out)
  await requireWritable(out)
  const recipe = withOverrides(parseRecipe(await readJson(options.recipe)), options)
  const tokenizer = taskTokenizer()
  const started = performance.now()
  const file = `${out.replace(/[/\\]+$/, '')}.state`
  const identity = JSON.stringify(recipe)
  const kept = resume ? await readKept(file, identity, readPretrainingState) : null
  if (kept) output.note(`Going on after step ${kept.progress.step}, from ${file}.`)
  const curve: PretrainProgress[] = [...(kept?.curve ?? [])]
  whenStopped(keptAdvice(resume ? file : null, kept?.progress.step ?? 0))
  const pretrained = await pretrain(nodeRuntime, recipe, tokenizer, {
    signal,
    ...(threads === undefined ? {} : { threads }),
    ...(kept && { resume: resumed(kept, recipe, tokenizer) }),
    onStep: async (state) => {
      const { progress } = state
      if (progress.step % CURVE_EVERY === 0 || progress.step === progress.steps) curve.push(progress)
      output.progress(
        `step ${progress.step} of ${progress.steps}: answer loss ${progress.answerLoss.toFixed(3)}`,
      )
      // A whole macrotask, so that Ctrl-C is noticed between two steps.
      await new Promise((resolve) => setImmediate(resolve))
      if (!resume || (progress.step % KEEP_EVERY !== 0 && !signal.aborted)) return
      const parameters = state.parameters.map(({ values }) => values)
      await writeFileWhole(file, writePretrainingState({ ...state, parameters, curve, identity }))
      whenStopped(keptAdvice(file, progress.step))
    },
  })
  await writeFolderWhole(out, writeCheckpoint(pretrainedCheckpoint(pretrained)), force)
  if (resume) await rm(file, { force: true })
  const seconds = (performance.now() - started) / 1000
  const { answerLoss, tokens, steps } = pretrained.progress
  const origin = { command: commandLine, date: new Date().toISOString(), seed: recipe.seed }
  await output.result({ ...origin, out, steps, tokens, answerLoss, seconds, curve }, () => [
    `${out}: ${steps} steps, ${tokens} tokens in ${seconds.toFixed(0)} s, answer loss ${answerLoss.toFixed(3)}`,
  ])
}

/** @throws AppError `bad-input` when the state has other tensors than the recipe makes */
function resumed(kept: PretrainingState, recipe: Recipe, { vocabSize, stopIds }: Tokenizer): PretrainState {
  const config = recipeConfig(recipe, vocabSize, stopIds[0] ?? 0)
  const parameters = initialWeights(config, recipe.seed, recipe.training.weight_decay)
  restoreParameters(kept, parameters)
  return { ...kept, parameters }
}

function withOverrides(recipe: Recipe, { seed, steps }: PretrainOptions): Recipe {
  return {
    ...recipe,
    seed: seed ?? recipe.seed,
    training: { ...recipe.training, steps: steps ?? recipe.training.steps },
  }
}
