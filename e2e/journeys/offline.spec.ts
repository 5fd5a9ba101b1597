import { createReadStream, existsSync } from 'node:fs'
import { createServer, type Server } from 'node:http'
import { basename, dirname, extname, join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { DIST } from '../../src/cli/launch/build.mjs'
import { listen } from '../../src/cli/launch/static-server.mjs'
import { expect, test } from '../fixtures.ts'
import { Playground } from '../playground.ts'

test.use({ serviceWorkers: 'allow' })

const TYPES: Readonly<Record<string, string>> = {
  '.html': 'text/html',
  '.js': 'text/javascript',
  '.css': 'text/css',
  '.svg': 'image/svg+xml',
  '.wasm': 'application/wasm',
}

/** A host that knows files and nothing else: no header, no rule, and the page in a folder of it. */
function simpleHost(): Server {
  return createServer((request, response) => {
    const { pathname } = new URL(request.url ?? '/', 'http://host')
    const file = join(dirname(DIST), decodeURIComponent(pathname), pathname.endsWith('/') ? 'index.html' : '')
    if (!existsSync(file)) response.writeHead(404).end()
    else {
      response.writeHead(200, { 'Content-Type': TYPES[extname(file)] ?? 'application/octet-stream' })
      createReadStream(file).pipe(response)
    }
  })
}

test('after one visit the page opens without its host, in a folder of any static server', async ({
  page,
}) => {
  const server = simpleHost()
  const port = await listen(server, 0, '127.0.0.1')
  const playground = new Playground(page, `http://127.0.0.1:${port}/${basename(DIST)}/`)
  await playground.open('#v=1&alpha=math:1')
  const online = await playground.answer('Adapted output')
  await expect(page.getByText('This page is kept in your browser')).toBeVisible({ timeout: 60_000 })
  server.close()
  server.closeAllConnections()

  await page.reload()
  await playground.ready()
  expect(await playground.answer('Adapted output')).toBe(online)
  await page.getByRole('button', { name: 'Results' }).click()
  await expect(page.getByRole('region', { name: /^Table 4/ }).getByText('Ours: the model')).toBeVisible()
  await page.getByRole('button', { name: 'Lessons' }).click()
  await page.getByRole('button', { name: 'Start: What scaling singular values does' }).click()
  await expect(page.getByRole('slider', { name: 'Gain of largest 2' })).toBeVisible()
})

test('opened as a file, the page says how to serve it', async ({ page }) => {
  await page.goto(pathToFileURL(join(DIST, 'index.html')).href)
  await expect(page.getByText(/any will do/)).toBeVisible()
  await expect(page.getByText('python3 -m http.server 8000')).toBeVisible()
})
