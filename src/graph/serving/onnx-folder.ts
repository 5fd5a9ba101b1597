import { AppError, throwIfAborted } from '../../core/errors.ts'
import { exportedConfig, exportedType, jsonFile } from '../../model/export/exported-config.ts'
import { accompanyingFiles } from '../../model/export/hugging-face-folder.ts'
import type { ExportedFiles, ExportOptions, MergedModel } from '../../model/export/merged-model.ts'
import { mergedParameters } from '../../model/export/merged-parameters.ts'
import { servingGraph } from './serving-graph.ts'

/** A protobuf of 2 GiB is the most that any ONNX runtime reads. */
const MAX_MODEL_BYTES = 2 ** 31 - 2 ** 24

/**
 * A merged model as a folder that @huggingface/transformers opens unchanged: `onnx/model.onnx` in float32 with a KV
 * cache, beside config and tokenizer.
 * @throws AppError `limit` for a model too large for one ONNX file, `cancelled`
 */
export async function* onnxFolder(
  { model, scales, configJson, tokenizerFiles }: MergedModel,
  { signal, onParameter }: ExportOptions,
): ExportedFiles {
  const { config } = model
  const parameters = mergedParameters(model, scales, exportedType(configJson, config))
  const bytes = parameters.reduce((sum, { shape }) => sum + shape.reduce((size, dim) => size * dim, 4), 0)
  if (bytes > MAX_MODEL_BYTES) {
    throw new AppError(
      'limit',
      `In 32 bits this model takes ${(bytes / 1e9).toFixed(1)} GB; one ONNX file holds 2.1.`,
      {
        advice: 'Export it as safetensors.',
      },
    )
  }
  const data = new Map<string, Float32Array>()
  for (const [index, parameter] of parameters.entries()) {
    // A whole macrotask, so that a signal can fire between two products.
    await new Promise((resolve) => setTimeout(resolve, 0))
    throwIfAborted(signal)
    data.set(parameter.name, parameter.data())
    onParameter?.(index + 1, parameters.length, parameter.name)
  }
  yield ['onnx/model.onnx', servingGraph(config, (name) => data.get(name) ?? null)]
  const json = exportedConfig(configJson, config, 'f32')
  // Without it, transformers.js asks for a quantised file on most devices.
  yield ['config.json', jsonFile({ ...json, 'transformers.js_config': { dtype: 'fp32' } })]
  yield* accompanyingFiles(config, tokenizerFiles)
}
