import { describe, expect, it } from 'vitest'
import { hubServer } from './hub-server.fixture.ts'
import { rangeSource } from './range-source.ts'
import { choicesOf, chosenFiles, listRepo, repoName } from './repo-files.ts'

const REPO = 'somebody/small'
const repo = (sizes: Readonly<Record<string, number>>) =>
  listRepo(
    REPO,
    'main',
    hubServer(REPO, new Map(Object.entries(sizes).map(([path, size]) => [path, new Uint8Array(size)]))),
  )

describe('a hub repository', () => {
  it('is named by owner and name or by its address, and by nothing else', () => {
    expect(repoName(' a/b-1.5 ')).toBe('a/b-1.5')
    expect(repoName('https://huggingface.co/a/b/tree/main')).toBe('a/b')
    for (const text of ['', 'b', 'a/b/c', '../b', 'a/..', 'https://example.org/a/b', 'a/b?x'])
      expect(() => repoName(text)).toThrowError(expect.objectContaining({ code: 'bad-input' }))
  })

  it('offers its safetensors with config and tokenizer, then its GGUF files by size', async () => {
    const files = await repo({
      'README.md': 9,
      'config.json': 10,
      'tokenizer.json': 20,
      'model.safetensors': 5000,
      'onnx/model.onnx': 7,
      'b.gguf': 3000,
      'a.gguf': 4000,
      'c-00001-of-00002.gguf': 1,
      'd-00001-of-00001.gguf': 4500,
    })
    expect(choicesOf(files)).toEqual([
      { file: 'model.safetensors', format: 'safetensors', bytes: 5030 },
      { file: 'b.gguf', format: 'gguf', bytes: 3000 },
      { file: 'a.gguf', format: 'gguf', bytes: 4000 },
      { file: 'd-00001-of-00001.gguf', format: 'gguf', bytes: 4500 },
    ])
    expect(chosenFiles(files, 'a.gguf').map(({ path }) => path)).toEqual(['a.gguf'])
    expect(() => chosenFiles(files, 'z.gguf')).toThrowError(expect.objectContaining({ code: 'bad-input' }))
  })

  it('gives a tokenizer.model along where there is no tokenizer.json, and only there', async () => {
    const files = { 'config.json': 1, 'model.safetensors': 9, 'tokenizer.model': 5, 'added_tokens.json': 2 }
    expect(choicesOf(await repo(files))).toMatchObject([{ bytes: 17 }])
    expect(choicesOf(await repo({ ...files, 'tokenizer.json': 3 }))).toMatchObject([{ bytes: 13 }])
  })

  it('is asked for again while less comes than there is, and no list is made of what is none', async () => {
    const wait = async () => undefined
    const answering = (answer: () => Response) => ({ ...hubServer(REPO, new Map(), answer), wait })
    const short = answering(() => new Response('[]', { headers: { 'content-length': '99' } }))
    await expect(listRepo(REPO, 'main', short)).rejects.toThrow(/Only 2 of 99 bytes came/)
    expect(short.asked).toHaveLength(4)
    const odd = answering(() => Response.json([{ type: 'file', path: 7 }]))
    await expect(listRepo(REPO, 'main', odd)).rejects.toThrow(/cannot be read/)
    const [file] = await repo({ 'a.gguf': 3000 })
    const part = answering(() => new Response(new Uint8Array(10), { status: 206 }))
    const reading = rangeSource(REPO, 'main', file!, part).read(0, 2000)
    await expect(reading).rejects.toThrow(/Only 10 of 2000 bytes came/)
  })

  it('takes the shards of an index', async () => {
    const files = await repo({
      'config.json': 1,
      'model.safetensors.index.json': 2,
      'model-00001-of-00002.safetensors': 3,
      'model-00002-of-00002.safetensors': 4,
    })
    expect(choicesOf(files)).toMatchObject([{ file: 'model.safetensors.index.json', bytes: 10 }])
  })

  it('says so where there is nothing to open', async () => {
    const files = await repo({ 'config.json': 1, 'pytorch_model.bin': 2 })
    expect(() => chosenFiles(files, undefined)).toThrowError(
      expect.objectContaining({ code: 'bad-input', advice: expect.stringContaining('PyTorch') }),
    )
  })
})
