import { describe, expect, it } from 'vitest'
import type { AppError } from '../core/errors.ts'
import { memorySource } from '../model/byte-source.ts'
import { writeCheckpoint } from '../model/checkpoint.ts'
import { smallCheckpoint } from '../model/small-checkpoint.fixture.ts'
import { findModel } from './found-model.ts'

const folder = writeCheckpoint(smallCheckpoint())
const source = (bytes: Uint8Array = new Uint8Array(4)) => memorySource(bytes)
const empty = (...paths: string[]) => new Map(paths.map((path) => [path, source()]))
const under = (prefix: string) =>
  new Map([...folder].map(([name, bytes]) => [`${prefix}${name}`, source(bytes)]))
const failure = (files: ReadonlyMap<string, ReturnType<typeof source>>): Promise<AppError> =>
  findModel(files).then(
    () => Promise.reject(new Error('it was found')),
    (error: AppError) => error,
  )

describe('findModel', () => {
  it('recognises a Hugging Face folder at any depth, beside files that mean nothing', async () => {
    const files = new Map([
      ...under('mine/small/'),
      ...empty('mine/README.md', 'mine/small/original/params.json'),
    ])
    expect(await findModel(files)).toMatchObject({ format: 'safetensors', name: 'small' })
  })

  it('takes a manifest for a bundle before anything else', async () => {
    const files = empty('b/manifest.json', 'b/weights-0001.safetensors')
    const found = await findModel(files)
    expect(found).toMatchObject({ format: 'bundle', name: 'b' })
    const reading = found.format === 'bundle' ? found.read('weights-0002.safetensors', () => {}) : null
    await expect(reading).rejects.toMatchObject({
      code: 'missing',
      message: 'There is no file weights-0002.safetensors.',
    })
  })

  it.each([
    ['only a config', ['config.json'], 'bad-input', /no weights/],
    ['weights without a config', ['model.safetensors'], 'bad-input', /no config\.json/],
    ['a PyTorch file', ['config.json', 'pytorch_model.bin'], 'unsupported', /PyTorch/],
    ['two GGUF files', ['a.gguf', 'b.gguf'], 'bad-input', /more than one model/],
    ['part of a GGUF', ['a-00001-of-00002.gguf'], 'unsupported', /one part/],
    ['all parts of a GGUF', ['a-00001-of-00002.gguf', 'a-00002-of-00002.gguf'], 'unsupported', /one part/],
    ['a GGUF that is 1 of 1', ['a-00001-of-00001.gguf'], 'bad-model', /GGUF/],
    ['two bundles', ['a/manifest.json', 'b/manifest.json'], 'bad-input', /more than one model/],
    [
      'two folders with weights',
      ['a/config.json', 'a/x.safetensors', 'b/config.json', 'b/x.safetensors'],
      'bad-input',
      /more than one model: a, b/,
    ],
    ['a picture', ['cat.png'], 'bad-input', /cat\.png is no model/],
    ['two texts', ['a.txt', 'b.txt'], 'bad-input', /None of the 2 files/],
  ] as const)('says what is wrong with %s', async (_, paths, code, words) => {
    const error = await failure(empty(...paths))
    expect(error.code).toBe(code)
    expect(error.message).toMatch(words)
    expect(error.advice).toBeTruthy()
  })

  it('refuses a GGUF file and a folder at once', async () => {
    expect((await failure(new Map([...under(''), ...empty('a.gguf')]))).code).toBe('bad-input')
  })

  it('passes on what is wrong with a file', async () => {
    expect((await failure(empty('a.gguf'))).code).toBe('bad-model')
  })
})
