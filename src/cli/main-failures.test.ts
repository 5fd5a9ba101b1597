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

const GENERATE = ['generate', '--model', 'BUNDLE', '--prompt']
const ADAPT = ['adapt', '--model', 'BUNDLE', '--strategy', 'prompt', '--prompt']
const FEW_SHOT = ['adapt', '--model', 'BUNDLE', '--strategy', 'few-shot', '--prompt', 'a']
const FEW_SHOT_ARGS = ['adapt', '--strategy', 'few-shot', '--prompt', 'a']
const MATH = ['eval', '--model', 'BUNDLE', '--task', 'math']

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
    ['no prompt at all', ['generate', '--model', 'BUNDLE'], /either --prompt or --ids/],
    ['a prompt twice', ['logits', '--model', 'BUNDLE', '--prompt', 'a', '--ids', '1'], /either --prompt or/],
    ['an empty prompt to adapt to', [...ADAPT, ' '], /The prompt is empty/],
    ['a raw chat', [...GENERATE, 'a', '--raw', '--chat'], /--chat and --raw contradict/],
    ['a system message without a chat', [...GENERATE, 'a', '--raw', '--system', 'b'], /--system goes with/],
    ['a chat of ids', ['generate', '--model', 'BUNDLE', '--ids', '1', '--raw'], /belong to --prompt/],
    ['more than the model reads', [...GENERATE, 'a '.repeat(200)], /reads at most 160/],
    ['ids that are none', ['logits', '--model', 'BUNDLE', '--ids', '1,x'], /like 1,2,3/],
    ['a number that is none', [...GENERATE, 'a', '--max-tokens', 'two'], /must be a whole number/],
    ['too small a number', [...GENERATE, 'a', '--max-tokens', '0'], /must be at least 1/],
    ['too large a number', [...GENERATE, 'a', '--threads', '65'], /must be at most 64/],
    ['a decimal that is none', [...FEW_SHOT, '--std-floor', 'x'], /must be a number/],
    ['too small a decimal', [...FEW_SHOT, '--std-floor', '-1'], /must be at least 0/],
    ['a range upside down', [...FEW_SHOT, '--range', '1,0'], /the lower one first/],
    ['no shots', FEW_SHOT, /needs examples/],
    ['shots of no family', [...FEW_SHOT, '--shots', 'chess:3'], /no family chess/],
    ['an expert twice', [...GENERATE, 'a', '--expert', 'math', '--expert', 'math=2'], /math is named twice/],
    ['an unknown task', ['eval', '--model', 'BUNDLE', '--task', 'chess'], /chess/],
    ['no task', ['eval', '--model', 'BUNDLE'], /Say which task/],
    ['two tasks', ['eval', '--model', 'BUNDLE', '--task', 'math', 'code'], /task is given twice/],
    ['a strategy and an expert', [...MATH, '--strategy', 'prompt', '--expert', 'math'], /either --expert or/],
    ['a LoRA adapter and an expert', [...MATH, '--lora', 'x', '--expert', 'math'], /measured by itself/],
    [
      'a LoRA adapter on WebGPU',
      [...MATH, '--lora', 'x', '--engine', 'webgpu'],
      /LoRA adapter runs on the CPU only/,
    ],
    ['a report on nothing', ['report'], /Give --model to measure, or --docs/],
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

  it.each([
    ['no lines', '', ['eval', '--task', 'FILE'], 1, /lines\.jsonl has no items/],
    [
      'programs, where none may be run',
      '{"task_id":"T/1","prompt":"def f():","entry_point":"f","test":"def check(c): pass"}',
      ['eval', '--task', 'FILE'],
      2,
      /wants programs.*--run-code/,
    ],
    ['no text to speak of', 'a', ['score', '--text', 'FILE'], 2, /fewer than two tokens/],
    ['no examples', '', [...FEW_SHOT_ARGS, '--shots', 'FILE'], 2, /has 0 examples/],
    [
      'an example that is none',
      '{"prompt":1}',
      [...FEW_SHOT_ARGS, '--shots', 'FILE'],
      1,
      /lines\.jsonl, line 1/,
    ],
  ])('a file with %s', async (_, content, [command = '', ...rest], status, said) => {
    const file = join(made.root, 'lines.jsonl')
    await writeFile(file, content)
    const args = rest.map((word) => (word === 'FILE' ? file : word))
    const ended = await refused(command, '--model', made.bundle, ...args)
    expect(ended).toEqual({ status, line: expect.stringMatching(said) })
  })

  it('a checkpoint that is not there', async () => {
    const out = join(made.root, 'never')
    const { status, line } = await refused('factor', '--from', join(made.root, 'nowhere'), '--out', out)
    expect(status).toBe(1)
    expect(line).toMatch(/There is no file or folder .*nowhere/)
  })

  it('a place where no file can be', async () => {
    const train = ['train', 'svf', '--model', made.bundle, '--task', 'classifier', '--out']
    expect((await refused(...train, made.bundle)).line).toMatch(/exists already/)
    expect((await refused(...train, made.bundle, '--force')).line).toMatch(/it is a folder/)
    const within = join(made.bundle, 'manifest.json', 'x.safetensors')
    expect((await refused(...train, within)).line).toMatch(/a part of the path is a file/)
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
