import type { Command } from 'commander'
import type { Strategy } from '../../adapt/adaptation.ts'
import { BASE_MIX, type Runtime, scalesForMix } from '../../adapt/runtime.ts'
import { adaptTwoPass, timedAnswer } from '../../adapt/two-pass.ts'
import type { MixMode } from '../../core/mixing-types.ts'
import { CATEGORIES } from '../../tasks/task-item.ts'
import { action, type CommonOptions, type Context, createCommand } from '../command.ts'
import { UsageError } from '../failure.ts'
import { addFewShotOptions, describeSearch, type FewShotArguments, searchMix } from '../options/few-shot.ts'
import { addMixMode } from '../options/mix.ts'
import { addEngineOption, addModelOptions, type EngineOptions, type ModelOptions } from '../options/model.ts'
import { wholeNumber } from '../options/parsers.ts'
import { addSystemOption } from '../options/prompt.ts'
import { strategyOption } from '../options/strategy.ts'
import { percent } from '../output.ts'
import { type Session, withSession } from '../session.ts'

interface AdaptOptions extends CommonOptions, ModelOptions, EngineOptions, FewShotArguments {
  readonly strategy: Strategy
  readonly mode: MixMode
  readonly prompt: string
  readonly system?: string
  readonly maxTokens: number
}

export function adaptCommand(): Command {
  const command = createCommand(
    'adapt',
    'Two passes: find out what the prompt needs, then answer with that expert.',
  )
  addSystemOption(addMixMode(addFewShotOptions(addEngineOption(addModelOptions(command)))))
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
      if (strategy === 'few-shot') return adaptFewShot(session, options, context)
      const done = await adaptTwoPass(session, prompt, { strategy, maxTokens, signal })
      if (done.category !== 'other' && Object.values(done.alpha).every((amount) => amount === 0))
        output.note(`note: this model has no expert for ${done.category}, so the base answers.`)
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

/** Pass 1 searches α on the shots, pass 2 answers the prompt with what it found. No category is named. */
async function adaptFewShot(session: Session, options: AdaptOptions, context: Context): Promise<void> {
  const { prompt, maxTokens, strategy } = options
  const { signal, output } = context
  const found = await searchMix(session, options, context)
  const { mix, score, ms, shots, evaluations, history } = found
  if (options.scoring === 'exact' && score === 0)
    output.note('note: no candidate answered any of the examples right, so this mix is as good as any other.')
  const pass2 = await timedAnswer(session, mix, prompt, { maxTokens, signal })
  const base = await timedAnswer(session, BASE_MIX, prompt, { maxTokens, signal })
  const text = `${evaluations} candidates on ${shots} shots, best score ${score.toFixed(3)}`
  const document = {
    ...{ strategy, category: null, probabilities: null, alpha: mix.alpha, mix, score },
    ...{ shots, evaluations, pass1: { text, ms }, pass2, base, history },
  }
  await output.result(document, () => [
    `pass 1   ${describeSearch(found)}, ${ms.toFixed(0)} ms`,
    `pass 2   ${pass2.text}, ${pass2.ms.toFixed(0)} ms`,
    `base     ${base.text}, ${base.ms.toFixed(0)} ms`,
  ])
}

/** The engine builds its graphs at the first use of each; without this, pass 1 would be charged for them. */
async function warmUp(runtime: Runtime, signal: AbortSignal): Promise<void> {
  const lane = { scales: scalesForMix(runtime, BASE_MIX), ids: [0, 0, 0] }
  await runtime.engine.generate([lane], { maxTokens: 3, signal })
}
