import type { Command } from 'commander'
import type { DispatchStrategy } from '../../adapt/adaptation.ts'
import { BASE_MIX, type Runtime, scalesForMix } from '../../adapt/runtime.ts'
import { adaptTwoPass } from '../../adapt/two-pass.ts'
import { CATEGORIES } from '../../tasks/task-item.ts'
import { action, type CommonOptions, type Context, createCommand } from '../command.ts'
import { UsageError } from '../failure.ts'
import { addModelOptions, type ModelOptions } from '../options/model.ts'
import { wholeNumber } from '../options/parsers.ts'
import { strategyOption } from '../options/strategy.ts'
import { percent } from '../output.ts'
import { withSession } from '../session.ts'

interface AdaptOptions extends CommonOptions, ModelOptions {
  readonly strategy: DispatchStrategy
  readonly prompt: string
  readonly maxTokens: number
}

export function adaptCommand(): Command {
  const command = createCommand(
    'adapt',
    'Two passes: find out what the prompt needs, then answer with that expert.',
  )
  addModelOptions(command)
    .addOption(strategyOption().makeOptionMandatory())
    .requiredOption('--prompt <text>', 'the prompt')
    .option('--max-tokens <n>', 'most tokens of an answer', wholeNumber(1), 48)
  return command.action(action(runAdapt))
}

async function runAdapt(options: AdaptOptions, context: Context): Promise<void> {
  const { prompt, strategy, maxTokens } = options
  if (prompt.trim() === '') throw new UsageError('The prompt is empty.')
  const { signal, output } = context
  await withSession(
    options,
    context,
    async (session) => {
      await warmUp(session, signal)
      const done = await adaptTwoPass(session, prompt, { strategy, maxTokens, signal })
      const said = CATEGORIES.map((category) => `${category} ${percent(done.probabilities[category])}`)
      await output.result(done, () => [
        `pass 1   ${done.category} (${said.join(', ')}), ${done.pass1.ms.toFixed(0)} ms`,
        `pass 2   ${done.pass2.text}, ${done.pass2.ms.toFixed(0)} ms`,
        `base     ${done.base.text}, ${done.base.ms.toFixed(0)} ms`,
      ])
    },
    { all: true },
  )
}

/** The engine builds its graphs at the first use of each; without this, pass 1 would be charged for them. */
async function warmUp(runtime: Runtime, signal: AbortSignal): Promise<void> {
  const lane = { scales: scalesForMix(runtime, BASE_MIX), ids: [0, 0, 0] }
  await runtime.engine.generate([lane], { maxTokens: 3, signal })
}
