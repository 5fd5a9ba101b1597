import type { Command } from 'commander'
import { scalesForMix } from '../../adapt/runtime.ts'
import { action, type CommonOptions, type Context, createCommand } from '../command.ts'
import { UsageError } from '../failure.ts'
import { readBytes } from '../files.ts'
import { addMixOptions, type MixOptions } from '../options/mix.ts'
import { addEngineOption, addModelOptions, type EngineOptions, type ModelOptions } from '../options/model.ts'
import { wholeNumber } from '../options/parsers.ts'
import { withSession } from '../session.ts'

interface ScoreOptions extends CommonOptions, ModelOptions, EngineOptions, MixOptions {
  readonly text: string
  readonly window: number
}

export function scoreCommand(): Command {
  const command = createCommand(
    'score',
    'How well a model foresees a text: mean negative log-likelihood a token.',
  )
  addMixOptions(addEngineOption(addModelOptions(command)))
    .requiredOption('--text <file>', 'a text file')
    .option(
      '--window <n>',
      'tokens that are read together; each begins without what came before',
      wholeNumber(2),
      256,
    )
  return command.action(action(runScore))
}

async function runScore(options: ScoreOptions, context: Context): Promise<void> {
  const { output, signal } = context
  const text = new TextDecoder().decode(await readBytes(options.text))
  await withSession(options, context, async (session) => {
    const ids = session.tokenizer.encode(text)
    const window = Math.min(options.window, session.model.config.max_position_embeddings)
    const scales = scalesForMix(session, session.mix)
    let sum = 0
    let tokens = 0
    for (let start = 0; start + 1 < ids.length; start += window) {
      const [first, ...answerIds] = ids.slice(start, start + window)
      if (first === undefined || answerIds.length === 0) break
      const [score] = await session.engine.score([{ ids: [first], answerIds, scales }], signal)
      sum -= score?.logProb ?? Number.NaN
      tokens += answerIds.length
      output.progress(`${start + answerIds.length + 1} of ${ids.length} tokens`)
    }
    if (tokens === 0) throw new UsageError(`${options.text} has fewer than two tokens.`)
    const meanNll = sum / tokens
    const document = { tokens, window, meanNll, perplexity: Math.exp(meanNll) }
    await output.result(document, () => [
      `${tokens} tokens: ${meanNll.toFixed(4)} nats each, perplexity ${document.perplexity.toFixed(2)}`,
    ])
  })
}
