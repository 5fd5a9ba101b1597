import { hubServer } from '../src/io/hub/hub-server.fixture.ts'
import { writeCheckpoint } from '../src/model/checkpoint.ts'
import { smallGguf } from '../src/model/gguf/small-gguf.fixture.ts'
import { BYTE_PAIR_METADATA } from '../src/model/gguf/vocabulary.fixture.ts'
import { smallCheckpoint } from '../src/model/small-checkpoint.fixture.ts'
import { test as base, expect } from './fixtures.ts'
import { serveHub } from './hub.ts'
import { filesSource, WorkerPage } from './worker-page.ts'

/*
 * Models that are not the embedded one, through the built worker in a real browser: its private file system, workers
 * in workers, WebGPU.
 */

const REPO = 'somebody/small'
const files = writeCheckpoint(smallCheckpoint())
const picked = filesSource('random', files)
const asked = { prompt: 'lena has 4', lanes: [{ kind: 'base' }], topK: 5 } as const

const test = base.extend<{ readonly worker: WorkerPage }>({
  worker: async ({ page, site }, use) => {
    const worker = new WorkerPage(page, site)
    await worker.start()
    await use(worker)
  },
})

async function topIds(worker: WorkerPage): Promise<number[]> {
  const { result } = await worker.call('next', asked)
  return (result.lanes[0] ?? []).map(({ id }) => id)
}

test('a checkpoint from local files opens dense, is factored while it answers, and opens again after a reload', async ({
  worker,
}) => {
  const { result: dense } = await worker.call('open', { source: picked, backend: 'auto' })
  expect(dense).toMatchObject({ name: 'random', form: 'dense', backend: 'webgpu', scales: 0 })
  const before = await topIds(worker)
  const [{ events, result: factored }, meanwhile] = await Promise.all([
    worker.call('factor', {}),
    topIds(worker),
  ])
  expect(meanwhile).toEqual(before)
  expect(factored).toMatchObject({ form: 'factored', backend: 'webgpu', source: { kind: 'stored' } })
  const steps = events.filter(({ phase }) => phase === 'factoring')
  expect(steps.map(({ done }) => done)).toEqual(Array.from({ length: 14 }, (_, index) => index + 1))
  expect(await topIds(worker)).toEqual(before)

  await worker.start()
  const { result: stored } = await worker.call('storedModels', {})
  expect(stored).toMatchObject([{ name: 'random', kind: 'model', isWhole: true }])
  const id = stored[0]?.id ?? ''
  expect(factored.source).toEqual({ kind: 'stored', id })
  const { result: again } = await worker.call('open', { source: { kind: 'stored', id }, backend: 'auto' })
  expect(again).toMatchObject({ hash: factored.hash, form: 'factored', scales: factored.scales })
  expect(await topIds(worker)).toEqual(before)
})

test('factoring goes on after it was stopped and the page reloaded; another tab waits', async ({
  worker,
}) => {
  const { result: dense } = await worker.call('open', { source: picked, backend: 'wasm' })
  await expect(worker.call('factor', { backend: 'wasm' }, 3)).rejects.toThrow(/^.*cancelled:/)
  await worker.start()
  const { result: kept } = await worker.call('storedModels', {})
  expect(kept).toMatchObject([{ name: 'random', kind: 'factors', isWhole: false }])
  await worker.call('open', { source: picked, backend: 'wasm' })
  const release = await worker.page.evaluateHandle(
    (name) =>
      new Promise<{ end(): void }>((held) => {
        void navigator.locks.request(name, () => new Promise<void>((end) => held({ end })))
      }),
    `transformer2-factor-${dense.hash.slice(0, 32)}-all-f16`,
  )
  await expect(worker.call('factor', { backend: 'wasm' })).rejects.toThrow(/Another tab is factoring/)
  await release.evaluate((lock) => lock.end())
  const { result: factored } = await worker.call('factor', { backend: 'wasm' })
  expect(factored.form).toBe('factored')
  await worker.call('removeStored', { id: null })
  expect((await worker.call('storedModels', {})).result).toEqual([])
})

test('where the browser has no room, factoring goes on in memory and says so, and is kept once there is', async ({
  worker,
}) => {
  await worker.call('open', { source: picked, backend: 'wasm' })
  const session = await worker.page.context().newCDPSession(worker.page)
  const origin = new URL(worker.site).origin
  await session.send('Storage.overrideQuotaForOrigin', { origin, quotaSize: 20_000 })
  const { result: unkept } = await worker.call('factor', { backend: 'wasm' })
  expect(unkept).toMatchObject({ form: 'factored', unkept: 'no-room', source: { kind: 'files' } })
  await session.send('Storage.overrideQuotaForOrigin', { origin })
  await worker.call('open', { source: picked, backend: 'wasm' })
  const { result: kept } = await worker.call('factor', { backend: 'wasm' })
  expect(kept).toMatchObject({ form: 'factored', source: { kind: 'stored' } })
  expect(kept.unkept).toBeUndefined()
})

test('a GGUF file opens and answers', async ({ worker }) => {
  const { file } = smallGguf({ config: { vocab_size: 265 }, type: 'Q8_0', metadata: BYTE_PAIR_METADATA })
  const source = filesSource('somewhere', new Map([['small.gguf', file]]))
  expect((await worker.call('inspect', { source })).result).toMatchObject({
    format: 'gguf',
    form: 'dense',
    dense: { fits: true },
    factored: { fits: true },
    storage: { fits: true },
  })
  const { result } = await worker.call('open', { source, backend: 'auto' })
  expect(result).toMatchObject({ name: 'small', form: 'dense', backend: 'webgpu' })
})

test('a model of the hub is inspected, downloaded in parts that survive a break, and opens again offline', async ({
  worker,
}) => {
  const weights = files.get('model.safetensors') ?? new Uint8Array()
  let isBroken = true
  const server = hubServer(REPO, files, (url, range) => {
    const isWeights = url.pathname.endsWith('/model.safetensors')
    if (!isBroken || !isWeights || !range.endsWith(`-${weights.length - 1}`)) return null
    // The first 1000 bytes come, then the next part of them is not found, and the download stops.
    return range.startsWith('bytes=0-')
      ? new Response(weights.slice(0, 1000), { status: 206 })
      : new Response('', { status: 404 })
  })
  await serveHub(worker.page.context(), server)
  const source = { kind: 'hub', repo: REPO } as const
  const { result: found } = await worker.call('inspect', { source })
  const total = [...files.values()].reduce((sum, { length }) => sum + length, 0)
  expect(found).toMatchObject({ format: 'safetensors', downloadBytes: total, dense: { fits: true } })

  await expect(worker.call('open', { source, backend: 'wasm' })).rejects.toThrow(/missing:/)
  await worker.start()
  isBroken = false
  server.asked.length = 0
  const { result: opened } = await worker.call('open', { source, backend: 'wasm' })
  expect(opened).toMatchObject({ name: REPO, form: 'dense' })
  const [rest] = server.asked.filter((request) => request.includes('/model.safetensors'))
  expect(rest).toContain(`bytes=1000-${weights.length - 1}`)
  const [stored] = (await worker.call('storedModels', {})).result
  expect(stored).toMatchObject({ kind: 'download', isWhole: true })

  server.asked.length = 0
  await worker.start()
  const id = stored?.id ?? ''
  const { result: again } = await worker.call('open', { source: { kind: 'stored', id }, backend: 'wasm' })
  expect(again.hash).toBe(opened.hash)
  expect(server.asked).toEqual([])
})
