import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { AutoModelForCausalLM, env, Tensor } from '@huggingface/transformers'
import { afterAll, expect, it } from 'vitest'
import { baseScales } from '../../core/mixing.ts'
import { randomModel } from '../../model/random-model.ts'
import { SMALL_CONFIG } from '../../model/small-config.fixture.ts'
import { onnxFolder } from './onnx-folder.ts'

const root = await mkdtemp(join(tmpdir(), 'onnx-folder-'))
afterAll(() => rm(root, { recursive: true, force: true }))

/** The logits that transformers.js makes of an exported model, and the files that it read. */
async function exported(name: string, limits: { maxModelBytes?: number; maxFileBytes?: number }) {
  const config = { ...SMALL_CONFIG, tie_word_embeddings: false, attention_bias: true }
  const model = randomModel(config, 3)
  const merged = {
    model,
    scales: baseScales(model.adapted),
    configJson: { model_type: 'llama', ...config },
    tokenizerFiles: new Map<string, Uint8Array>(),
  }
  const sizes: Record<string, number> = {}
  for await (const [path, bytes] of onnxFolder(merged, limits)) {
    await mkdir(dirname(join(root, name, path)), { recursive: true })
    await writeFile(join(root, name, path), bytes)
    sizes[path] = bytes.length
  }
  env.allowRemoteModels = false
  env.localModelPath = `${root}/`
  const opened = await AutoModelForCausalLM.from_pretrained(name)
  const ids = new Tensor('int64', [5n, 9n, 30n, 7n], [1, 4])
  const attention_mask = new Tensor('int64', [1n, 1n, 1n, 1n], [1, 4])
  const { logits } = (await opened({ input_ids: ids, attention_mask })) as { logits: Tensor }
  await opened.dispose()
  const told = JSON.parse(await readFile(join(root, name, 'config.json'), 'utf8'))['transformers.js_config']
  return { sizes, told, logits: Array.from(logits.data as Float32Array) }
}

it('weights that are too many for one file lie beside the model, and transformers.js reads them there', async () => {
  const whole = await exported('whole', {})
  expect(Object.keys(whole.sizes).filter((path) => path.startsWith('onnx/'))).toEqual(['onnx/model.onnx'])
  const most = 25_000
  const apart = await exported('apart', { maxModelBytes: 1000, maxFileBytes: most })
  const files = Object.entries(apart.sizes).filter(([path]) => path.includes('onnx_data'))
  expect(files.length).toBeGreaterThan(2)
  expect(files[0]?.[0]).toBe('onnx/model.onnx_data')
  for (const [, size] of files) expect(size).toBeLessThanOrEqual(most)
  expect(apart.sizes['onnx/model.onnx']).toBeLessThan((whole.sizes['onnx/model.onnx'] ?? 0) / 2)
  // What a page fetches; Node finds them by the paths in the model.
  expect(apart.told).toEqual({ dtype: 'fp32', use_external_data_format: files.length })
  expect(whole.told).toEqual({ dtype: 'fp32' })
  expect(apart.logits).toEqual(whole.logits)
})
