import { mkdirSync } from 'node:fs'
import { join } from 'node:path'
import { DIST, ensureBuilt } from '../src/cli/launch/build.mjs'
import { ROOT } from '../src/cli/launch/project.mjs'
import { createStaticServer, listen } from '../src/cli/launch/static-server.mjs'
import { launchChromium } from './chromium.ts'
import { Playground } from './playground.ts'

/** `npm run screenshot`: the README's picture, taken of the built page once everything has been computed. */
const FILE = 'docs/screenshot.png'

ensureBuilt()
const server = createStaticServer(DIST)
const site = `http://127.0.0.1:${await listen(server, 0, '127.0.0.1')}/`
const browser = await launchChromium({ webgpu: true })
try {
  const page = await browser.newPage({
    viewport: { width: 1280, height: 960 },
    deviceScaleFactor: 1.5,
    colorScheme: 'light',
    reducedMotion: 'reduce',
  })
  const playground = new Playground(page, site)
  await playground.open('')
  await page.getByRole('button', { name: 'No, thanks' }).click()
  await playground.region('Two-pass').getByRole('button', { name: 'Run two passes' }).click()
  await playground.region('Two-pass').getByRole('heading', { name: 'Pass 2: the answer' }).waitFor()
  await page.evaluate(() => {
    if (document.activeElement instanceof HTMLElement) document.activeElement.blur()
    scrollTo(0, 0)
  })
  mkdirSync(join(ROOT, 'docs'), { recursive: true })
  await page.screenshot({ path: join(ROOT, FILE) })
  process.stdout.write(`${FILE}\n`)
} finally {
  await browser.close()
  server.close()
  server.closeAllConnections()
}
