import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { AutoModelForCausalLM, env, pipeline, Tensor } from '@huggingface/transformers'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { tensorFloats } from '../../model/raw-tensor.ts'
import { readSafetensors } from '../../model/safetensors.ts'
import { makeRandomBundle, type RandomBundle } from '../random-bundle.fixture.ts'
import { runT2 } from '../run-t2.fixture.ts'

const MIX = ['--expert', 'math=0.7', '--expert', 'code=-0.4']
const PROMPT = 'amy has 13 stars . sue gives 12'

let made: RandomBundle
beforeAll(async () => {
  made = await makeRandomBundle()
  env.allowRemoteModels = false
  env.localModelPath = `${made.root}/`
})
afterAll(() => made.remove())

async function t2<T>(...args: string[]): Promise<T> {
  const { status, stdout, stderr } = await runT2([...args, '--model', made.bundle, '--json'])
  expect(stderr).not.toMatch(/error/)
  expect(status).toBe(0)
  return JSON.parse(stdout) as T
}

it('transformers.js, which knows nothing of experts, runs the exported mix: same logits, same greedy answer', async () => {
  await t2('export', ...MIX, '--format', 'onnx', '--out', join(made.root, 'merged'))
  const { ids } = await t2<{ ids: number[] }>('tokenize', '--text', PROMPT)
  const own = await t2<{ logits: number[] }>('logits', ...MIX, '--ids', ids.join(','), '--all')

  const model = await AutoModelForCausalLM.from_pretrained('merged')
  const input_ids = new Tensor('int64', BigInt64Array.from(ids, BigInt), [1, ids.length])
  const attention_mask = new Tensor('int64', new BigInt64Array(ids.length).fill(1n), [1, ids.length])
  const { logits } = (await model({ input_ids, attention_mask })) as { logits: Tensor }
  const last = Array.from(logits.data as Float32Array).slice(-own.logits.length)
  expect(Math.max(...last.map((logit, id) => Math.abs(logit - own.logits[id]!)))).toBeLessThan(1e-4)
  await model.dispose()

  const answer = ['--max-tokens', '12', '--ignore-eos']
  const greedy = await t2<{ ids: number[] }>('generate', ...MIX, '--ids', ids.join(','), ...answer)
  const generator = await pipeline('text-generation', 'merged')
  const written = (await generator.model.generate({
    ...{ input_ids, attention_mask },
    ...{ max_new_tokens: 12, do_sample: false, eos_token_id: -1 },
  })) as Tensor
  expect(Array.from(written.data as BigInt64Array, Number)).toEqual([...ids, ...greedy.ids])
  const [{ generated_text: text } = { generated_text: '' }] = (await generator(PROMPT, {
    max_new_tokens: 3,
  })) as [{ generated_text: string }]
  expect(text.startsWith(PROMPT)).toBe(true)
  await generator.dispose()
})

it('a batch of transformers.js with padding at its start answers as its prompts do alone', async () => {
  const model = await AutoModelForCausalLM.from_pretrained('merged')
  const rows = (lists: readonly (readonly number[])[]) =>
    new Tensor('int64', BigInt64Array.from(lists.flat(), BigInt), [lists.length, lists[0]!.length])
  const run = async (ids: number[][], mask: number[][]) => {
    const { logits } = (await model({ input_ids: rows(ids), attention_mask: rows(mask) })) as {
      logits: Tensor
    }
    const vocab = logits.dims[2]!
    const data = Array.from(logits.data as Float32Array)
    return ids.map((list, row) => data.slice(((row + 1) * list.length - 1) * vocab).slice(0, vocab))
  }
  const [alone] = await run([[9, 30, 7]], [[1, 1, 1]])
  const [, padded] = await run(
    [
      [5, 6, 7, 8, 9],
      [0, 0, 9, 30, 7],
    ],
    [
      [1, 1, 1, 1, 1],
      [0, 0, 1, 1, 1],
    ],
  )
  expect(Math.max(...alone!.map((logit, id) => Math.abs(logit - padded![id]!)))).toBeLessThan(1e-5)
  await model.dispose()
})

it('safetensors: a folder that factors and runs as the mix does', async () => {
  const folder = join(made.root, 'folder')
  const { files } = await t2<{ files: Record<string, number> }>(
    ...['export', ...MIX, '--format', 'safetensors', '--out', folder],
  )
  for (const name of ['config.json', 'model.safetensors', 'tokenizer.json', 'generation_config.json'])
    expect(Object.keys(files)).toContain(name)
  const again = join(made.root, 'again')
  const factored = await runT2(['factor', '--from', folder, '--out', again, '--dtype', 'f32'])
  expect(factored.status).toBe(0)
  const asked = ['logits', '--ids', '9,30,7', '--all', '--json']
  const [mix, base] = await Promise.all([
    t2<{ logits: number[] }>(...asked, ...MIX),
    runT2([...asked, '--model', again]).then(({ stdout }) => JSON.parse(stdout) as { logits: number[] }),
  ])
  expect(Math.max(...mix.logits.map((logit, id) => Math.abs(logit - base.logits[id]!)))).toBeLessThan(1e-4)
})

it('bfloat16 is the nearest to what float32 holds, and the config says so', async () => {
  const read = async (dtype: string) => {
    const folder = join(made.root, dtype)
    await t2('export', '--format', 'safetensors', '--dtype', dtype, '--out', folder)
    const { tensors } = readSafetensors(await readFile(join(folder, 'model.safetensors')))
    const config = JSON.parse(await readFile(join(folder, 'config.json'), 'utf8'))
    const name = 'model.layers.1.mlp.down_proj.weight'
    return { config, values: tensorFloats(tensors.get(name)!, name) }
  }
  const [wide, narrow] = [await read('f32'), await read('bf16')]
  expect(narrow.config.torch_dtype).toBe('bfloat16')
  narrow.values.forEach((value, i) => {
    expect(Math.abs(value - wide.values[i]!)).toBeLessThanOrEqual(2 ** -8 * Math.abs(wide.values[i]!))
  })
})

it('t2 bench --rows dense times lanes against transformers.js, which answers the same', async () => {
  const { rows } = await t2<{ rows: { ratio: number; note: string }[] }>('bench', '--rows', 'dense')
  expect(rows).toHaveLength(4)
  for (const { ratio, note } of rows) {
    expect(ratio).toBeGreaterThan(0)
    expect(note).toMatch(/differ by at most \d\.\de-\d+; 32 of 32 greedy tokens the same/)
  }
})

it('says what is wrong before long work', async () => {
  const onnx = ['export', '--model', made.bundle, '--format', 'onnx']
  const narrow = await runT2([...onnx, '--dtype', 'f16', '--out', join(made.root, 'no')])
  expect([narrow.status, narrow.stderr]).toEqual([2, expect.stringMatching(/always f32/)])
  const taken = await runT2([...onnx, '--out', made.checkpoint])
  expect([taken.status, taken.stderr]).toEqual([1, expect.stringMatching(/exists already/)])
})
