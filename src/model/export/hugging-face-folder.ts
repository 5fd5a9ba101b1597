import { throwIfAborted } from '../../core/errors.ts'
import { toBfloat16 } from '../half.ts'
import { rawFloats } from '../raw-tensor.ts'
import { type RawTensor, writeSafetensors } from '../safetensors.ts'
import { toFloat16 } from '../stored-array.ts'
import {
  type ExportedDtype,
  exportedConfig,
  exportedType,
  generationConfig,
  jsonFile,
  specialTokensMap,
} from './exported-config.ts'
import type { ExportedFiles, ExportOptions, MergedModel } from './merged-model.ts'
import { type MergedParameter, mergedParameters } from './merged-parameters.ts'
import { MAX_FILE_BYTES, planFiles, sizeOf } from './plan-files.ts'

const BYTES = { f32: 4, f16: 2, bf16: 2 } as const

export interface FolderOptions extends ExportOptions {
  readonly dtype: ExportedDtype
  /** Most bytes of one file of weights; default 1 GiB. */
  readonly maxFileBytes?: number
}

/**
 * A merged model as a Hugging Face folder that transformers and vLLM load and llama.cpp converts.
 * @throws AppError `numeric` where a number does not fit the type, `cancelled`
 */
export async function* huggingFaceFolder(
  { model, scales, configJson, tokenizerFiles }: MergedModel,
  { dtype, maxFileBytes = MAX_FILE_BYTES, signal, onParameter }: FolderOptions,
): ExportedFiles {
  const parameters = mergedParameters(model, scales, exportedType(configJson, model.config))
  const files = planFiles(parameters, BYTES[dtype], maxFileBytes)
  const places: Record<string, string> = {}
  let done = 0
  for (const [index, members] of files.entries()) {
    const tensors = new Map<string, RawTensor>()
    const file = fileName(index, files.length)
    for (const parameter of members) {
      // A whole macrotask, so that a signal can fire between two products.
      await new Promise((resolve) => setTimeout(resolve, 0))
      throwIfAborted(signal)
      tensors.set(parameter.name, asTensor(parameter, dtype))
      places[parameter.name] = file
      onParameter?.(++done, parameters.length, parameter.name)
    }
    // transformers refuses a file that does not name the framework.
    yield [file, writeSafetensors(tensors, new Map([['format', 'pt']]))]
  }
  if (files.length > 1) {
    const total_size = parameters.reduce((sum, parameter) => sum + sizeOf(parameter, BYTES[dtype]), 0)
    yield ['model.safetensors.index.json', jsonFile({ metadata: { total_size }, weight_map: places })]
  }
  yield ['config.json', jsonFile(exportedConfig(configJson, model.config, dtype))]
  yield* accompanyingFiles(model.config, tokenizerFiles)
}

/** What stands beside config and weights in either format. */
export function* accompanyingFiles(
  config: MergedModel['model']['config'],
  tokenizerFiles: MergedModel['tokenizerFiles'],
): Generator<readonly [string, Uint8Array]> {
  yield ['generation_config.json', jsonFile(generationConfig(config))]
  yield* tokenizerFiles
  const specials = specialTokensMap(tokenizerFiles.get('tokenizer_config.json'))
  if (specials && !tokenizerFiles.has('special_tokens_map.json'))
    yield ['special_tokens_map.json', jsonFile(specials)]
}

function fileName(index: number, count: number): string {
  const number = (value: number) => String(value).padStart(5, '0')
  return count === 1 ? 'model.safetensors' : `model-${number(index + 1)}-of-${number(count)}.safetensors`
}

function asTensor({ shape, data }: MergedParameter, dtype: ExportedDtype): RawTensor {
  const values = data()
  if (dtype === 'f32') return rawFloats(values, shape)
  const halves = dtype === 'f16' ? (toFloat16(values).data as Uint16Array) : toBfloat16(values)
  return { dtype: dtype === 'f16' ? 'F16' : 'BF16', shape, data: new Uint8Array(halves.buffer) }
}
