import type { Command } from 'commander'
import { promptLaneOf, scalesForMix } from '../../adapt/runtime.ts'
import type { PromptLane } from '../../model/vision/picture-prompt.ts'
import { action, type CommonOptions, type Context, createCommand } from '../command.ts'
import { UsageError } from '../failure.ts'
import { addMixOptions, type MixOptions } from '../options/mix.ts'
import { addEngineOption, addModelOptions, type EngineOptions, type ModelOptions } from '../options/model.ts'
import { decimalNumber, wholeNumber } from '../options/parsers.ts'
import { addPictureOption, type PictureOptions, pictureQuestion } from '../options/picture.ts'
import { addPromptOptions, type PromptOptions, promptIds, requireRoom } from '../options/prompt.ts'
import { type Session, withSession } from '../session.ts'

interface GenerateOptions
  extends CommonOptions,
    ModelOptions,
    EngineOptions,
    MixOptions,
    PromptOptions,
    PictureOptions {
  readonly maxTokens: number
  readonly temperature: number
  readonly ignoreEos?: boolean
}

export function generateCommand(): Command {
  const command = createCommand('generate', 'Continue a prompt, with any mix of experts.')
  addPictureOption(addMixOptions(addPromptOptions(addEngineOption(addModelOptions(command)))))
    .option('--max-tokens <n>', 'most tokens to generate', wholeNumber(1), 48)
    .option(
      '--temperature <t>',
      '0 takes the likeliest token; above 0 draws with --seed',
      decimalNumber(0),
      0,
    )
    .option('--ignore-eos', 'go on after the end of the answer')
  return command.action(action(runGenerate))
}

async function runGenerate(options: GenerateOptions, context: Context): Promise<void> {
  await withSession(options, context, async (session) => {
    const { model, tokenizer, engine } = session
    const prompt = await promptLane(options, session)
    requireRoom(prompt.ids, model, 1)
    const room = model.config.max_position_embeddings - prompt.ids.length
    if (room < options.maxTokens) context.output.note(`note: the context has room for ${room} more tokens.`)
    const { lanes, ms } = await engine.generate([{ ...prompt, scales: scalesForMix(session, session.mix) }], {
      maxTokens: Math.min(options.maxTokens, room),
      temperature: options.temperature,
      seed: options.seed,
      stopIds: options.ignoreEos ? [] : tokenizer.stopIds,
      signal: context.signal,
    })
    const ids = lanes[0]?.ids ?? []
    const text = tokenizer.decode(ids, { skipSpecial: true }).trim()
    const tokensPerSecond = decodingRate(ids.length, ms)
    const document = {
      ids,
      text,
      finished: lanes[0]?.finished ?? false,
      tokensPerSecond,
      ms,
      seed: options.seed,
    }
    await context.output.result(document, () => [text])
    if (!options.json) context.output.note(`${ids.length} tokens, ${tokensPerSecond.toFixed(1)} a second`)
  })
}

/** With `--picture`, `--prompt` is the question about it. */
async function promptLane(options: GenerateOptions, session: Session): Promise<PromptLane> {
  const ids = promptIds(options, session.model, session.tokenizer)
  if (options.picture === undefined) return { ids }
  if (options.prompt === undefined || options.raw)
    throw new UsageError('--picture goes with --prompt, and not with --raw.')
  const { question, eyes } = await pictureQuestion(options, options.prompt, session)
  return promptLaneOf({ ...session, ...eyes }, question)
}

/** Tokens a second of decoding. The first token comes out of the prefill, so it counts only when it is alone. */
function decodingRate(tokens: number, ms: { prefill: number; decode: number }): number {
  const [counted, time] = tokens > 1 ? [tokens - 1, ms.decode] : [tokens, ms.prefill]
  return time > 0 ? (1000 * counted) / time : 0
}
