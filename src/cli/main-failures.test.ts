import { readdir, readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { makeRandomBundle, type RandomBundle } from './random-bundle.fixture.ts'
import { runT2, spawnT2 } from './run-t2.fixture.ts'

let made: RandomBundle
beforeAll(async () => {
  made = await makeRandomBundle(2)
})
afterAll(() => made.remove())

/** Runs and expects nothing on stdout and one line on stderr. */
async function refused(...args: string[]): Promise<{ status: number | null; line: string }> {
  const { status, stdout, stderr } = await runT2(args)
  expect(stdout).toBe('')
  expect(stderr.trim().split('\n')).toHaveLength(1)
  expect(stderr).toMatch(/^error: /)
  return { status, line: stderr.trim() }
}

describe('bad usage ends with status 2 and one line', () => {
  it.each([
    ['no command', [], /No command/],
    ['an unknown option', ['logits', '--model', 'x', '--idds', '1'], /--idds/],
    ['a missing option', ['logits', '--ids', '1'], /--model/],
    [
      'an alpha that is no number',
      ['logits', '--model', 'BUNDLE', '--ids', '1', '--expert', 'math=nan'],
      /ALPHA/,
    ],
    ['an id outside the vocabulary', ['logits', '--model', 'BUNDLE', '--ids', '1,99999'], /99999/],
    ['an empty prompt', ['generate', '--model', 'BUNDLE', '--prompt', ' '], /empty/],
    ['an unknown task', ['eval', '--model', 'BUNDLE', '--task', 'chess'], /chess/],
  ])('%s', async (_, args, said) => {
    const { status, line } = await refused(...args.map((word) => (word === 'BUNDLE' ? made.bundle : word)))
    expect(status).toBe(2)
    expect(line).toMatch(said)
  })
})

describe('what cannot be done ends with status 1 and one line', () => {
  it('a folder that is no bundle', async () => {
    const { status, line } = await refused('logits', '--model', made.checkpoint, '--ids', '1')
    expect(status).toBe(1)
    expect(line).toMatch(/manifest/)
    const alone = await spawnT2(['logits', '--model', made.checkpoint, '--ids', '1'])
    expect(alone).toMatchObject({ status, stdout: '', stderr: `${line}\n` })
  })

  it('a task file with a bad line, by its number', async () => {
    const file = join(made.root, 'bad.jsonl')
    await writeFile(file, '{"prompt":"a","answer":"b"}\n{"prompt":\n')
    const { status, line } = await refused('eval', '--model', made.bundle, '--task', file)
    expect(status).toBe(1)
    expect(line).toMatch(/bad\.jsonl, line 2/)
  })

  it('a damaged expert', async () => {
    const file = join(made.root, 'damaged.safetensors')
    await writeFile(file, (await readFile(join(made.bundle, 'experts/math.safetensors'))).subarray(0, 200))
    const { status } = await refused('logits', '--model', made.bundle, '--ids', '1', '--expert', file)
    expect(status).toBe(1)
  })
})

describe('Ctrl-C', () => {
  it('ends a long command with status 130 and leaves nothing behind', async () => {
    const out = join(made.root, 'endless.safetensors')
    const args = ['train', 'svf', '--model', made.bundle, '--task', 'classifier', '--steps', '100000']
    const { status, stdout } = await spawnT2([...args, '--prompts', '2', '--out', out], {
      interruptOn: /step/,
    })
    expect(status).toBe(130)
    expect(stdout).toBe('')
    expect((await readdir(made.root)).filter((name) => name.startsWith('endless'))).toEqual([])
  })
})
