import {
  cpSync,
  createReadStream,
  existsSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  writeFileSync,
} from 'node:fs'
import { createServer, type Server } from 'node:http'
import { tmpdir } from 'node:os'
import { basename, dirname, extname, join } from 'node:path'
import { pathToFileURL } from 'node:url'
import type { Page } from '@playwright/test'
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
function simpleHost(root = dirname(DIST)): Server {
  return createServer((request, response) => {
    const { pathname } = new URL(request.url ?? '/', 'http://host')
    const file = join(root, decodeURIComponent(pathname), pathname.endsWith('/') ? 'index.html' : '')
    if (!existsSync(file)) response.writeHead(404).end()
    else {
      response.writeHead(200, { 'Content-Type': TYPES[extname(file)] ?? 'application/octet-stream' })
      createReadStream(file).pipe(response)
    }
  })
}

function stop(server: Server): void {
  server.close()
  server.closeAllConnections()
}

const isKept = (page: Page) =>
  expect(page.getByText('This page is kept in your browser')).toBeVisible({ timeout: 60_000 })

test('after one visit the page opens without its host, in a folder of any static server; a kept file that is damaged is mended', async ({
  page,
}) => {
  const server = simpleHost()
  const port = await listen(server, 0, '127.0.0.1')
  const playground = new Playground(page, `http://127.0.0.1:${port}/${basename(DIST)}/`)
  await playground.open('#v=1&alpha=math:1')
  const online = await playground.answer('Adapted output')
  await isKept(page)
  // In the first visit already: a part that was not shown yet comes from what is kept.
  await page.context().setOffline(true)
  await page.getByRole('button', { name: 'Lessons' }).click()
  await expect(page.getByRole('heading', { name: 'Lessons', exact: true })).toBeVisible()
  await page.context().setOffline(false)
  await page.goBack()
  const spoil = () =>
    page.evaluate(async () => {
      for (const name of await caches.keys()) {
        const cache = await caches.open(name)
        for (const request of await cache.keys())
          if (/weights-0001|math\.safetensors/.test(request.url) && !request.url.includes('smollm'))
            await cache.put(request, new Response('<!doctype html><p>Log in'))
      }
    })
  await spoil()
  await page.reload()
  await playground.ready()
  expect(await playground.answer('Adapted output')).toBe(online)

  stop(server)
  await page.reload()
  await playground.ready()
  expect(await playground.answer('Adapted output')).toBe(online)
  await page.getByRole('button', { name: 'Results' }).click()
  await expect(page.getByRole('region', { name: /^Table 4/ }).getByText('Ours: the model')).toBeVisible()
  await page.getByRole('button', { name: 'Lessons' }).click()
  await page.getByRole('button', { name: 'Start: What scaling singular values does' }).click()
  await expect(page.getByRole('slider', { name: 'Gain of largest 2' })).toBeVisible()

  await spoil()
  await page.goto(`${playground.site}#v=1&alpha=math:1`)
  await page.reload()
  const notice = page.getByRole('alert').filter({ hasText: 'The model is not running.' })
  await expect(notice).toContainText('could not be downloaded', { timeout: 30_000 })
})

async function allIsFetched(page: Page): Promise<void> {
  const fetched = () => page.evaluate(() => performance.getEntriesByType('resource').length)
  await expect(async () => {
    const before = await fetched()
    await page.waitForTimeout(700)
    expect(await fetched()).toBe(before)
  }).toPass()
}

/** The build as a later one would be: a mark on the page, and every hashed file under another address. */
function makeNewer(folder: string): void {
  renameSync(join(folder, 'assets'), join(folder, 'newer'))
  const texts = [
    ...readdirSync(join(folder, 'newer')).map((name) => join('newer', name)),
    ...['index.html', 'offline.js'],
  ]
  for (const name of texts.filter((path) => /\.(js|html|css)$/.test(path))) {
    const text = readFileSync(join(folder, name), 'utf8')
      .replaceAll('assets/', 'newer/')
      .replace('<html', '<html data-version="newer"')
      // What was edited is no longer what was built.
      .replaceAll(/,integrity:"sha256-[^"]+"/g, '')
      .replace(/(url:"index\.html",revision:")\w+/, '$1newer')
    writeFileSync(join(folder, name), text)
  }
}

test('a newer version waits until it is taken, and no page is made of two; what is left of the old one goes on', async ({
  page,
}) => {
  const folder = mkdtempSync(join(tmpdir(), 'versions-'))
  cpSync(DIST, folder, { recursive: true })
  const server = simpleHost(folder)
  try {
    const port = await listen(server, 0, '127.0.0.1')
    const playground = new Playground(page, `http://127.0.0.1:${port}/`)
    await playground.open()
    await isKept(page)
    makeNewer(folder)
    const other = new Playground(await page.context().newPage(), playground.site)
    await other.open()
    const mark = (on: Page) => on.locator('html[data-version="newer"]')
    const newer = (on: Page) => on.getByText('A newer version of this page is here.')
    await expect(newer(other.page)).toBeVisible({ timeout: 60_000 })
    // Old to the last file, though its host has those files no more.
    await expect(mark(other.page)).toHaveCount(0)
    await other.page.getByRole('button', { name: /^Open a model/ }).click()
    await expect(other.page.getByRole('dialog', { name: 'Open a model' })).toBeVisible()
    await other.page.keyboard.press('Escape')
    await expect(other.page.getByRole('dialog')).toHaveCount(0)

    // What comes near on the way down to it is fetched first: the old worker is not let go while it has work.
    await other.page.getByRole('button', { name: 'Load it' }).focus()
    await allIsFetched(other.page)
    await other.page.getByRole('button', { name: 'Load it' }).press('Enter')
    await expect(mark(other.page)).toHaveCount(1, { timeout: 45_000 })
    await other.ready()
    await isKept(other.page)

    // The first tab still is the old one: it goes on, says so, and what it can no longer have does not break it.
    await expect(newer(page)).toBeVisible()
    await playground.setAlpha('math', 1)
    await page.getByRole('button', { name: /^Open a model/ }).click()
    const note = page
      .getByRole('alert')
      .filter({ hasText: 'a newer version of the page has taken its place' })
    const prompt = page.getByRole('textbox', { name: 'Your prompt' })
    await prompt.fill('not asked yet')
    await note.getByRole('button', { name: 'Load the page again' }).click()
    await expect(mark(page)).toHaveCount(1)
    await playground.ready()
    await expect(playground.slider('math')).toHaveValue('1')
    await expect(prompt).toHaveValue('not asked yet')
    await page.getByRole('button', { name: /^Open a model/ }).click()
    await expect(page.getByRole('dialog', { name: 'Open a model' })).toBeVisible()
  } finally {
    stop(server)
    rmSync(folder, { recursive: true, force: true })
  }
})

test('opened as a file, the page says how to serve it', async ({ page }) => {
  await page.goto(pathToFileURL(join(DIST, 'index.html')).href)
  await expect(page.getByText(/any will do/)).toBeVisible()
  await expect(page.getByText('python3 -m http.server 8000')).toBeVisible()
  // Its own sheet cannot be loaded from a file; the few rules that can are there.
  await expect(page.locator('body')).toHaveCSS('margin', '0px')
})
