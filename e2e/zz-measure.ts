import { readdirSync } from 'node:fs'
import { DIST, ensureBuilt } from '../src/cli/launch/build.mjs'
import { createStaticServer, listen } from '../src/cli/launch/static-server.mjs'
import { timeTraining } from './bench-training.ts'
import { launchChromium } from './chromium.ts'

ensureBuilt()
const server = createStaticServer(DIST)
const site = `http://127.0.0.1:${await listen(server, 0, '127.0.0.1')}/`
const browser = await launchChromium({ webgpu: false })
const page = await browser.newPage()
await page.addInitScript('globalThis.__name = (named) => named')
await page.goto(`${site}icon.svg`)
const worker = `${site}assets/${readdirSync(`${DIST}/assets`).find((f) => /^worker-.*\.js$/.test(f))}`
for (const family of process.argv.slice(2))
  console.log(family, JSON.stringify(await timeTraining(page, site, worker, family)))
await browser.close()
server.close()
server.closeAllConnections()
