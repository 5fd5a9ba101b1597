import { describe, expect, it } from 'vitest'
import { memorySource } from './byte-source.ts'
import { type Checkpoint, writeCheckpoint } from './checkpoint.ts'
import { openCheckpointFolder } from './checkpoint-folder.ts'
import { openGguf } from './gguf/open-gguf.ts'
import { rawFloats } from './raw-tensor.ts'
import { readCheckpoint } from './read-checkpoint.fixture.ts'
import { type RawTensor, readSafetensors, writeSafetensors } from './safetensors.ts'
import sentencePiece from './sentencepiece/tokenizer-files.expected.json' with { type: 'json' }
import { smallCheckpoint } from './small-checkpoint.fixture.ts'

const code = (name: string) => expect.objectContaining({ code: name })

/** A checkpoint's files with its tensors changed. */
function filesWith(checkpoint: Checkpoint, change: (tensors: Map<string, RawTensor>) => void) {
  const files = writeCheckpoint(checkpoint)
  const { tensors, metadata } = readSafetensors(files.get('model.safetensors')!)
  change(tensors)
  return files.set('model.safetensors', writeSafetensors(tensors, metadata))
}

describe('a checkpoint', () => {
  it('comes back as it was written, of every shape of the family', async () => {
    for (const changes of [{}, { tie_word_embeddings: false }, { attention_bias: true, mlp_bias: true }]) {
      const before = smallCheckpoint(changes)
      const after = await readCheckpoint(writeCheckpoint(before))
      expect(after.config).toEqual(before.config)
      expect(after.configJson).toEqual(before.configJson)
      expect(new Map([...after.tensors].sort())).toEqual(new Map([...before.tensors].sort()))
      expect(after.tokenizerFiles).toEqual(before.tokenizerFiles)
    }
  })

  it('may come in several files and in 16 bits', async () => {
    const files = writeCheckpoint(smallCheckpoint())
    const { tensors } = readSafetensors(files.get('model.safetensors')!)
    files.delete('model.safetensors')
    const upper = (t: RawTensor) => t.data.filter((_, i) => i % 4 > 1)
    for (const [index, [name, tensor]] of [...tensors].entries()) {
      const bfloat: RawTensor = { dtype: 'BF16', shape: tensor.shape, data: upper(tensor) }
      files.set(`model-${index}.safetensors`, writeSafetensors(new Map([[name, bfloat]]), new Map()))
    }
    const norm = (await readCheckpoint(files)).tensors.get('model.norm.weight')!
    const exact = smallCheckpoint().tensors.get('model.norm.weight')!
    norm.data.forEach((value, i) => {
      expect(Math.abs(value - exact.data[i]!)).toBeLessThan(2 ** -7)
    })
  })

  it('does not choose between two files that hold the same tensor', async () => {
    const files = writeCheckpoint(smallCheckpoint())
    const weights = files.get('model.safetensors')!
    files.delete('model.safetensors')
    files.set('one.safetensors', weights).set('other.safetensors', weights)
    await expect(readCheckpoint(files)).rejects.toThrow(code('bad-model'))
  })

  it('leaves out the same weights under other names beside model.safetensors, as Mistral repositories have them', async () => {
    const files = writeCheckpoint(smallCheckpoint())
    const wq = rawFloats(Float32Array.of(1))
    files.set(
      'consolidated.safetensors',
      writeSafetensors(new Map([['layers.0.attention.wq.weight', wq]]), new Map()),
    )
    const { tensors } = await readCheckpoint(files)
    expect([...tensors.keys()].sort()).toEqual([...smallCheckpoint().tensors.keys()].sort())
  })

  it('has the biases that are among its tensors, whatever the config says', async () => {
    const files = filesWith(smallCheckpoint({ attention_bias: true }), (tensors) => {
      for (const name of [...tensors.keys()]) if (name.endsWith('.bias')) tensors.delete(name)
    })
    expect((await readCheckpoint(files)).config.attention_bias).toBe(false)
  })

  it('may repeat what the config says', async () => {
    const files = filesWith(smallCheckpoint(), (tensors) => {
      tensors.set('model.layers.0.self_attn.rotary_emb.inv_freq', rawFloats(Float32Array.of(1, 2)))
    })
    const { tensors } = await readCheckpoint(files)
    expect([...tensors.keys()].sort()).toEqual([...smallCheckpoint().tensors.keys()].sort())
  })

  it('has the head that is among its tensors, also where the config ties it, as transformers 5 reads it', async () => {
    const head = new Float32Array(420 * 12).fill(0.5)
    const files = filesWith(smallCheckpoint(), (tensors) => {
      tensors.set('lm_head.weight', rawFloats(head, [420, 12]))
    })
    const { config, configJson, tensors } = await readCheckpoint(files)
    expect(tensors.get('lm_head.weight')!.data).toEqual(head)
    expect(config.tie_word_embeddings).toBe(false)
    expect(configJson).toMatchObject({ tie_word_embeddings: false })
  })

  it('with a tensor that would have to be left out is refused', async () => {
    const files = filesWith(smallCheckpoint(), (tensors) => {
      tensors.set('model.layers.0.self_attn.q_norm.weight', rawFloats(Float32Array.of(1)))
    })
    await expect(readCheckpoint(files)).rejects.toThrow(code('unsupported'))
    await expect(readCheckpoint(files)).rejects.toThrow('q_norm')
  })

  it('with a missing, misshapen or broken tensor is refused by name', async () => {
    const name = 'model.layers.1.mlp.down_proj.weight'
    const nothing = new Float32Array(12 * 17).fill(Number.NaN)
    const changes: [(tensors: Map<string, RawTensor>) => void, string][] = [
      [(tensors) => tensors.delete(name), `no tensor ${name}`],
      [
        (tensors) => tensors.set(name, rawFloats(new Float32Array(17 * 12), [17, 12])),
        `${name} has shape [17,12]`,
      ],
      [(tensors) => tensors.set(name, rawFloats(new Float32Array(12 * 17))), `${name} has shape [204]`],
      [(tensors) => tensors.set(name, rawFloats(nothing, [12, 17])), `${name} holds a number that is not`],
      [
        (tensors) => tensors.set(name, { dtype: 'I8', shape: [12, 17], data: new Uint8Array(12 * 17) }),
        `${name} holds I8 numbers`,
      ],
    ]
    for (const [change, said] of changes) {
      const files = filesWith(smallCheckpoint(), change)
      await expect(readCheckpoint(files)).rejects.toThrow(code('bad-model'))
      await expect(readCheckpoint(files)).rejects.toThrow(said)
    }
  })

  it('of whole numbers is refused before any of them is read', async () => {
    const files = filesWith(smallCheckpoint(), (tensors) =>
      tensors.set('model.norm.weight', { dtype: 'I8', shape: [12], data: new Uint8Array(12) }),
    )
    const sources = new Map([...files].map(([name, bytes]) => [name, memorySource(bytes)]))
    await expect(openCheckpointFolder(sources)).rejects.toThrow('model.norm.weight holds I8 numbers')
  })

  it('that has become shorter since it was opened is an error of the file, not of the model', async () => {
    const sources = new Map(
      [...writeCheckpoint(smallCheckpoint())].map(([name, b]) => [name, memorySource(b)]),
    )
    const { size, read } = sources.get('model.safetensors')!
    let isCut = false
    const shrinking = {
      size,
      read: async (start: number, end: number) => read(start, isCut ? end - 1 : end),
    }
    const { tensor } = await openCheckpointFolder(sources.set('model.safetensors', shrinking))
    isCut = true
    await expect(tensor('model.norm.weight')).rejects.toThrow(code('io'))
    await expect(tensor('model.nothing')).rejects.toThrow('no tensor model.nothing')
  })

  it('has the tokenizer of its tokenizer.model, where it has no tokenizer.json', async () => {
    const files = writeCheckpoint(smallCheckpoint())
    const [model] = sentencePiece.models
    files.set('tokenizer.model', Uint8Array.from(Buffer.from(model!.base64, 'base64')))
    expect((await readCheckpoint(files)).tokenizerFiles.get('tokenizer.json')).toEqual(
      files.get('tokenizer.json'),
    )
    files.delete('tokenizer.json')
    files.set('tokenizer_config.json', new TextEncoder().encode(JSON.stringify(model!.config)))
    files.set('chat_template.jinja', new TextEncoder().encode('{{ bos_token }}'))
    const { tokenizerFiles } = await readCheckpoint(files)
    const [json, config] = ['tokenizer.json', 'tokenizer_config.json'].map((name) =>
      JSON.parse(new TextDecoder().decode(tokenizerFiles.get(name))),
    )
    expect(Object.keys(json.model.vocab)).toHaveLength(model!.vocab - 1)
    expect(config).toMatchObject({ eos_token: '</s>', chat_template: '{{ bos_token }}' })
  })

  it('takes the chat template from a file of its own, where it has one', async () => {
    const files = writeCheckpoint(smallCheckpoint())
    files.set('chat_template.jinja', new TextEncoder().encode('{{ messages }}'))
    const config = (await readCheckpoint(files)).tokenizerFiles.get('tokenizer_config.json')
    expect(JSON.parse(new TextDecoder().decode(config))).toMatchObject({
      chat_template: '{{ messages }}',
      eos_token: '<|end|>',
    })
  })

  it('cloned without its large files, or with weights of another kind alone, is told from a broken one', async () => {
    const files = writeCheckpoint(smallCheckpoint())
    const pointer = new TextEncoder().encode(
      'version https://git-lfs.github.com/spec/v1\noid sha256:0\nsize 9\n',
    )
    await expect(readCheckpoint(new Map([...files, ['model.safetensors', pointer]]))).rejects.toThrow(
      'Git LFS',
    )
    await expect(openGguf(memorySource(pointer))).rejects.toThrow('Git LFS')
    files.delete('model.safetensors')
    await expect(readCheckpoint(files)).rejects.toThrow('no safetensors file')
  })

  it('without a config, or with nothing else, is refused', async () => {
    const files = writeCheckpoint(smallCheckpoint())
    const config = files.get('config.json')!
    await expect(readCheckpoint(new Map([['config.json', config]]))).rejects.toThrow(code('bad-model'))
    files.delete('config.json')
    await expect(readCheckpoint(files)).rejects.toThrow(code('bad-model'))
    await expect(readCheckpoint(files)).rejects.toThrow('no config.json')
  })
})
