import { type Command, Option } from 'commander'
import { nodeRuntime } from '../../engine/ort/node.ts'
import { writeExpert } from '../../model/expert-file.ts'
import { MODULE_GROUPS, type ModuleGroup } from '../../model/llama-config.ts'
import { TRAINED_FAMILIES } from '../../tasks/task-item.ts'
import { SVF_DEFAULTS, type SvfStep, trainSvf } from '../../train/svf.ts'
import { svfTask } from '../../train/svf-task.ts'
import { action, type CommonOptions, type Context, createCommand, createGroup } from '../command.ts'
import { refreshExpertIndex } from '../expert-folder.ts'
import { refuseExisting, requireWritable, writeFileWhole } from '../files.ts'
import { addModelOptions, type ModelOptions } from '../options/model.ts'
import { decimalNumber, wholeNumber } from '../options/parsers.ts'
import { percent } from '../output.ts'
import { withSession } from '../session.ts'

interface TrainOptions extends CommonOptions, ModelOptions {
  readonly task: string
  readonly out: string
  readonly modules: ModuleGroup
  readonly steps: number
  readonly prompts: number
  readonly samples: number
  readonly learningRate: number
  readonly klWeight: number
  readonly anchorWeight: number
  readonly anchors: number
  readonly temperature: number
  readonly maxTokens: number
  readonly force?: boolean
}

export function trainCommand(): Command {
  const svf = createCommand('svf', 'An expert: one multiplier a singular value, trained with a reward alone.')
  addModelOptions(svf)
    .addOption(
      new Option('--task <name>', 'what it is rewarded for')
        .choices([...TRAINED_FAMILIES, 'classifier'])
        .makeOptionMandatory(),
    )
    .requiredOption('--out <file>', 'the expert, a .safetensors file')
    .addOption(
      new Option('--objective <name>', 'how it learns')
        .choices(['policy-gradient'])
        .default('policy-gradient'),
    )
    .addOption(
      new Option('--modules <group>', 'which linears it changes')
        .choices(Object.keys(MODULE_GROUPS))
        .default(SVF_DEFAULTS.modules),
    )
    .option('--steps <n>', 'updates', wholeNumber(1), SVF_DEFAULTS.steps)
    .option('--prompts <n>', 'prompts a step', wholeNumber(1), SVF_DEFAULTS.prompts)
    .option('--samples <n>', 'samples a prompt', wholeNumber(2), SVF_DEFAULTS.samples)
    .option('--learning-rate <x>', 'of Adam', decimalNumber(0), SVF_DEFAULTS.learningRate)
    .option('--kl-weight <x>', 'how strongly it is held to the base', decimalNumber(0), SVF_DEFAULTS.klWeight)
    .option(
      '--anchor-weight <x>',
      "how strongly on prompts of other kinds; 0 is the paper's objective",
      decimalNumber(0),
      SVF_DEFAULTS.anchorWeight,
    )
    .option('--anchors <n>', 'prompts of other kinds a step', wholeNumber(0), SVF_DEFAULTS.anchors)
    .option('--temperature <t>', 'of the samples', decimalNumber(0.01), SVF_DEFAULTS.temperature)
    .option('--max-tokens <n>', 'most tokens of a sample', wholeNumber(1), SVF_DEFAULTS.maxTokens)
    .option('--force', 'replace --out')
    .action(action(runTrain))
  return createGroup('train', 'Train an expert.').addCommand(svf)
}

async function runTrain(options: TrainOptions, context: Context): Promise<void> {
  const { out, task, threads, force } = options
  const { output, signal, commandLine } = context
  if (!force) await refuseExisting(out)
  await requireWritable(out)
  await withSession(options, context, async ({ engine, tokenizer }) => {
    const started = performance.now()
    const curve: SvfStep[] = []
    const expert = await trainSvf(nodeRuntime, engine, tokenizer, svfTask(task), options, {
      signal,
      ...(threads === undefined ? {} : { threads }),
      onStep: (step) => {
        curve.push(step)
        const { reward, kl } = step
        output.progress(`step ${step.step} of ${step.steps}: reward ${percent(reward)}, KL ${kl.toFixed(4)}`)
      },
    })
    await writeFileWhole(out, writeExpert(expert))
    await refreshExpertIndex(out)
    const seconds = (performance.now() - started) / 1000
    const numbers = [...expert.z.values()].reduce((sum, z) => sum + z.length, 0)
    const origin = { command: commandLine, date: new Date().toISOString(), seed: options.seed }
    await output.result(
      { ...origin, out, task, numbers, seconds, provenance: expert.provenance, curve },
      () => [
        `${out}: ${numbers} numbers in ${seconds.toFixed(0)} s, last reward ${percent(curve.at(-1)?.reward ?? 0)}`,
      ],
    )
  })
}
