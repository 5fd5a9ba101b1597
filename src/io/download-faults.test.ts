import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { AppError } from '../core/errors.ts'
import { writeExpert } from '../model/expert-file.ts'
import type { FactoredModel } from '../model/factored-model.ts'
import { writeEncoder } from '../model/vision/encoder-file.ts'
import { randomEncoder } from '../model/vision/random-encoder.fixture.ts'
import { FAULTS, type Fault, type FaultServer, startFaultServer } from './fault-server.fixture.ts'
import { fetchBundle } from './fetch-bundle.ts'
import { fetchJson } from './fetch-json.ts'
import { fetchVision } from './fetch-vision.ts'
import { downloadFile } from './hub/download.ts'
import { HUB } from './hub/hub-fetch.ts'
import { hubTree } from './hub/hub-server.fixture.ts'
import { rangeSource } from './hub/range-source.ts'
import { listRepo, type RepoFile } from './hub/repo-files.ts'
import { smallBundle } from './small-bundle.fixture.ts'
import { createMemoryFolder } from './store/memory-folder.ts'
import { VISION_ENCODER, VISION_INDEX, visionExpertPath, visionIndex } from './vision-index.ts'

/** Everything that the page fetches while it runs, and the path at which things go wrong. */
const FETCHED = {
  'the manifest of a model': 'm/manifest.json',
  'the weights of a model': 'm/weights-0001.safetensors',
  'the list of experts': 'm/experts/index.json',
  'an expert': 'm/experts/math.safetensors',
  'the list of the vision part': `m/${VISION_INDEX}`,
  'the vision part': `m/${VISION_ENCODER}`,
  'measured results': 'results/table.json',
  'the list of a repository': 'api/models/somebody/small/tree/main',
  'a file of a repository': 'somebody/small/resolve/main/large.bin',
  'the header of such a file': 'somebody/small/resolve/main/header.bin',
} as const
type Fetched = keyof typeof FETCHED

const REPO = 'somebody/small'
const large = Uint8Array.from({ length: 300_000 }, (_, i) => (i * 31) % 251)
const files = new Map<string, Uint8Array>()
let server: FaultServer
let model: FactoredModel
let listed: RepoFile[]

/** So short that a stalled answer is found out at once; nothing is waited for between tries. */
const quick = { stallMs: 100, wait: async () => undefined }
/** The hub's address leads to this machine. */
const hub = {
  ...quick,
  fetch: ((input: URL | RequestInfo, init?: RequestInit) =>
    fetch(String(input).replace(`${HUB}/`, server.url), init)) as typeof fetch,
}
type Report = (loaded: number, total: number) => void

async function get(what: Fetched, onProgress: Report = () => undefined): Promise<unknown> {
  const [folder, path] = [`${server.url}m/`, FETCHED[what].split('/').at(-1) ?? '']
  switch (what) {
    case 'the list of the vision part':
    case 'the vision part':
      return [...(await fetchVision(folder, model, { ...quick, onProgress })).experts.keys()]
    case 'measured results':
      return fetchJson(new URL('results/table.json', server.url), 'results/table.json', quick)
    case 'the list of a repository':
      return listRepo(REPO, 'main', hub)
    case 'a file of a repository':
    case 'the header of such a file': {
      const file = listed.find((entry) => entry.path === path)!
      if (path === 'header.bin') return rangeSource(REPO, 'main', file, hub).read(1000, 3000)
      const kept = new Map<string, Uint8Array<ArrayBuffer>>()
      const place = { repo: REPO, revision: 'main', folder: createMemoryFolder(kept), id: 'downloads/x' }
      await downloadFile(place, file, { ...hub, onBytes: (loaded) => onProgress(loaded, file.bytes) })
      return kept.get('downloads/x/large.bin')
    }
    default:
      return [...(await fetchBundle(folder, { ...quick, onProgress })).experts.keys()]
  }
}
const failure = (what: Fetched): Promise<AppError> =>
  get(what).then(
    () => Promise.reject(new Error('it came')),
    (error: AppError) => error,
  )

beforeAll(async () => {
  const bundle = await smallBundle()
  for (const [path, bytes] of bundle) files.set(`m/${path}`, bytes)
  server = await startFaultServer(files)
  model = (await fetchBundle(`${server.url}m`)).model
  const z = new Map(model.adapted.map(({ name, rank }) => [name, new Float32Array(rank).fill(1.5)]))
  const vision = new Map([
    ['encoder.safetensors', writeEncoder(randomEncoder(model))],
    ['vision.safetensors', writeExpert({ name: 'vision', z, provenance: {} })],
  ])
  const text = (json: unknown): Uint8Array => new TextEncoder().encode(JSON.stringify(json))
  files.set(`m/${VISION_INDEX}`, text(visionIndex(vision)))
  files.set(`m/${VISION_ENCODER}`, vision.get('encoder.safetensors')!)
  files.set(`m/${visionExpertPath('vision')}`, vision.get('vision.safetensors')!)
  files.set('results/table.json', text({ rows: Array.from({ length: 50 }, (_, row) => ({ row })) }))
  const repo = new Map(['large.bin', 'header.bin'].map((path) => [path, large]))
  for (const [path, bytes] of repo) files.set(`${REPO}/resolve/main/${path}`, bytes)
  files.set(`api/models/${REPO}/tree/main`, text(hubTree(repo)))
  listed = await listRepo(REPO, 'main', hub)
})
afterAll(() => server.close())

const NETWORK: readonly [string, RegExp] = ['network', /could not be|huggingface\.co/]
const DAMAGED: readonly [string, RegExp] = ['integrity', /content|did not come as/]
const PAGE: readonly [string, RegExp] = ['integrity', /A web page came instead of/]
const NOT_THERE: readonly [string, RegExp] = ['missing', /has no|There is no/]
const SENSELESS: readonly [string, RegExp] = ['bad-model', /JSON/]
const NO_JSON: readonly [string, RegExp] = ['bad-input', /JSON/]
const UNREADABLE: readonly [string, RegExp] = ['network', /cannot be read/]

/** How a fault ends where it stays: an error's code and words, or `comes`. */
type End = readonly [string, RegExp] | 'comes'
const ENDS: Readonly<Record<Fault, End>> = {
  'breaks off': NETWORK,
  '404': NOT_THERE,
  '500': NETWORK,
  'web page': PAGE,
  'web page without a type': PAGE,
  truncated: SENSELESS,
  'flipped byte': SENSELESS,
  'too long': SENSELESS,
  stalls: NETWORK,
  'stalls before its head': NETWORK,
  slow: 'comes',
  'no length': 'comes',
}
/** What has a length and a hash is gone on with where it broke off, so even answers that always break off are enough. */
const WITH_HASH: Readonly<Partial<Record<Fault, End>>> = {
  'breaks off': 'comes',
  truncated: 'comes',
  stalls: 'comes',
  'flipped byte': DAMAGED,
  'too long': ['integrity', /longer than the/],
}
const ENDS_OF: Readonly<Partial<Record<Fetched, Partial<Record<Fault, End>>>>> = {
  'the weights of a model': WITH_HASH,
  'the list of experts': { '404': 'comes' },
  'an expert': WITH_HASH,
  'the vision part': WITH_HASH,
  'measured results': { truncated: NO_JSON, 'too long': NO_JSON, 'flipped byte': NO_JSON },
  'the list of a repository': { truncated: UNREADABLE, 'too long': UNREADABLE, 'flipped byte': UNREADABLE },
  // A range ends where it was asked to.
  'a file of a repository': { ...WITH_HASH, 'too long': 'comes' },
  // Its parser is the judge of what is in it.
  'the header of such a file': { truncated: NETWORK, 'too long': 'comes', 'flipped byte': 'comes' },
}
/** What passes by itself when it has happened once. */
const PASSING: readonly Fault[] = ['breaks off', '500', 'stalls', 'stalls before its head']
/** Whatever comes of these is held against something, and asked for once more. */
const CHECKED: readonly Fetched[] = [
  ...(['the manifest of a model', 'the weights of a model', 'the list of experts', 'an expert'] as const),
  ...(['the list of the vision part', 'the vision part'] as const),
]
const cases = (Object.keys(FETCHED) as Fetched[]).flatMap((what) =>
  FAULTS.map((fault) => ({ what, fault, end: ENDS_OF[what]?.[fault] ?? ENDS[fault] })),
)

describe.each(cases)('$what, $fault', ({ what, fault, end }) => {
  const path = FETCHED[what]
  if (end === 'comes') {
    it('comes all the same', async () => {
      server.fail(path, fault, Number.POSITIVE_INFINITY)
      await expect(get(what)).resolves.toBeDefined()
    })
    return
  }
  it('says what happened and what to do, and comes when it is asked for again', async () => {
    server.fail(path, fault, Number.POSITIVE_INFINITY)
    const error = await failure(what)
    expect(error).toMatchObject({ name: 'AppError', code: end[0], message: expect.stringMatching(end[1]) })
    expect(`${error.message} ${error.advice}`).toMatch(/[.!?] [A-Z].*\.$/)
    const asked = server.asked.filter((request) => request.startsWith(path)).length
    // The first and three more, each of the two times that a list is read; past each cache of what has a hash.
    expect(asked).toBeLessThanOrEqual(fault === '404' || fault.startsWith('web page') ? 4 : 8)
    server.fail(path, fault, 0)
    await expect(get(what)).resolves.toBeDefined()
  })
  if (PASSING.includes(fault) || CHECKED.includes(what)) {
    it('comes where it has happened once', async () => {
      server.fail(path, fault, 1)
      await expect(get(what)).resolves.toBeDefined()
    })
  }
})

it.each(Object.keys(FETCHED) as Fetched[])(
  '%s ends in an error without a network, and comes with one',
  async (what) => {
    await server.offline()
    const error = await failure(what)
    expect(error).toMatchObject({ code: 'network', message: expect.stringMatching(/could not be/) })
    expect(error.advice).toMatch(/connection/)
    await server.online()
    await expect(get(what)).resolves.toBeDefined()
  },
)

it('goes on from the byte at which a download broke off', async () => {
  server.fail(FETCHED['the weights of a model'], 'breaks off', 1)
  await get('the weights of a model')
  const asked = server.asked.filter((request) => request.startsWith(FETCHED['the weights of a model']))
  expect(asked.length).toBe(2)
  expect(asked[1]).toMatch(/ bytes=[1-9]\d*-$/)
})

it('tells of progress that never falls and never passes its end, where a download breaks off', async () => {
  for (const what of ['the weights of a model', 'the vision part', 'a file of a repository'] as const) {
    const seen: number[] = []
    server.fail(FETCHED[what], 'breaks off', 3)
    await get(what, (loaded, total) => {
      expect(loaded).toBeLessThanOrEqual(total)
      seen.push(loaded)
    })
    expect(seen).toEqual([...seen].sort((a, b) => a - b))
    expect(seen.length).toBeGreaterThan(3)
  }
})
