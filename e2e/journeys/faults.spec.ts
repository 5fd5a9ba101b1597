import { cpSync, mkdirSync, mkdtempSync, rmSync, symlinkSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { DIST } from '../../src/cli/launch/build.mjs'
import { createStaticServer, listen } from '../../src/cli/launch/static-server.mjs'
import { expect, test } from '../fixtures.ts'
import { AT_ZERO, Playground } from '../playground.ts'

const SHARD = '**/models/tiny/*.safetensors'

const FAULTS: readonly { readonly what: string; readonly says: RegExp; readonly answer: object }[] = [
  { what: 'is missing', says: /404/, answer: { status: 404, body: '' } },
  { what: 'is a web page', says: /web page/, answer: { contentType: 'text/html', body: '<!doctype html>' } },
  { what: 'is cut short', says: /bytes/, answer: { contentType: 'application/octet-stream', body: 'short' } },
]

for (const { what, says, answer } of FAULTS) {
  test(`a model file that ${what} is reported with a way on`, async ({ playground }) => {
    const { page, site } = playground
    await page.route(SHARD, (route) => route.fulfill(answer))
    await page.goto(site + AT_ZERO)
    const notice = page.getByRole('alert').filter({ hasText: 'The model is not running.' })
    await expect(notice).toBeVisible({ timeout: 30_000 })
    await expect(notice).toContainText(says)
    await page.unroute(SHARD)
    await notice.getByRole('button', { name: 'Retry' }).click()
    await playground.ready()
    await expect(notice).toHaveCount(0)
  })
}

test('a download can be cancelled and taken up again', async ({ playground }) => {
  const { page, site } = playground
  await page.route(SHARD, () => new Promise(() => {}))
  await page.goto(site + AT_ZERO)
  await expect(page.getByRole('status').filter({ hasText: 'Downloading the model' })).toBeVisible()
  await playground.button('Cancel').first().click()
  const notice = page.getByRole('alert').filter({ hasText: 'The model is not running.' })
  await expect(notice).toBeVisible()
  await page.unroute(SHARD)
  await notice.getByRole('button', { name: 'Retry' }).click()
  await playground.ready()
})

test('the built page works below any path of a server', async ({ page }) => {
  const folder = mkdtempSync(join(tmpdir(), 'below-'))
  mkdirSync(join(folder, 'some'))
  try {
    symlinkSync(DIST, join(folder, 'some/path'), 'dir')
  } catch {
    cpSync(DIST, join(folder, 'some/path'), { recursive: true })
  }
  const server = createStaticServer(folder)
  const port = await listen(server, 0, '127.0.0.1')
  try {
    await new Playground(page, `http://127.0.0.1:${port}/some/path/`).open()
  } finally {
    server.close()
    server.closeAllConnections()
    rmSync(folder, { recursive: true, force: true })
  }
})

test('a graphics process that dies does not take the page with it', async ({ browser, playground }) => {
  await playground.open()
  const base = await playground.answer('Base output')
  const session = await browser.newBrowserCDPSession()
  await session.send('Browser.crashGpuProcess').catch(() => {})
  await session.detach()
  await playground.slider('math').press('End')
  await playground.recomputed()
  expect(await playground.answer('Base output')).toBe(base)
  await expect(playground.slider('math')).toHaveValue('2')
  await expect(playground.page.getByRole('alert')).toHaveCount(0)
})
