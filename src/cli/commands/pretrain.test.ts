import { existsSync } from 'node:fs'
import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { runT2, spawnT2 } from '../run-t2.fixture.ts'
import { smallRecipe } from '../small-recipe.fixture.ts'

let root: string
let recipe: string
beforeAll(async () => {
  root = await mkdtemp(join(tmpdir(), 't2-pretrain-'))
  recipe = join(root, 'recipe.json')
  await writeFile(recipe, JSON.stringify(smallRecipe(110)))
})
afterAll(() => rm(root, { recursive: true, force: true }))

const asked = (out: string, ...more: string[]) => [
  ...['pretrain', '--recipe', recipe, '--out', out, '--threads', '1', '--json'],
  ...more,
]

async function filesOf(folder: string): Promise<Record<string, Buffer>> {
  const names = (await readdir(folder)).sort()
  return Object.fromEntries(
    await Promise.all(names.map(async (name) => [name, await readFile(join(folder, name))] as const)),
  )
}

it('t2 pretrain --resume, killed and interrupted on its way, ends in the very folder of a run that had neither', async () => {
  const whole = join(root, 'whole')
  const first = await runT2(asked(whole))
  expect(first.status).toBe(0)

  const out = join(root, 'resumed')
  const state = `${out}.state`
  const killed = await spawnT2(asked(out, '--resume'), { signalWhenThere: state, signal: 'SIGKILL' })
  expect(killed.signal).toBe('SIGKILL')
  expect(existsSync(out)).toBe(false)
  const other = await runT2(asked(out, '--resume', '--seed', '4'))
  expect([other.status, other.stdout]).toEqual([1, ''])
  expect(other.stderr).toContain(`${state} belongs to a training with another model or other options`)

  const resumed = await runT2(asked(`${out}/`, '--resume'))
  expect(resumed.status).toBe(0)
  expect(resumed.stderr).toMatch(/Going on after step \d+/)
  expect(await filesOf(out)).toEqual(await filesOf(whole))
  expect(existsSync(state)).toBe(false)
  const [a, b] = [first, resumed].map(({ stdout }) => JSON.parse(stdout) as Record<string, unknown>)
  for (const key of ['curve', 'answerLoss', 'tokens']) expect(b![key]).toEqual(a![key])
})

it('refuses a state that is cut off, and says what to do', async () => {
  const out = join(root, 'damaged')
  await writeFile(`${out}.state`, 'half')
  const { status, stderr } = await runT2(asked(out, '--resume'))
  expect(status).toBe(1)
  expect(stderr).toMatch(/damaged\.state is damaged.*Remove that file/)
  expect(stderr.trim().split('\n')).toHaveLength(1)
})
