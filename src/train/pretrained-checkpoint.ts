import { type Checkpoint, llamaConfigJson } from '../model/checkpoint.ts'
import { buildTokenizerFiles } from '../tasks/tokenizer-files.ts'
import type { Pretrained } from './pretrain.ts'

const asFile = (json: object) => new TextEncoder().encode(`${JSON.stringify(json)}\n`)

/** What a pretraining run leaves: a plain Llama folder with the task families' own tokenizer. */
export function pretrainedCheckpoint({
  config,
  parameters,
}: Pick<Pretrained, 'config' | 'parameters'>): Checkpoint {
  const { tokenizerJson, tokenizerConfig } = buildTokenizerFiles()
  return {
    config,
    configJson: llamaConfigJson(config),
    tensors: new Map(parameters.map(({ name, shape, values }) => [name, { shape, data: values }])),
    tokenizerFiles: new Map([
      ['tokenizer.json', asFile(tokenizerJson)],
      ['tokenizer_config.json', asFile(tokenizerConfig)],
    ]),
  }
}
