import { test as base } from '@playwright/test'
import { DIST } from '../src/cli/launch/build.mjs'
import { createStaticServer, listen } from '../src/cli/launch/static-server.mjs'
import { launchChromium } from './chromium.ts'
import { Playground } from './playground.ts'

export interface BrowserKind {
  /** False: the browser offers no adapter, and the page runs on the CPU. */
  readonly webgpu: boolean
}

interface SharedByWorker extends BrowserKind {
  /** Where the built page is served, with a slash at its end. */
  readonly site: string
}

interface PerTest {
  /** The page's controls by the names that people see; nothing is open yet. */
  readonly playground: Playground
}

/** `browser`, `context` and `page` of Playwright, in the Chromium that the project asks for. */
export const test = base.extend<PerTest, SharedByWorker>({
  webgpu: [true, { option: true, scope: 'worker' }],
  browser: [
    async ({ webgpu }, use) => {
      const browser = await launchChromium({ webgpu })
      await use(browser)
      await browser.close()
    },
    { scope: 'worker' },
  ],
  site: [
    // biome-ignore lint/correctness/noEmptyPattern: Playwright reads the parameter list
    async ({}, use) => {
      const server = createStaticServer(DIST)
      const port = await listen(server, 0, '127.0.0.1')
      await use(`http://127.0.0.1:${port}/`)
      server.close()
      server.closeAllConnections()
    },
    { scope: 'worker' },
  ],
  playground: async ({ page, site }, use) => use(new Playground(page, site)),
})

export { expect } from '@playwright/test'
