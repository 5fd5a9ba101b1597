import type { Command } from 'commander'
import type { Strategy } from '../../adapt/adaptation.ts'
import { evaluate, type Plan } from '../../adapt/evaluate.ts'
import { isVisionFamily } from '../../tasks/pictures/pictured-item.ts'
import { action, type CommonOptions, type Context, createCommand } from '../command.ts'
import { UsageError } from '../failure.ts'
import { addFewShotOptions, describeSearch, type FewShotArguments, searchMix } from '../options/few-shot.ts'
import { addMixOptions, type MixOptions } from '../options/mix.ts'
import { addEngineOption, addModelOptions, type EngineOptions, type ModelOptions } from '../options/model.ts'
import { wholeNumber } from '../options/parsers.ts'
import { strategyOption } from '../options/strategy.ts'
import { openTask } from '../options/task.ts'
import { percent } from '../output.ts'
import { withSession } from '../session.ts'
import { withVisionPart } from '../vision-folder.ts'

interface EvalOptions extends CommonOptions, ModelOptions, EngineOptions, MixOptions, FewShotArguments {
  readonly task?: string
  readonly strategy?: Strategy
  readonly lora?: string
  readonly items?: number
  readonly batch: number
  readonly maxTokens?: number
  readonly runCode?: boolean
}

const DEFAULT_MAX_TOKENS = 48

export function evalCommand(): Command {
  const command = createCommand('eval', 'Accuracy on a task, with a 95 % interval.')
  addFewShotOptions(addMixOptions(addEngineOption(addModelOptions(command))))
    .argument('[file.jsonl]', 'the task, as with --task')
    .option(
      '--task <name|file.jsonl>',
      'a family, vision or vision-hard (questions about pictures), classifier (the dispatch question), or a file of lines {"prompt","answer"} or {"prompt","choices","label"}, or shaped like GSM8K, ARC or HumanEval',
    )
    .addOption(strategyOption())
    .option('--lora <file>', 'a LoRA adapter that t2 train lora made, beside the base weights')
    .option('--items <n>', 'how many items (default: 200, or all lines of a file)', wholeNumber(1))
    .option('--batch <n>', 'most lanes at once', wholeNumber(1), 128)
    .option(
      '--max-tokens <n>',
      `most tokens of an answer (default: ${DEFAULT_MAX_TOKENS}; 320 for worked solutions and programs)`,
      wholeNumber(1),
    )
    .option('--run-code', 'run the Python that the model writes, as HumanEval-shaped lines need')
  return command.action(action(runEval))
}

async function runEval(options: EvalOptions, context: Context, [file]: readonly string[]): Promise<void> {
  const { output, signal } = context
  if (options.task !== undefined && file !== undefined) throw new UsageError('The task is given twice.')
  const name = options.task ?? file
  if (name === undefined) throw new UsageError('Say which task: --task NAME or --task FILE.jsonl.')
  if (options.strategy !== undefined && options.expert !== undefined) {
    throw new UsageError('Give either --expert or --strategy: a strategy chooses the expert itself.')
  }
  if (options.lora !== undefined && (options.strategy ?? options.expert) !== undefined) {
    throw new UsageError('A LoRA adapter is measured by itself: leave out --expert and --strategy.')
  }
  await withSession(
    options,
    context,
    async (session) => {
      const task = await openTask(name, {
        count: options.items,
        seed: options.seed,
        tokenizer: session.tokenizer,
        runsCode: options.runCode === true,
      })
      const maxTokens = options.maxTokens ?? task.maxTokens ?? DEFAULT_MAX_TOKENS
      const runtime = isVisionFamily(name) ? await withVisionPart(session) : session
      const { strategy } = options
      const found =
        strategy === 'few-shot' ? await searchMix(runtime, { ...options, maxTokens }, context) : null
      const plan: Plan = found
        ? { mix: found.mix }
        : strategy === undefined || strategy === 'few-shot'
          ? { mix: session.mix }
          : { strategy }
      const report = await evaluate(runtime, { ...task, seed: options.seed }, plan, {
        batch: options.batch,
        maxTokens,
        signal,
        onProgress: (done, total) => output.progress(`${done} of ${total} items`),
      })
      const [low, high] = report.interval
      const document = found ? { ...report, strategy, fewShot: found } : report
      await output.result(document, () => [
        ...(found ? [describeSearch(found)] : []),
        `${report.task}: ${report.correct} of ${report.items} right, ${percent(report.accuracy)} (95 %: ${percent(low)} to ${percent(high)})`,
      ])
    },
    { all: options.strategy !== undefined },
  )
}
