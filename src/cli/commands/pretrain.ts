import type { Command } from 'commander'
import { nodeRuntime } from '../../engine/ort/node.ts'
import { writeCheckpoint } from '../../model/checkpoint.ts'
import { createTokenizer } from '../../model/tokenizer.ts'
import { buildTokenizerFiles } from '../../tasks/tokenizer-files.ts'
import { type PretrainProgress, pretrain } from '../../train/pretrain.ts'
import { pretrainedCheckpoint } from '../../train/pretrained-checkpoint.ts'
import { parseRecipe, type Recipe } from '../../train/recipe.ts'
import { action, type Context, createCommand } from '../command.ts'
import { readJson, refuseExisting, requireWritable, writeFolderWhole } from '../files.ts'
import { threadCount, wholeNumber } from '../options/parsers.ts'
import { guardCheckpointFolder } from '../options/replaceable-folder.ts'

interface PretrainOptions {
  readonly json?: boolean
  readonly seed?: number
  readonly recipe: string
  readonly out: string
  readonly steps?: number
  readonly threads?: number
  readonly force?: boolean
}

/** How many steps lie between two points of the curve that is reported. */
const CURVE_EVERY = 100

export function pretrainCommand(): Command {
  return createCommand('pretrain', 'Train a small Llama from scratch on the task corpus.', {
    text: "instead of the recipe's seed",
    value: undefined,
  })
    .requiredOption('--recipe <file>', 'sizes and settings, like public/models/tiny-recipe.json')
    .requiredOption('--out <dir>', 'a Hugging Face folder to make: what t2 factor --from takes')
    .option('--steps <n>', "instead of the recipe's number of steps", wholeNumber(1))
    .option('--threads <n>', 'threads (default: 1)', threadCount)
    .option('--force', 'replace --out')
    .action(action(runPretrain))
}

async function runPretrain(
  options: PretrainOptions,
  { output, signal, commandLine }: Context,
): Promise<void> {
  const { out, threads, force = false } = options
  if (force) await guardCheckpointFolder(out)
  else await refuseExisting(out)
  await requireWritable(out)
  const recipe = withOverrides(parseRecipe(await readJson(options.recipe)), options)
  const { tokenizerJson, tokenizerConfig } = buildTokenizerFiles()
  const tokenizer = createTokenizer(tokenizerJson, tokenizerConfig)
  const started = performance.now()
  const curve: PretrainProgress[] = []
  const pretrained = await pretrain(nodeRuntime, recipe, tokenizer, {
    signal,
    ...(threads === undefined ? {} : { threads }),
    onStep: async ({ progress }) => {
      if (progress.step % CURVE_EVERY === 0 || progress.step === progress.steps) curve.push(progress)
      output.progress(
        `step ${progress.step} of ${progress.steps}: answer loss ${progress.answerLoss.toFixed(3)}`,
      )
      // A whole macrotask, so that Ctrl-C is noticed between two steps.
      await new Promise((resolve) => setImmediate(resolve))
    },
  })
  await writeFolderWhole(out, writeCheckpoint(pretrainedCheckpoint(pretrained)), force)
  const seconds = (performance.now() - started) / 1000
  const { answerLoss, tokens, steps } = pretrained.progress
  const origin = { command: commandLine, date: new Date().toISOString(), seed: recipe.seed }
  await output.result({ ...origin, out, steps, tokens, answerLoss, seconds, curve }, () => [
    `${out}: ${steps} steps, ${tokens} tokens in ${seconds.toFixed(0)} s, answer loss ${answerLoss.toFixed(3)}`,
  ])
}

function withOverrides(recipe: Recipe, { seed, steps }: PretrainOptions): Recipe {
  return {
    ...recipe,
    seed: seed ?? recipe.seed,
    training: { ...recipe.training, steps: steps ?? recipe.training.steps },
  }
}
