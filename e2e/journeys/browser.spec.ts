import { expect, test } from '../fixtures.ts'

test('the browser has a WebGPU adapter, or none, as the project asks', async ({ page, site, webgpu }) => {
  await page.goto(site)
  const adapter = await page.evaluate(async () => {
    const found = await navigator.gpu?.requestAdapter()
    return found ? `${found.info.vendor} ${found.info.architecture}` : null
  })
  expect(adapter !== null).toBe(webgpu)
})
