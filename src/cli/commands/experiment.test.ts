import { readdir } from 'node:fs/promises'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { ExperimentResult } from '../../adapt/experiment-result.ts'
import { readJson } from '../files.ts'
import { makeRandomBundle, type RandomBundle } from '../random-bundle.fixture.ts'
import { runT2, spawnT2 } from '../run-t2.fixture.ts'

let made: RandomBundle
beforeAll(async () => {
  made = await makeRandomBundle(3)
})
afterAll(() => made.remove())

const confusion = () => [
  ...['experiment', 'confusion', '--model', made.bundle, '--seeds', '1', '--steps', '1', '--items', '8'],
  ...['--state', join(made.root, 'cells'), '--out', join(made.root, 'results'), '--json'],
]
/** What a run trained, rather than found among the cells. */
const trained = (stderr: string) =>
  [...stderr.matchAll(/on (\w+), rate [\d.]+, seed \d+: \d+ s$/gm)].map(([, task]) => task)

describe('t2 experiment', () => {
  it('is killed or stopped, goes on where it was, and writes what it found', async () => {
    const killed = await spawnT2(confusion(), {
      signalWhenThere: join(made.root, 'cells'),
      signal: 'SIGKILL',
    })
    expect(killed.signal).toBe('SIGKILL')
    expect(await readdir(made.root)).not.toContain('results')
    const first = await spawnT2(confusion(), { interruptOn: /on code, .*: \d+ s/ })
    expect(first.status).toBe(130)
    expect(first.stdout).toBe('')
    expect(first.stderr).toMatch(
      /^error: Stopped .* Finished pieces wait in .*cells: .* goes on from there\.$/m,
    )
    expect(await readdir(made.root)).not.toContain('results')

    const second = await runT2(confusion())
    expect(second.status).toBe(0)
    const each = ['math', 'code', 'reasoning', 'classifier']
    expect([...trained(first.stderr), ...trained(second.stderr)]).toEqual(each)
    expect(trained(second.stderr)).not.toContain('math')
    const result = JSON.parse(second.stdout) as ExperimentResult
    expect(await readJson(join(made.root, 'results/experiments/confusion.json'))).toEqual(result)
    expect(result).toMatchObject({
      name: 'confusion',
      counterpart: 'Figure 6',
      items: 8,
      seeds: [1],
      steps: 1,
    })
    expect(result.command).toMatch(/^t2 experiment confusion /)
    expect(result.tables).toHaveLength(2)
    expect(result.verdict.sentence).toMatch(/^Our /)
    expect(result.paper.length).toBeGreaterThan(0)

    const again = await runT2(confusion())
    expect(trained(again.stderr)).toEqual([])
    const { tables, verdict } = JSON.parse(again.stdout) as ExperimentResult
    expect({ tables, verdict }).toEqual({ tables: result.tables, verdict: result.verdict })
  })

  it('says which there are when the name is wrong or missing', async () => {
    for (const [words, said] of [
      [['experiment', 'tables'], /no experiment tables.*training-tasks/],
      [['experiment'], /Say which.*confusion/],
      [['experiment', 'confusion', '--items', '1'], /--items/],
    ] as const) {
      const { status, stdout, stderr } = await runT2(words)
      expect(status).toBe(2)
      expect(stdout).toBe('')
      expect(stderr).toMatch(said)
    }
  })

  it('--help names every experiment and no path of this machine', async () => {
    const { status, stdout } = await runT2(['experiment', '--help'])
    expect(status).toBe(0)
    expect(stdout).toMatch(/transfer/)
    expect(stdout).not.toContain(process.cwd())
  })
})

describe('t2 train', () => {
  it('refuses a folder as its file before it trains, with --force too', async () => {
    const { status, stderr } = await runT2([
      ...['train', 'svf', '--model', made.bundle, '--task', 'math', '--steps', '1', '--force'],
      ...['--out', made.checkpoint],
    ])
    expect(status).toBe(1)
    expect(stderr).toMatch(/it is a folder/)
    expect(stderr).not.toMatch(/step/)
  })

  it('lora makes an adapter that eval measures, and transfer shuffles an expert', async () => {
    const lora = join(made.root, 'math.lora.safetensors')
    const common = ['--model', made.bundle, '--json']
    const short = [
      '--task',
      'math',
      '--steps',
      '1',
      '--prompts',
      '2',
      '--objective',
      'next-token',
      '--anchors',
      '2',
    ]
    const built = await runT2(['train', 'lora', ...common, ...short, '--rank', '2', '--out', lora])
    expect(JSON.parse(built.stdout)).toMatchObject({ task: 'math', numbers: 2 * 2 * (4 * 32 + 3 * 40 - 16) })
    const judged = await runT2(['eval', ...common, '--task', 'math', '--items', '4', '--lora', lora])
    expect(JSON.parse(judged.stdout)).toMatchObject({ items: 4 })
    const both = await runT2(['eval', ...common, '--task', 'math', '--lora', lora, '--expert', 'math'])
    expect(both.status).toBe(2)

    const out = join(made.root, 'moved.safetensors')
    const from = join(made.bundle, 'experts/math.safetensors')
    const move = ['transfer', '--from', from, '--to', made.bundle, '--shuffle', '--json', '--out', out]
    const moved = await runT2(move)
    expect(JSON.parse(moved.stdout)).toMatchObject({
      modules: 14,
      shuffle: true,
      provenance: { shuffled: '1' },
    })
    expect((await runT2(move)).status).toBe(1)
  })
})
