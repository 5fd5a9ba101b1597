import type { Command } from 'commander'
import type { FactoredModel } from '../../model/factored-model.ts'
import type { Tokenizer } from '../../model/tokenizer.ts'
import { UsageError } from '../failure.ts'
import { tokenIds } from './parsers.ts'

export interface PromptOptions {
  readonly prompt?: string
  readonly ids?: readonly number[]
  readonly chat?: boolean
  readonly raw?: boolean
  readonly system?: string
}

/** `--prompt` and its forms, or `--ids`. */
export function addPromptOptions(command: Command): Command {
  return addSystemOption(command)
    .option('--prompt <text>', "the prompt, put into the model's own form: its chat template, if it has one")
    .option('--chat', 'the same form, said aloud: what --prompt does anyway')
    .option('--raw', 'continue the text of --prompt as it is, without a chat around it')
    .option('--ids <list>', 'token ids instead of a prompt, like 1,2,3', tokenIds)
}

/** `--system`, for a model whose chat template has a system message; every prompt of the command then has it. */
export function addSystemOption(command: Command): Command {
  return command.option(
    '--system <text>',
    "the system message before the prompt, in place of the template's own",
  )
}

/** A tokenizer that puts `system` before every prompt. */
export function withSystem(tokenizer: Tokenizer, system: string | undefined): Tokenizer {
  if (system === undefined) return tokenizer
  return { ...tokenizer, promptIds: (prompt, options) => tokenizer.promptIds(prompt, { system, ...options }) }
}

/** The ids that the model is to read. Anything wrong with them is bad usage. */
export function promptIds(options: PromptOptions, model: FactoredModel, tokenizer: Tokenizer): number[] {
  const { prompt, ids, chat, raw, system } = options
  if ((prompt === undefined) === (ids === undefined)) {
    throw new UsageError('Give either --prompt or --ids.')
  }
  if (chat && raw) throw new UsageError('--chat and --raw contradict each other.')
  if (system !== undefined && (raw || ids !== undefined)) {
    throw new UsageError('--system goes with --prompt, and not with --raw or --ids.')
  }
  if (ids !== undefined) {
    if (chat || raw) throw new UsageError('--chat and --raw belong to --prompt, not to --ids.')
    return requireVocabulary([...ids], model)
  }
  if (prompt === undefined || prompt.trim() === '') throw new UsageError('The prompt is empty.')
  return raw ? tokenizer.completionIds(prompt) : tokenizer.promptIds(prompt)
}

/** @throws UsageError naming the first id that the vocabulary does not have. */
export function requireVocabulary(ids: number[], model: FactoredModel): number[] {
  const vocabulary = model.config.vocab_size
  const foreign = ids.find((id) => id >= vocabulary)
  if (foreign !== undefined) {
    throw new UsageError(`The id ${foreign} is outside the vocabulary, which has ${vocabulary} tokens.`)
  }
  return ids
}

/** @throws UsageError when nothing could be generated after so many tokens. */
export function requireRoom(ids: readonly number[], model: FactoredModel, wanted: number): void {
  const context = model.config.max_position_embeddings
  if (ids.length + wanted > context) {
    throw new UsageError(
      `${ids.length} tokens and ${wanted} more do not fit: this model reads at most ${context}.`,
    )
  }
}
