import { existsSync } from 'node:fs'
import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { makeRandomBundle, type RandomBundle } from './random-bundle.fixture.ts'
import { runT2, type SpawnOptions, spawnT2 } from './run-t2.fixture.ts'

let made: RandomBundle
beforeAll(async () => {
  made = await makeRandomBundle()
})
afterAll(() => made.remove())

// Next-token learns from random weights too, where no sampled answer is ever right.
const ASKED = ['--task', 'math', '--objective', 'next-token', '--prompts', '4', '--anchors', '0']
function train(out: string, more: readonly string[], killed?: SpawnOptions) {
  const args = ['train', 'svf', '--model', made.bundle, '--threads', '1', '--json', '--out', out]
    .concat(ASKED, ['--steps', '300'])
    .concat(more)
  return killed ? spawnT2(args, killed) : runT2(args)
}

it('t2 train --resume goes on after it was killed, and after Ctrl-C, to the very file of a run that had none', async () => {
  const whole = join(made.root, 'whole.safetensors')
  const out = join(made.root, 'resumed.safetensors')
  const first = await train(whole, [])
  expect(first.status).toBe(0)

  const killed = await train(out, ['--resume'], { signalWhenThere: `${out}.state`, signal: 'SIGKILL' })
  expect([killed.status, existsSync(out)]).toEqual([null, false])
  const interrupted = await train(out, ['--resume'], { interruptOn: /Going on after step/ })
  expect(interrupted.status).toBe(130)
  expect(interrupted.stderr).toMatch(
    /^error: Stopped .* \d+ steps are kept in .*resumed\.safetensors\.state: .* goes on/m,
  )
  expect(existsSync(out)).toBe(false)
  const other = await train(out, ['--resume', '--learning-rate', '0.5'])
  expect(other.status).not.toBe(0)
  expect(other.stderr).toContain('belongs to a training with another model or other options')

  const resumed = await train(out, ['--resume'])
  expect(resumed.status).toBe(0)
  expect(resumed.stderr).toMatch(/Going on after step \d+/)
  expect(await readFile(out)).toEqual(await readFile(whole))
  expect(existsSync(`${out}.state`)).toBe(false)
  const curves = [first, resumed].map(({ stdout }) => (JSON.parse(stdout) as { curve: unknown }).curve)
  expect(curves[1]).toEqual(curves[0])
})
