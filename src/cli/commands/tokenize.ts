import type { Command } from 'commander'
import { action, type CommonOptions, createCommand } from '../command.ts'
import { addModelOptions, bundleFolder, type ModelOptions, openBundle } from '../options/model.ts'

interface TokenizeOptions extends CommonOptions, ModelOptions {
  readonly text: string
  readonly plain?: boolean
}

export function tokenizeCommand(): Command {
  const command = createCommand('tokenize', 'Token ids of a text, and the text that they decode to.')
  addModelOptions(command)
    .requiredOption('--text <text>', 'any text; special tokens like <|end|> are read as such')
    .option('--plain', 'special tokens are plain text too, as in every prompt')
  return command.action(
    action<TokenizeOptions>(async (options, { output, signal }) => {
      const { tokenizer } = await openBundle(await bundleFolder(options.model), signal)
      const ids = tokenizer.encode(options.text, { special: !options.plain })
      const text = tokenizer.decode(ids)
      await output.result({ ids, text, pieces: tokenizer.pieces(ids) }, () => [ids.join(','), text])
    }),
  )
}
