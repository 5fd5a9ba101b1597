import { existsSync } from 'node:fs'
import { mkdir, readdir, readFile, rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { factorCheckpoint } from '../../model/factor-checkpoint.ts'
import { smallGguf } from '../../model/gguf/small-gguf.fixture.ts'
import { BYTE_PAIR_METADATA } from '../../model/gguf/vocabulary.fixture.ts'
import { diskStore, stateFolder } from '../factor/disk-store.ts'
import { openCheckpointAt } from '../factor/open-source.ts'
import { makeRandomBundle, type RandomBundle } from '../random-bundle.fixture.ts'
import { runT2, spawnT2 } from '../run-t2.fixture.ts'

let made: RandomBundle
beforeAll(async () => {
  made = await makeRandomBundle(2)
})
afterAll(() => made.remove())

/** Runs and expects nothing on stdout and one line on stderr. */
async function refused(...args: string[]): Promise<string> {
  const { status, stdout, stderr } = await runT2(['factor', ...args])
  expect([status, stdout]).toEqual([1, ''])
  expect(stderr).toMatch(/^error: .*\n$/)
  return stderr.trim()
}

describe('t2 factor', () => {
  it('makes a bundle that t2 reads, and replaces one with --force', async () => {
    const out = join(made.root, 'factored')
    const run = (...more: string[]) =>
      runT2(['factor', '--from', made.checkpoint, '--out', out, '--modules', 'mlp', '--json', ...more])
    const first = await run()
    expect(first.status).toBe(0)
    const { modules, bytes } = JSON.parse(first.stdout) as { modules: { name: string }[]; bytes: number }
    expect(modules).toHaveLength(6)
    expect(bytes).toBeGreaterThan(1000)
    expect((await run('--force', '--dtype', 'f32')).status).toBe(0)
    const read = await runT2(['logits', '--model', out, '--ids', '1,2', '--json'])
    expect(read.status).toBe(0)
    expect((await readdir(made.root)).filter((name) => name.includes('.part'))).toEqual([])
  })

  it('never replaces a folder that is no bundle, and says when it cannot write', async () => {
    const precious = join(made.root, 'precious')
    await mkdir(precious)
    await writeFile(join(precious, 'letter.txt'), 'dear')
    const replaced = await refused('--from', made.checkpoint, '--out', precious, '--force')
    expect(replaced).toMatch(/not a model bundle/)
    expect(await readdir(precious)).toEqual(['letter.txt'])
    const bundle = await refused('--from', join(made.root, 'factored'), '--out', join(made.root, 'again'))
    expect(bundle).toMatch(/is a bundle already/)
    // Not chmod: root writes anywhere.
    const below = await refused('--from', made.checkpoint, '--out', join(precious, 'letter.txt/x'))
    expect(below).toMatch(/Cannot write/)
  })

  it('reads a GGUF file and keeps its licence', async () => {
    const options = { type: 'Q4_1', config: { vocab_size: 300 } } as const
    const licence = ['general.license', { text: 'apache-2.0' }] as const
    const { file, config } = smallGguf({ ...options, metadata: [...BYTE_PAIR_METADATA, licence] })
    const from = join(made.root, 'small.gguf')
    const out = join(made.root, 'from-gguf')
    await writeFile(from, file)
    expect((await runT2(['factor', '--from', from, '--out', out, '--json'])).status).toBe(0)
    const manifest = JSON.parse(await readFile(join(out, 'manifest.json'), 'utf8'))
    expect(manifest.source).toEqual({ checkpoint: 'small.gguf', licence: 'apache-2.0' })
    expect(manifest.config).toMatchObject({
      num_attention_heads: config.num_attention_heads,
      vocab_size: 300,
    })
    const tokenized = await runT2(['tokenize', '--model', out, '--text', 'He the42', '--json'])
    expect(JSON.parse(tokenized.stdout)).toMatchObject({ ids: [263, 261, 55, 53], text: 'He the42' })
  })

  it('makes a bundle without a tokenizer, which is asked in token ids', async () => {
    const from = join(made.root, 'bare.gguf')
    const out = join(made.root, 'bare')
    await writeFile(from, smallGguf({ type: 'Q4_1' }).file)
    const factored = await runT2(['factor', '--from', from, '--out', out, '--dtype', 'f32'])
    expect([factored.status, factored.stderr]).toEqual([0, expect.stringMatching(/no tokenizer/)])
    const ask = async (...prompt: string[]) =>
      runT2(['generate', '--model', out, '--max-tokens', '4', '--ignore-eos', '--json', ...prompt])
    const answer = await ask('--prompt', '1 5 22')
    const { ids, text } = JSON.parse(answer.stdout) as { ids: number[]; text: string }
    expect(text).toBe(ids.join(' '))
    expect((await ask('--prompt', 'hello')).stderr).toMatch(/without a tokenizer/)
  })

  it('says how a tokenizer in another form becomes one that is read', async () => {
    const from = join(made.root, 'sentencepiece')
    await mkdir(from)
    for (const name of ['config.json', 'model.safetensors'])
      await writeFile(join(from, name), await readFile(join(made.checkpoint, name)))
    const run = ['--from', from, '--out', join(made.root, 'from-sentencepiece')]
    expect((await runT2(['factor', ...run])).stderr).toMatch(
      /no tokenizer that is read here, so .* token ids\. Where it lies in vocab\.json, .*save_pretrained/,
    )
    await writeFile(join(from, 'tokenizer.model'), 'pieces')
    expect(await refused(...run, '--force')).toMatch(/tokenizer\.model is no sound SentencePiece model/)
    await rm(join(from, 'tokenizer.model'))
    await writeFile(join(from, 'tokenizer_config.json'), '{}')
    expect(await refused(...run, '--force')).toMatch(
      /has no tokenizer\.json\. Where it lies .*save_pretrained/,
    )
  })

  it('goes on from the matrices of a run that was stopped, and clears them away', async () => {
    const out = join(made.root, 'resumed')
    const state = stateFolder(out)
    const controller = new AbortController()
    const stopped = factorCheckpoint(await openCheckpointAt(made.checkpoint), {
      group: 'all',
      dtype: 'f16',
      store: diskStore(state),
      signal: controller.signal,
      onModule: ({ done }) => done === 5 && controller.abort(),
    })
    await expect(stopped).rejects.toMatchObject({ code: 'cancelled' })
    const { status, stdout } = await runT2(['factor', '--from', made.checkpoint, '--out', out, '--json'])
    expect(status).toBe(0)
    expect(JSON.parse(stdout)).toMatchObject({ kept: 5, threads: 2 })
    expect([existsSync(state), existsSync(out)]).toEqual([false, true])
  })

  it('leaves no bundle behind when it is interrupted', async () => {
    const out = join(made.root, 'interrupted')
    const args = ['factor', '--from', made.checkpoint, '--out', out]
    const { status } = await spawnT2(args, { signalWhenThere: `${out}.factoring` })
    expect(status).toBe(130)
    expect(existsSync(out)).toBe(false)
    expect((await readdir(made.root)).filter((name) => name.endsWith('.part'))).toEqual([])
  })
})
