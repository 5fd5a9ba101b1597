import { existsSync } from 'node:fs'
import * as disk from 'node:fs/promises'
import { mkdir, readdir, readFile, rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { afterAll, afterEach, beforeAll, describe, expect, it, vi } from 'vitest'
import { makeRandomBundle, type RandomBundle } from './random-bundle.fixture.ts'
import { runT2, spawnT2 } from './run-t2.fixture.ts'
import { smallRecipe } from './small-recipe.fixture.ts'

vi.mock('node:fs/promises', async (actual) => {
  const real = await actual<typeof disk>()
  return { ...real, writeFile: vi.fn(real.writeFile), rename: vi.fn(real.rename) }
})
const real = await vi.importActual<typeof disk>('node:fs/promises')

let made: RandomBundle
beforeAll(async () => {
  made = await makeRandomBundle(2)
  await writeFile(join(made.root, 'recipe.json'), JSON.stringify(smallRecipe(2)))
})
afterAll(() => made.remove())
afterEach(() => {
  vi.mocked(disk.writeFile).mockImplementation(real.writeFile)
  vi.mocked(disk.rename).mockImplementation(real.rename)
})

const LEARNS = ['--objective', 'next-token', '--steps', '2', '--prompts', '2', '--anchors', '0']

/** Each command that writes, from where its sources lie; to that is added where it writes. */
const WRITERS: Readonly<
  Record<string, (from: Pick<RandomBundle, 'root' | 'bundle' | 'checkpoint'>) => string[]>
> = {
  factor: ({ checkpoint }) => ['factor', '--from', checkpoint, '--threads', '1'],
  export: ({ bundle }) => ['export', '--model', bundle, '--format', 'safetensors'],
  'export onnx': ({ bundle }) => ['export', '--model', bundle, '--format', 'onnx'],
  pretrain: ({ root }) => ['pretrain', '--recipe', join(root, 'recipe.json')],
  'train svf': ({ bundle }) => ['train', 'svf', '--model', bundle, '--task', 'math', ...LEARNS],
  'train svf --resume': ({ bundle }) => [
    ...['train', 'svf', '--model', bundle, '--task', 'math', '--resume'],
    ...LEARNS,
  ],
  'train lora': ({ bundle }) => ['train', 'lora', '--model', bundle, '--task', 'math', ...LEARNS],
  'train vision-encoder --resume': ({ bundle }) => [
    ...['train', 'vision-encoder', '--model', bundle, '--resume', '--measured', '1'],
    ...['--reading-steps', '50', '--answering-steps', '0', '--pictures', '1'],
  ],
  transfer: ({ bundle }) => [
    ...['transfer', '--to', bundle, '--from', join(bundle, 'experts/math.safetensors')],
    '--shuffle',
  ],
  picture: () => ['picture'],
  report: ({ bundle }) => ['report', '--model', bundle, '--only', 'experts'],
}
/** Those whose work is too long to do here. */
const LONG_WRITERS: typeof WRITERS = {
  experiment: ({ bundle }) => ['experiment', 'confusion', '--model', bundle],
  agree: ({ bundle }) => ['agree', '--model', bundle],
  bench: () => ['bench'],
}

const NOWHERE = { root: 'missing', bundle: 'missing/bundle', checkpoint: 'missing/checkpoint' }

/** Everything below a folder, and what it holds. */
async function contents(folder: string): Promise<Record<string, string>> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true })
  const files = entries
    .filter((entry) => entry.isFile())
    .map(({ parentPath, name }) => join(parentPath, name))
  const texts = await Promise.all(files.sort().map(async (file) => [file, await readFile(file, 'latin1')]))
  return Object.fromEntries(texts)
}

/** The line that a failed command says. */
async function failure(args: readonly string[]): Promise<string> {
  const { status, stdout, stderr } = await runT2(args)
  expect([status, stdout]).toEqual([1, ''])
  const lines = stderr.trim().split('\n')
  expect(lines.filter((line) => line.startsWith('error: '))).toHaveLength(1)
  return lines.at(-1) ?? ''
}

const isAt = (out: string, file: string) => file === out || file.startsWith(`${out}/`)

const full = () => Object.assign(new Error('ENOSPC: no space left on device, write'), { code: 'ENOSPC' })

describe('a place that cannot be written is told before anything is opened', () => {
  // Not chmod: root writes anywhere, and yet makes nothing in /proc.
  it.each(Object.entries({ ...WRITERS, ...LONG_WRITERS }))('%s', async (_, command) => {
    const file = join(made.root, 'a-file')
    await writeFile(file, '')
    for (const out of [join(file, 'out'), '/proc/t2-out']) {
      const line = await failure([...command(NOWHERE), '--out', out])
      expect(line).toMatch(/^error: Cannot write .*: .*\. Name another place/)
      expect(line).toContain(out)
    }
  })
})

describe('what stands at --out already is told before anything is opened, and replaced with --force alone', () => {
  const { report: _, ...refusing } = WRITERS
  it.each(Object.entries(refusing))('%s', async (name, command) => {
    const out = join(made.root, 'taken')
    await writeFile(out, 'mine')
    const args = [...command(NOWHERE), '--out', out]
    expect(await failure(args)).toBe(`error: ${out} exists already. Add --force to replace it.`)
    expect(await readFile(out, 'utf8')).toBe('mine')
    if (name !== 'picture') expect(await failure([...args, '--force'])).not.toContain('exists already')
  })
})

describe('a disk that is full leaves nothing half-written, is told in one line, and the command then runs again', () => {
  it.each(Object.entries(WRITERS))('%s', async (name, command) => {
    const folder = join(made.root, name.replaceAll(' ', '-'))
    const out = join(folder, 'out')
    await mkdir(folder)
    const args = [...command(made), '--out', out, '--json']
    const whole = await runT2(args)
    expect(whole.status).toBe(0)
    const expected = await contents(folder)
    await rm(folder, { recursive: true })
    await mkdir(folder)

    const writes = vi.mocked(disk.writeFile)
    let room = Number.POSITIVE_INFINITY
    writes.mockImplementation(async (file, data, options) => {
      if (room-- > 0) return real.writeFile(file, data, options)
      await real.writeFile(file, (data as Uint8Array | string).slice(0, 7), options)
      throw full()
    })
    for (room of [0, 2]) {
      const { status, stdout, stderr } = await runT2(args)
      // Some write less often than that.
      if (status === 0) break
      expect([status, stdout]).toEqual([1, ''])
      expect(stderr).toMatch(/^error: Cannot write .*: the disk is full\. Make room .*\n$/m)
      const left = Object.keys(await contents(folder))
      expect(left.filter((file) => /\.(part|old)\b/.test(file) || isAt(out, file))).toEqual([])
    }
    writes.mockImplementation(real.writeFile)
    if (!Object.keys(await contents(folder)).some((file) => isAt(out, file)))
      expect((await runT2(args)).status).toBe(0)
    expect(Object.keys(await contents(folder))).toEqual(Object.keys(expected))
  })
})

describe('a replacement that fails', () => {
  it.each(['export', 'export onnx', 'pretrain'])('leaves what was there: %s --force', async (name) => {
    const out = join(made.root, `old ${name}`)
    const args = [...(WRITERS[name]?.(made) ?? []), '--out', out, '--force']
    await mkdir(out)
    await writeFile(join(out, 'config.json'), 'old')
    vi.mocked(disk.rename).mockImplementation(async (from, to) => {
      if (to === out && String(from).endsWith('.part')) throw full()
      return real.rename(from, to)
    })
    expect(await failure(args)).toMatch(/the disk is full/)
    expect(await contents(out)).toEqual({ [join(out, 'config.json')]: 'old' })
    expect((await readdir(made.root)).filter((file) => /\.(part|old)$/.test(file))).toEqual([])
  })
})

it('what a killed process left beside a file is cleared away by the next, what a living one writes is not', async () => {
  const folder = join(made.root, 'leftovers')
  await mkdir(folder)
  const { pid: dead } = await spawnT2(['--help'])
  const others = [`out.${process.ppid}.part`, `out2.${dead}.part`, 'out.part']
  for (const name of [`out.${dead}.part`, ...others]) await writeFile(join(folder, name), '')
  expect((await runT2(['picture', '--out', join(folder, 'out')])).status).toBe(0)
  expect((await readdir(folder)).sort()).toEqual(['out', ...others].sort())
})

describe('as processes of their own', () => {
  it('a file that may not grow further (ulimit -f) is told, not died of', async () => {
    const out = join(made.root, 'limited')
    const { status, stderr } = await spawnT2([...(WRITERS.export?.(made) ?? []), '--out', out], {
      shell: 'ulimit -f 4;',
    })
    expect(stderr).toMatch(/^error: Cannot write .*limited: the file would be larger than .*\(ulimit -f\)/m)
    expect(status).toBe(1)
    expect((await readdir(made.root)).filter((name) => name.startsWith('limited'))).toEqual([])
  })

  it('a result that cannot be printed is told, and a reader that leaves early is not', async () => {
    const asked = ['logits', '--model', made.bundle, '--ids', '1,2', '--all', '--json']
    const [onFull, closed, silent] = await Promise.all([
      spawnT2(asked, { pipe: '> /dev/full' }),
      spawnT2(asked, { pipe: '| head -c 1' }),
      spawnT2(asked, { pipe: '2>&1 | true' }),
    ])
    expect([onFull?.status, onFull?.stderr]).toEqual([
      1,
      'error: Cannot write the result: the disk is full.\n',
    ])
    expect(closed).toMatchObject({ status: 0, stdout: '{', stderr: '' })
    expect(silent).toMatchObject({ status: 0, stdout: '', stderr: '' })
  })

  it('factor, killed on its way, goes on to the very bundle of a run that was not', async () => {
    const [whole, out] = [join(made.root, 'whole-bundle'), join(made.root, 'killed-bundle')]
    const asked = [...(WRITERS.factor?.(made) ?? []), '--name', 'same', '--dtype', 'f32', '--json']
    expect((await runT2([...asked, '--out', whole])).status).toBe(0)
    const killed = await spawnT2([...asked, '--out', out], {
      signalWhenThere: `${out}.factoring`,
      signal: 'SIGKILL',
    })
    expect(killed.signal).toBe('SIGKILL')
    expect(existsSync(out)).toBe(false)
    expect((await runT2([...asked, '--out', out])).status).toBe(0)
    const plain = (all: Record<string, string>, folder: string) =>
      Object.entries(all).map(([file, text]) => [file.replace(folder, ''), text])
    expect(plain(await contents(out), out)).toEqual(plain(await contents(whole), whole))
    expect((await readdir(made.root)).filter((name) => name.startsWith('killed-bundle.'))).toEqual([])
  })

  it('Ctrl-C ends a command in the midst of native code, long before that would end', async () => {
    const out = join(made.root, 'deaf')
    // Wide, so that the first progress is told long before anything is kept.
    const small = smallRecipe(2)
    const model = { ...small.model, hidden_size: 256, intermediate_size: 1024 }
    const wide = { ...small, model, training: { ...small.training, batch_size: 32 } }
    const recipe = join(made.root, 'wide.json')
    await writeFile(recipe, JSON.stringify(wide))
    const { status, stdout, stderr } = await spawnT2(
      ['pretrain', '--recipe', recipe, '--steps', '1000', '--resume', '--out', out],
      { deafAfter: /step \d+ of/, interruptOn: /step \d+ of/ },
    )
    // Had it come to itself, it would have kept the steps that it had done.
    expect(stderr).toMatch(
      /^error: Stopped before it was finished\. Nothing was kept yet: .* begins anew\.\n$/m,
    )
    expect([status, stdout]).toEqual([130, ''])
    expect((await readdir(made.root)).filter((name) => name.startsWith('deaf'))).toEqual([])
  })
})
