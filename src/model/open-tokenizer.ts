import { AppError } from '../core/errors.ts'
import { TOKENIZER_FILES } from './checkpoint.ts'
import { parseStrictJson } from './strict-json.ts'
import { createTokenizer, type Tokenizer } from './tokenizer.ts'

/**
 * The tokenizer of a model from its two files.
 *
 * @param owner names the model in messages, as in "The checkpoint".
 * @throws AppError `bad-model` where a file is missing or wrong, or has ids that the model has no rows for.
 */
export function openTokenizer(
  files: ReadonlyMap<string, Uint8Array>,
  vocabSize: number,
  owner: string,
): Tokenizer {
  const [json, config] = TOKENIZER_FILES.map((name) => {
    const bytes = files.get(name)
    if (bytes === undefined) throw new AppError('bad-model', `${owner} has no ${name}.`)
    return parseStrictJson(bytes, name)
  })
  const tokenizer = createTokenizer(json, config)
  if (tokenizer.vocabSize > vocabSize) {
    throw new AppError('bad-model', 'The tokenizer has ids beyond the vocabulary of the model.')
  }
  return tokenizer
}
