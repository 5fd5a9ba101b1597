import { throwIfAborted } from '../../core/errors.ts'
import { exportedConfig, exportedType, jsonFile } from '../../model/export/exported-config.ts'
import { accompanyingFiles } from '../../model/export/hugging-face-folder.ts'
import type { ExportedFiles, ExportOptions, MergedModel } from '../../model/export/merged-model.ts'
import { type MergedParameter, mergedParameters } from '../../model/export/merged-parameters.ts'
import { MAX_FILE_BYTES, planFiles, sizeOf } from '../../model/export/plan-files.ts'
import type { WeightPlace } from '../serialize.ts'
import { asServed, servingGraph, servingGraphBesides } from './serving-graph.ts'

/** A protobuf of 2 GiB is the most that any ONNX runtime reads. */
const MAX_MODEL_BYTES = 2 ** 31 - 2 ** 24
const FLOAT_BYTES = 4
const MODEL = 'model.onnx'

export interface OnnxFolderOptions extends ExportOptions {
  /** Most bytes of weights within the model's own file; default nearly 2 GiB. */
  readonly maxModelBytes?: number
  /** Most bytes of one file beside it; default 1 GiB. */
  readonly maxFileBytes?: number
}

/**
 * A merged model as a folder that @huggingface/transformers opens unchanged: `onnx/model.onnx` in float32 with a KV
 * cache, beside config and tokenizer. Weights that do not fit into it lie in `model.onnx_data`, `model.onnx_data_1`, ….
 * @throws AppError `cancelled`
 */
export async function* onnxFolder(
  { model, scales, configJson, tokenizerFiles }: MergedModel,
  { maxModelBytes = MAX_MODEL_BYTES, maxFileBytes = MAX_FILE_BYTES, signal, onParameter }: OnnxFolderOptions,
): ExportedFiles {
  const { config } = model
  const parameters = mergedParameters(model, scales, exportedType(configJson, config))
  let done = 0
  const compute = async ({ name, data }: MergedParameter): Promise<Float32Array> => {
    // A whole macrotask, so that a signal can fire between two products.
    await new Promise((resolve) => setTimeout(resolve, 0))
    throwIfAborted(signal)
    const values = data()
    onParameter?.(++done, parameters.length, name)
    return values
  }
  const bytes = parameters.reduce((sum, parameter) => sum + sizeOf(parameter, FLOAT_BYTES), 0)
  const files = bytes > maxModelBytes ? planFiles(parameters, FLOAT_BYTES, maxFileBytes) : []
  if (files.length === 0) {
    const data = new Map<string, Float32Array>()
    for (const parameter of parameters) data.set(parameter.name, await compute(parameter))
    yield [`onnx/${MODEL}`, servingGraph(config, (name) => data.get(name) ?? null)]
  } else {
    const places = new Map<string, WeightPlace>()
    for (const [index, members] of files.entries()) {
      const file = `${MODEL}_data${index === 0 ? '' : `_${index}`}`
      const content = new Float32Array(members.reduce((sum, parameter) => sum + sizeOf(parameter, 1), 0))
      let filled = 0
      for (const parameter of members) {
        const values = asServed(config, parameter.name, await compute(parameter))
        content.set(values, filled)
        places.set(parameter.name, { file, offset: FLOAT_BYTES * filled, bytes: values.byteLength })
        filled += values.length
      }
      yield [`onnx/${file}`, new Uint8Array(content.buffer)]
    }
    yield [`onnx/${MODEL}`, servingGraphBesides(config, places)]
  }
  const json = exportedConfig(configJson, config, 'f32')
  // Without the type, transformers.js asks for a quantised file on most devices.
  const read = { dtype: 'fp32', ...(files.length > 0 && { use_external_data_format: files.length }) }
  yield ['config.json', jsonFile({ ...json, 'transformers.js_config': read })]
  yield* accompanyingFiles(config, tokenizerFiles)
}
