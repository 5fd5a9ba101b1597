import fc from 'fast-check'
import { expect, it } from 'vitest'
import { AppError, type AppErrorCode } from '../core/errors.ts'
import { fuzzRuns } from '../core/fuzz-runs.fixture.ts'
import { replaceAt } from './damage.fixture.ts'
import { readExpert, writeExpert } from './expert-file.ts'
import { factorInMemory } from './factor-in-memory.fixture.ts'
import { type Manifest, parseManifest } from './manifest.ts'
import { parseLlamaConfig } from './parse-config.ts'
import { randomModel } from './random-model.ts'
import { smallCheckpoint } from './small-checkpoint.fixture.ts'
import { SMALL_CONFIG } from './small-config.fixture.ts'
import type { JsonValue } from './strict-json.ts'

const RUNS = fuzzRuns(10_000)

const anything: fc.Arbitrary<unknown> = fc.oneof(
  fc.constantFrom(-1, 0.5, 2 ** 53, 1e308, 'constructor', '../x', '\ud800', '', null, true),
  fc.jsonValue({ maxDepth: 2 }),
)

/** What `read` gives, or null where it refused with one of the codes; whatever else is thrown passes through. */
function readOrRefuse<T>(codes: readonly AppErrorCode[], read: () => T): T | null {
  try {
    return read()
  } catch (thrown) {
    if (thrown instanceof AppError && codes.includes(thrown.code) && thrown.message !== '') return null
    throw thrown
  }
}

it('a manifest with any of its values replaced is refused, or says only what a manifest may', async () => {
  const { files } = await factorInMemory(smallCheckpoint(), { group: 'mlp', dtype: 'f32' })
  const whole = parseManifest(files.get('manifest.json')!)
  // One of each: the others are read alike.
  const few = {
    modules: whole.modules.slice(0, 1),
    tensors: firstOf(whole.tensors),
    shards: firstOf(whole.shards),
  }
  const text = JSON.stringify({ ...whole, ...few })
  fc.assert(
    fc.property(fc.array(fc.nat(), { minLength: 1, maxLength: 4 }), anything, (path, value) => {
      const json = JSON.parse(text) as JsonValue
      replaceAt(json, path, value as JsonValue)
      const bytes = new TextEncoder().encode(JSON.stringify(json))
      const manifest = readOrRefuse(['bad-model', 'unsupported'], () => parseManifest(bytes))
      if (manifest) expectPlainFiles(manifest)
      if (manifest)
        readOrRefuse(['bad-model', 'unsupported'], () => parseLlamaConfig(manifest.config as JsonValue))
    }),
    RUNS,
  )
})

it('an expert file with bytes changed is refused, or holds finite numbers for the modules of the model', () => {
  const { adapted } = randomModel(SMALL_CONFIG, 1, { adapted: 'mlp' })
  const ranks = new Map(adapted.map(({ name, rank }) => [name, rank]))
  const z = new Map(adapted.map(({ name, rank }) => [name, new Float32Array(rank).fill(1)]))
  const file = writeExpert({ name: 'math', z, provenance: { task: 'math' } })
  const changes = fc.array(fc.tuple(fc.nat(file.length - 1), fc.nat(255)), { minLength: 1, maxLength: 4 })
  fc.assert(
    fc.property(changes, fc.integer({ min: 0, max: file.length * 4 }), (places, end) => {
      const bytes = file.slice(0, end)
      for (const [at, value] of places) if (at < bytes.length) bytes[at] = value
      const expert = readOrRefuse(['bad-expert'], () => readExpert(bytes, adapted, 'math'))
      for (const [name, values] of expert?.z ?? []) {
        if (values.length !== ranks.get(name) || !values.every(Number.isFinite))
          expect.fail(`${name}: ${values}`)
      }
    }),
    RUNS,
  )
})

function firstOf<T>(record: Readonly<Record<string, T>>): Record<string, T> {
  return Object.fromEntries(Object.entries(record).slice(0, 1))
}

function expectPlainFiles(manifest: Manifest): void {
  const named = [
    ...Object.keys(manifest.shards),
    ...Object.keys(manifest.tokenizer.files),
    ...Object.values(manifest.tensors).map(({ shard }) => shard),
  ]
  for (const name of named) if (!/^\w[\w.-]*$/.test(name)) expect.fail(`${name} is no plain file name`)
}
