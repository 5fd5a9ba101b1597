import { expect, test } from './fixtures.ts'
import { WorkerPage } from './worker-page.ts'

/** Several threads need an isolated page, which no test in Node has. */
test('WebAssembly with several threads writes the same text of one seed, again and in another worker', async ({
  page,
  site,
}) => {
  const worker = new WorkerPage(page, site)
  const mix = { mode: 'blend', alpha: { math: 0.7, code: -0.4 } } as const
  const asked = {
    prompt: 'lena has 4 apples , buys 5 more and then',
    lanes: [{ kind: 'base' }, { kind: 'mix', mix }],
    maxTokens: 24,
    temperature: 1.3,
    topK: 5,
  } as const
  const written = async (seed: number) => {
    const { events, result } = await worker.call('generate', { ...asked, seed })
    return { tokens: events.flatMap(({ tokens }) => tokens), lanes: result.lanes }
  }
  const found = []
  for (let opening = 0; opening < 2; opening++) {
    await worker.start()
    const source = { kind: 'bundle', url: `${site}models/tiny/` } as const
    const { result } = await worker.call('open', { source, backend: 'wasm' })
    const cores = await page.evaluate(() => navigator.hardwareConcurrency)
    expect(result).toMatchObject({ backend: 'wasm' })
    expect(result.device).toMatch(cores > 1 ? /\d threads$/ : /1 thread$/)
    const another = await written(8)
    const again = [await written(7), await written(7)]
    expect(again[1]).toEqual(again[0])
    expect(another.lanes).not.toEqual(again[0]?.lanes)
    found.push(again[0])
  }
  expect(found[1]).toEqual(found[0])
})
