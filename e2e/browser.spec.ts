import { expect, test } from './fixtures.ts'

async function adapterOf(): Promise<string | null> {
  const adapter = await navigator.gpu?.requestAdapter()
  return adapter ? `${adapter.info.vendor} ${adapter.info.architecture}` : null
}

test('the browser that journeys run in has a WebGPU adapter', async ({ page, site }) => {
  await page.goto(site)
  expect(await page.evaluate(adapterOf)).not.toBeNull()
})

test('the plain browser has none', async ({ plainBrowser, site }) => {
  const context = await plainBrowser.newContext()
  const page = await context.newPage()
  await page.goto(site)
  expect(await page.evaluate(adapterOf)).toBeNull()
  await context.close()
})
