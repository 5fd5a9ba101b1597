import type { Command } from 'commander'
import { scalesForMix } from '../../adapt/runtime.ts'
import { topK } from '../../core/softmax.ts'
import { action, type CommonOptions, type Context, createCommand } from '../command.ts'
import { addMixOptions, type MixOptions } from '../options/mix.ts'
import { addEngineOption, addModelOptions, type EngineOptions, type ModelOptions } from '../options/model.ts'
import { wholeNumber } from '../options/parsers.ts'
import { addPromptOptions, type PromptOptions, promptIds, requireRoom } from '../options/prompt.ts'
import { alignColumns, percent } from '../output.ts'
import { withSession } from '../session.ts'

interface LogitsOptions extends CommonOptions, ModelOptions, EngineOptions, MixOptions, PromptOptions {
  readonly top: number
  readonly all?: boolean
}

export function logitsCommand(): Command {
  const command = createCommand('logits', 'The logits of the next token.')
  addMixOptions(addPromptOptions(addEngineOption(addModelOptions(command))))
    .option('--top <n>', 'how many of the largest to list', wholeNumber(1), 20)
    .option('--all', 'the whole row as well, in the order of the vocabulary')
  return command.action(action(runLogits))
}

async function runLogits(options: LogitsOptions, context: Context): Promise<void> {
  await withSession(options, context, async (session) => {
    const ids = promptIds(options, session.model, session.tokenizer)
    requireRoom(ids, session.model, 0)
    const scales = scalesForMix(session, session.mix)
    const [row = new Float32Array()] = await session.engine.logits([{ scales, ids }], context.signal)
    const top = topK(row, options.top).map((candidate) => ({
      ...candidate,
      text: session.tokenizer.decode([candidate.id]),
    }))
    const document = { top, ...(options.all ? { logits: Array.from(row) } : {}) }
    await context.output.result(document, () => [
      ...alignColumns([
        ['token', 'id', 'logit', 'probability'],
        ...top.map(({ text, id, logit, probability }) => [
          text,
          String(id),
          logit.toFixed(4),
          percent(probability),
        ]),
      ]),
      ...(options.all ? [Array.from(row).join(' ')] : []),
    ])
  })
}
