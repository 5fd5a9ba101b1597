import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { AppError } from '../core/errors.ts'
import { fuzzRuns } from '../core/fuzz-runs.fixture.ts'
import { writeCheckpoint } from './checkpoint.ts'
import { readCheckpoint } from './read-checkpoint.fixture.ts'
import { readSafetensors, writeSafetensors } from './safetensors.ts'
import { SHARD_INDEX } from './shard-index.ts'
import { smallCheckpoint } from './small-checkpoint.fixture.ts'

type Files = Map<string, Uint8Array>

const SHARDS = ['model-1.safetensors', 'model-2.safetensors', 'model-3.safetensors']
const NORM = 'model.norm.weight'
const encode = (json: unknown) => new TextEncoder().encode(JSON.stringify(json))

/** A checkpoint of three shards with its index; the last norm lies in the third. */
function sharded(): { files: Files; map: Record<string, string> } {
  const files = writeCheckpoint(smallCheckpoint())
  const { tensors } = readSafetensors(files.get('model.safetensors')!)
  files.delete('model.safetensors')
  const groups = SHARDS.map((shard) => ({ shard, tensors: new Map<string, typeof whole>() }))
  const whole = tensors.get(NORM)!
  const map: Record<string, string> = {}
  for (const [index, [name, tensor]] of [...tensors].entries()) {
    const group = groups[name === NORM ? 2 : index % 3]!
    group.tensors.set(name, tensor)
    map[name] = group.shard
  }
  for (const group of groups) files.set(group.shard, writeSafetensors(group.tensors, new Map()))
  return { files: files.set(SHARD_INDEX, encode({ metadata: { total_size: 1 }, weight_map: map })), map }
}

const withMap = (files: Files, map: Record<string, unknown>) =>
  new Map(files).set(SHARD_INDEX, encode({ weight_map: map }))

function withTensors(files: Files, shard: string, change: (tensors: Map<string, never>) => void): Files {
  const { tensors } = readSafetensors(files.get(shard)!)
  change(tensors as Map<string, never>)
  return new Map(files).set(shard, writeSafetensors(tensors, new Map()))
}

async function refusal(files: Files): Promise<AppError> {
  const outcome = await readCheckpoint(files).catch((thrown: unknown) => thrown)
  expect(outcome).toBeInstanceOf(AppError)
  return outcome as AppError
}

describe('a checkpoint with an index', () => {
  it('is the same as in one file, whatever else lies in the folder', async () => {
    const { files } = sharded()
    files.set('consolidated.safetensors', new Uint8Array(3))
    const { tensors } = await readCheckpoint(files)
    expect(new Map([...tensors].sort())).toEqual(new Map([...smallCheckpoint().tensors].sort()))
  })

  it.each<[string, (files: Files, map: Record<string, string>) => Files, RegExp]>([
    [
      'a shard is missing',
      (files) => new Map([...files].filter(([name]) => name !== SHARDS[1])),
      /no file model-2/,
    ],
    [
      'a shard is cut off',
      (files) => files.set(SHARDS[1]!, files.get(SHARDS[1]!)!.subarray(0, -1)),
      /ends within/,
    ],
    [
      'a tensor is listed in the wrong shard',
      (files, map) => withMap(files, { ...map, [NORM]: SHARDS[0] }),
      /"model.norm.weight" is in model-3.safetensors and not in model-1/,
    ],
    [
      'a tensor is listed that no shard holds',
      (files, map) => withMap(files, { ...map, 'model.extra.weight': SHARDS[0] }),
      /does not hold "model.extra.weight"/,
    ],
    [
      'a tensor is not listed',
      (files, { [NORM]: _, ...map }) => withMap(files, map),
      /does not list "model.norm.weight"/,
    ],
    [
      'a tensor is there twice',
      (files) => {
        const [[name, tensor] = []] = readSafetensors(files.get(SHARDS[0]!)!).tensors
        return withTensors(files, SHARDS[2]!, (tensors) => tensors.set(name!, tensor as never))
      },
      /both model-1.safetensors and model-3.safetensors hold "model/,
    ],
    [
      'it stands beside another whole model',
      (files) => files.set('model.safetensors', new Uint8Array()),
      /both/,
    ],
  ])('is refused where %s', async (_, damage, said) => {
    const { files, map } = sharded()
    const error = await refusal(damage(files, map))
    expect(error.code).toBe('bad-model')
    expect(error.message).toMatch(said)
  })

  it.each([
    null,
    {},
    { weight_map: null },
    { weight_map: [] },
    { weight_map: { a: 7 } },
    { weight_map: { a: '../secret.safetensors' } },
    { weight_map: { a: '/etc/passwd' } },
    { weight_map: { a: 'config.json' } },
  ])('is refused where the index is %j', async (json) => {
    expect((await refusal(sharded().files.set(SHARD_INDEX, encode(json)))).code).toBe('bad-model')
  })

  it('answers any index with a typed error or a checkpoint', async () => {
    const { files, map } = sharded()
    const name = fc.constantFrom(...Object.keys(map), 'constructor', '')
    const shard = fc.oneof(fc.constantFrom(...SHARDS, 'x.safetensors'), fc.anything())
    await fc.assert(
      fc.asyncProperty(fc.array(fc.tuple(name, shard), { minLength: 1, maxLength: 3 }), async (changes) => {
        const changed = { ...map, ...Object.fromEntries(changes) }
        const outcome = await readCheckpoint(withMap(files, changed)).catch((thrown: unknown) => thrown)
        if (outcome instanceof Error) expect(outcome).toMatchObject({ name: 'AppError', code: 'bad-model' })
      }),
      fuzzRuns(60),
    )
  })
})
