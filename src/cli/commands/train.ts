import type { Command } from 'commander'
import { nodeRuntime } from '../../engine/ort/node.ts'
import { writeExpert } from '../../model/expert-file.ts'
import { loraSize } from '../../model/lora-adapter.ts'
import { writeLora } from '../../model/lora-file.ts'
import { chatTaskFor } from '../../tasks/natural/chat-tasks.ts'
import { trainChoices } from '../../train/choices/train-choices.ts'
import { LORA_DEFAULTS, type LoraOptions, trainLora } from '../../train/lora.ts'
import { SVF_DEFAULTS, trainSvf } from '../../train/svf.ts'
import { type SvfTask, svfTask } from '../../train/svf-task.ts'
import { VISION_TASK, visionTask } from '../../train/vision/vision-task.ts'
import { action, type Context, createCommand, createGroup } from '../command.ts'
import { refreshExpertIndex } from '../expert-folder.ts'
import { wholeNumber } from '../options/parsers.ts'
import { addTrainingOptions, type TrainingCommandOptions } from '../options/training.ts'
import type { Session } from '../session.ts'
import { runTraining } from '../training-run.ts'
import { bundleEncoder, refreshVisionIndex } from '../vision-folder.ts'
import { visionEncoderCommand } from './train-vision-encoder.ts'

type LoraCommandOptions = TrainingCommandOptions & Pick<LoraOptions, 'rank'> & { readonly alpha?: number }

export function trainCommand(): Command {
  const svf = createCommand('svf', 'An expert: one multiplier a singular value, trained with a reward alone.')
  addTrainingOptions(svf, { ...SVF_DEFAULTS, out: 'the expert, a .safetensors file' }).action(action(runSvf))
  const lora = createCommand('lora', "Low-rank matrices beside the weights: the paper's baseline.")
  addTrainingOptions(lora, { ...LORA_DEFAULTS, out: 'the adapter, a .safetensors file' })
    .option('--rank <r>', 'rank of the matrices', wholeNumber(1, 1024), LORA_DEFAULTS.rank)
    .option('--alpha <n>', 'the change is alpha / rank times B A (default: twice the rank)', wholeNumber(1))
    .action(action(runLora))
  return createGroup('train', 'Train an expert, or a LoRA adapter to compare it with.')
    .addCommand(svf)
    .addCommand(lora)
    .addCommand(visionEncoderCommand())
}

/** What `--task` names; pictures need the bundle's encoder. */
async function taskNamed(name: string, { model, folder }: Session): Promise<SvfTask> {
  return name === VISION_TASK ? visionTask(await bundleEncoder(model, folder)) : svfTask(name)
}

async function runSvf(options: TrainingCommandOptions, context: Context): Promise<void> {
  await runTraining(options, context, async (session, hooks) => {
    const { engine, tokenizer, model } = session
    const { task } = options
    const chat = chatTaskFor(task, tokenizer.form)
    const expert = chat
      ? await trainChoices(nodeRuntime, model, tokenizer, chat, options, hooks)
      : await trainSvf(nodeRuntime, engine, tokenizer, await taskNamed(task, session), options, hooks)
    const numbers = [...expert.z.values()].reduce((sum, z) => sum + z.length, 0)
    return { bytes: writeExpert(expert), numbers, provenance: expert.provenance }
  })
  await refreshExpertIndex(options.out)
  await refreshVisionIndex(options.out)
}

async function runLora(options: LoraCommandOptions, context: Context): Promise<void> {
  await runTraining(options, context, async (session, hooks) => {
    const { engine, tokenizer } = session
    const settings = { ...options, alpha: options.alpha ?? 2 * options.rank }
    const adapter = await trainLora(
      nodeRuntime,
      engine,
      tokenizer,
      await taskNamed(options.task, session),
      settings,
      hooks,
    )
    return { bytes: writeLora(adapter), numbers: loraSize(adapter), provenance: adapter.provenance }
  })
}
