import { existsSync } from 'node:fs'
import { readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { makeRandomBundle, type RandomBundle } from './random-bundle.fixture.ts'
import { runT2, type SpawnOptions, spawnT2 } from './run-t2.fixture.ts'

let made: RandomBundle
beforeAll(async () => {
  made = await makeRandomBundle(4)
})
afterAll(() => made.remove())

const run = (...args: string[]) => runT2([...args, '--model', made.bundle, '--json'])

async function json<T>(...args: string[]): Promise<T> {
  const { status, stdout, stderr } = await run(...args)
  expect([status, stderr.match(/error.*/)?.[0]]).toEqual([0, undefined])
  return JSON.parse(stdout) as T
}

describe('pictures on the command line', () => {
  it('need an encoder, are trained, measured, drawn and asked about', async () => {
    const blind = await run('eval', '--task', 'vision', '--items', '2')
    expect(blind.status).toBe(2)
    expect(blind.stderr).toContain('t2 train vision-encoder')

    const out = join(made.bundle, 'vision/encoder.safetensors')
    const steps = ['--reading-steps', '3', '--answering-steps', '1', '--pictures', '2', '--questions', '2']
    const trained = await json<{ numbers: number; reading: { family: string }[] }>(
      ...['train', 'vision-encoder', '--out', out, ...steps, '--measured', '10'],
    )
    expect(trained.reading.map(({ family }) => family)).toEqual(['vision', 'vision-hard'])
    const expert = join(made.bundle, 'vision/vision.safetensors')
    const few = ['--steps', '1', '--prompts', '2', '--samples', '2', '--anchors', '1']
    await json('train', 'svf', '--task', 'vision', '--out', expert, ...few)
    const index = JSON.parse(await readFile(join(made.bundle, 'vision/index.json'), 'utf8'))
    expect(index).toMatchObject({ encoder: { bytes: expect.any(Number) }, experts: [{ name: 'vision' }] })

    const report = await json('eval', '--task', 'vision-hard', '--items', '4', '--expert', 'vision')
    expect(report).toMatchObject({ task: 'vision-hard', items: 4 })

    const picture = join(made.root, 'picture.pgm')
    const drawn = await runT2(['picture', '--seed', '3', '--out', picture, '--json'])
    const { prompt } = JSON.parse(drawn.stdout) as { prompt: string }
    const ask = ['generate', '--prompt', prompt, '--max-tokens', '3', '--ignore-eos']
    const seen = await json<{ ids: number[] }>(...ask, '--picture', picture)
    expect(seen.ids).toHaveLength(3)
  }, 60_000)

  it('train on after a kill and after Ctrl-C, to the very encoder of a run that had neither', async () => {
    const few = ['--reading-steps', '250', '--answering-steps', '2', '--pictures', '1', '--questions', '1']
    const train = (out: string, more: readonly string[], end?: SpawnOptions) => {
      const args = ['train', 'vision-encoder', '--model', made.bundle, '--measured', '2', '--json']
      args.push('--threads', '1', '--out', out, ...few, ...more)
      return end ? spawnT2(args, end) : runT2(args)
    }
    const [whole, out] = [join(made.root, 'whole-encoder'), join(made.root, 'encoder')]
    const first = await train(whole, [])
    expect(first.status).toBe(0)
    const killed = await train(out, ['--resume'], { signalWhenThere: `${out}.state`, signal: 'SIGKILL' })
    expect([killed.status, existsSync(out)]).toEqual([null, false])
    const interrupted = await train(out, ['--resume'], { interruptOn: /Going on after step 50/ })
    expect([interrupted.status, existsSync(out)]).toEqual([130, false])
    const other = await train(out, ['--resume', '--questions', '2'])
    expect(other.stderr).toContain('belongs to a training with another model or other options')

    const resumed = await train(out, ['--resume'])
    expect(resumed.status).toBe(0)
    expect(resumed.stderr).toMatch(/Going on after step \d+/)
    expect(Buffer.compare(await readFile(out), await readFile(whole))).toBe(0)
    expect(existsSync(`${out}.state`)).toBe(false)
  }, 60_000)

  it('says what is wrong with a picture, and keeps a picture that is there', async () => {
    const file = join(made.root, 'no-picture.pgm')
    await writeFile(file, 'GIF89a')
    const wrong = await run('generate', '--prompt', 'one is not a fruit', '--picture', file)
    expect([wrong.status, wrong.stdout]).toEqual([1, ''])
    expect(wrong.stderr).toContain('no grey map')
    const kept = await runT2(['picture', '--out', file])
    expect(kept.status).toBe(1)
    expect(await readFile(file, 'utf8')).toBe('GIF89a')
    const ids = await run('generate', '--ids', '1,2', '--picture', file)
    expect(ids.status).toBe(2)
  }, 60_000)
})
