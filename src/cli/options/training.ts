import { type Command, Option } from 'commander'
import { MODULE_GROUPS } from '../../model/llama-config.ts'
import { CHAT_TASKS } from '../../tasks/natural/chat-tasks.ts'
import { ANSWER_STYLES } from '../../train/next-token.ts'
import type { SvfOptions } from '../../train/svf.ts'
import { SVF_TASKS } from '../../train/svf-task.ts'
import { OBJECTIVES, TRAINING_DEFAULTS } from '../../train/training.ts'
import { VISION_TASK } from '../../train/vision/vision-task.ts'
import type { CommonOptions } from '../command.ts'
import { addModelOptions, type ModelOptions } from './model.ts'
import { decimalNumber, wholeNumber } from './parsers.ts'

/** What every command that trains takes. */
export interface TrainingCommandOptions extends CommonOptions, ModelOptions, SvfOptions {
  readonly task: string
  readonly out: string
  readonly enough?: number
  readonly resume?: boolean
  readonly force?: boolean
}

export function addTrainingOptions(
  command: Command,
  { modules, learningRate, out }: Pick<SvfOptions, 'modules' | 'learningRate'> & { readonly out: string },
): Command {
  return addModelOptions(command)
    .addOption(
      new Option('--task <name>', 'what it is rewarded for')
        .choices([...SVF_TASKS, VISION_TASK, ...CHAT_TASKS])
        .makeOptionMandatory(),
    )
    .requiredOption('--out <file>', out)
    .addOption(
      new Option('--objective <name>', 'how it learns')
        .choices(OBJECTIVES)
        .default(TRAINING_DEFAULTS.objective),
    )
    .addOption(
      new Option(
        '--answers <style>',
        'what next-token imitates: worked answers, or the noisy writers of the corpus',
      )
        .choices(ANSWER_STYLES)
        .default(TRAINING_DEFAULTS.answers),
    )
    .addOption(
      new Option('--modules <group>', 'which linears it changes')
        .choices(Object.keys(MODULE_GROUPS))
        .default(modules),
    )
    .option('--steps <n>', 'updates', wholeNumber(1), TRAINING_DEFAULTS.steps)
    .option('--prompts <n>', 'prompts a step', wholeNumber(1), TRAINING_DEFAULTS.prompts)
    .option('--samples <n>', 'samples a prompt', wholeNumber(2), TRAINING_DEFAULTS.samples)
    .option('--learning-rate <x>', 'of Adam', decimalNumber(0), learningRate)
    .option(
      '--kl-weight <x>',
      'how strongly it is held to the base',
      decimalNumber(0),
      TRAINING_DEFAULTS.klWeight,
    )
    .option(
      '--anchor-weight <x>',
      "how strongly on prompts of other kinds; 0 is the paper's objective",
      decimalNumber(0),
      TRAINING_DEFAULTS.anchorWeight,
    )
    .option('--anchors <n>', 'prompts of other kinds a step', wholeNumber(0), TRAINING_DEFAULTS.anchors)
    .option('--temperature <t>', 'of the samples', decimalNumber(0.01), TRAINING_DEFAULTS.temperature)
    .option('--max-tokens <n>', 'most tokens of a sample', wholeNumber(1), TRAINING_DEFAULTS.maxTokens)
    .option(
      '--enough <p>',
      'families of choices: end early once the mean reward of three steps is this',
      decimalNumber(0),
    )
    .option('--resume', 'keep each step in OUT.state, and go on from there if it is there')
    .option('--force', 'replace --out')
}
