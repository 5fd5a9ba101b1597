import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { type Browser, test as base } from '@playwright/test'
import { createStaticServer, listen } from '../src/cli/launch/static-server.mjs'
import { launchChromium } from './chromium.ts'

interface SharedByWorker {
  /** Where the built page is served, with a slash at its end. */
  readonly site: string
  /** A Chromium without a WebGPU adapter. */
  readonly plainBrowser: Browser
}

/** `browser`, `context` and `page` of Playwright, in a Chromium that has WebGPU; `baseURL` is the built page. */
export const test = base.extend<object, SharedByWorker>({
  browser: [
    // biome-ignore lint/correctness/noEmptyPattern: Playwright reads the parameter list
    async ({}, use) => {
      const browser = await launchChromium({ webgpu: true })
      await use(browser)
      await browser.close()
    },
    { scope: 'worker' },
  ],
  plainBrowser: [
    // biome-ignore lint/correctness/noEmptyPattern: Playwright reads the parameter list
    async ({}, use) => {
      const browser = await launchChromium({ webgpu: false })
      await use(browser)
      await browser.close()
    },
    { scope: 'worker' },
  ],
  site: [
    // biome-ignore lint/correctness/noEmptyPattern: Playwright reads the parameter list
    async ({}, use) => {
      const server = createStaticServer(join(fileURLToPath(import.meta.url), '../../dist'))
      const port = await listen(server, 0, '127.0.0.1')
      await use(`http://127.0.0.1:${port}/`)
      server.close()
      server.closeAllConnections()
    },
    { scope: 'worker' },
  ],
  baseURL: async ({ site }, use) => use(site),
})

export { expect } from '@playwright/test'
