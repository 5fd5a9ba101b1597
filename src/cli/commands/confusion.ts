import type { Command } from 'commander'
import type { DispatchStrategy } from '../../adapt/adaptation.ts'
import { confusionMatrix } from '../../adapt/confusion.ts'
import { action, type CommonOptions, type Context, createCommand } from '../command.ts'
import { addEngineOption, addModelOptions, type EngineOptions, type ModelOptions } from '../options/model.ts'
import { wholeNumber } from '../options/parsers.ts'
import { dispatchStrategyOption } from '../options/strategy.ts'
import { alignColumns } from '../output.ts'
import { withSession } from '../session.ts'

interface ConfusionOptions extends CommonOptions, ModelOptions, EngineOptions {
  readonly strategy: DispatchStrategy
  readonly items: number
  readonly batch: number
}

export function confusionCommand(): Command {
  const command = createCommand('confusion', 'What pass 1 says of fresh test prompts of all seven families.')
  addEngineOption(addModelOptions(command))
    .addOption(dispatchStrategyOption().makeOptionMandatory())
    .option('--items <n>', 'how many prompts, spread evenly over the families', wholeNumber(1), 350)
    .option('--batch <n>', 'most lanes at once', wholeNumber(1), 128)
  return command.action(action(runConfusion))
}

async function runConfusion(options: ConfusionOptions, context: Context): Promise<void> {
  const { output, signal } = context
  const { strategy, items, seed, batch } = options
  await withSession(
    options,
    context,
    async (session) => {
      const report = await confusionMatrix(session, {
        strategy,
        items,
        seed,
        batch,
        signal,
        onProgress: (soFar) => output.progress(`${soFar.items} of ${items} prompts`),
      })
      await output.result(report, () =>
        alignColumns([
          ['true', ...report.labels],
          ...report.labels.map((label, row) => [label, ...(report.matrix[row] ?? []).map(String)]),
        ]),
      )
    },
    { all: true },
  )
}
