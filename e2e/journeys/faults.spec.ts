import { cpSync, mkdirSync, mkdtempSync, rmSync, symlinkSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { DIST } from '../../src/cli/launch/build.mjs'
import { createStaticServer, listen } from '../../src/cli/launch/static-server.mjs'
import { expect, test } from '../fixtures.ts'
import { Playground } from '../playground.ts'

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
