import { readFileSync } from 'node:fs'
import { basename, join } from 'node:path'
import type { BrowserContext, Page } from '@playwright/test'
import { hubServer } from '../../src/io/hub/hub-server.fixture.ts'
import { axeFindings } from '../axe.ts'
import { expect, test } from '../fixtures.ts'
import { serveHub } from '../hub.ts'
import { Playground } from '../playground.ts'
import { makeRandomModel, type RandomModel } from '../random-model.ts'

let model: RandomModel
test.beforeAll(async () => {
  model = await makeRandomModel()
})
test.afterAll(() => model.remove())

const dialog = (page: Page) => page.getByRole('dialog', { name: 'Open a model' })
const cached = (page: Page) => page.getByRole('dialog', { name: 'Cached data' })
const header = (page: Page) => page.getByRole('button', { name: /^Open a model/ })

/** Until it is told to, the server sends nothing of the weights. */
async function serveModel(context: BrowserContext, holdsWeights: () => boolean = () => false): Promise<void> {
  const files = new Map(model.files.map((path) => [basename(path), new Uint8Array(readFileSync(path))]))
  const size = files.get('model.safetensors')?.length ?? 0
  const isHeld = (url: URL, range: string): boolean =>
    holdsWeights() && url.pathname.endsWith('/model.safetensors') && range === `bytes=0-${size - 1}`
  await serveHub(
    context,
    hubServer('somebody/small', files, (url, range) => (isHeld(url, range) ? new Promise(() => {}) : null)),
  )
}

async function lookAtModel(page: Page): Promise<void> {
  await header(page).click()
  await dialog(page).getByRole('radio', { name: 'Hugging Face' }).check()
  await dialog(page).getByRole('textbox', { name: 'Repository, as owner/name' }).fill('somebody/small')
  await page.keyboard.press('Enter')
  await expect(dialog(page).getByText('safetensors: 2 layers')).toBeVisible()
}

async function openModel(page: Page): Promise<void> {
  await lookAtModel(page)
  await dialog(page).getByRole('button', { name: 'Open', exact: true }).click()
  await expect(dialog(page)).toHaveCount(0)
  await expect(header(page)).toContainText('small')
}

/** Whatever could keep something is refused, as in some private windows and sandboxed frames. */
function refuseStorage(): void {
  const refused = {
    configurable: true,
    get(): never {
      throw new DOMException('The operation is insecure.', 'SecurityError')
    },
  }
  for (const name of ['localStorage', 'sessionStorage', 'indexedDB', 'caches'])
    if (name in globalThis) Object.defineProperty(globalThis, name, refused)
  const owner = Object.getPrototypeOf(navigator)
  for (const name of ['storage', 'locks', 'serviceWorker'])
    if (name in navigator) Object.defineProperty(owner, name, refused)
}

test('where the browser refuses to keep anything, the page works and says what will be lost', async ({
  playground,
}) => {
  const { page } = playground
  const errors: string[] = []
  page.on('pageerror', ({ message }) => errors.push(message))
  await page.addInitScript(refuseStorage)
  await page.route('**/assets/worker-*.js', async (route) => {
    const response = await route.fetch()
    await route.fulfill({ response, body: `(${refuseStorage})();${await response.text()}` })
  })
  await serveModel(page.context())
  await playground.open('')
  await playground.button('Theme: as the system').click()
  await playground.setAlpha('math', 0.5)

  await openModel(page)
  const notice = page.getByRole('status').filter({ hasText: 'keeps nothing for the page' })
  await expect(notice).toContainText('somebody/small runs from memory')
  const bar = page.getByRole('region', { name: 'Factor this model' })
  await bar.getByRole('button', { name: 'Factor this model' }).click()
  await expect(bar).toHaveCount(0)
  await expect(notice).toBeVisible()
  await playground.settled()

  await playground.button('Cached data').press('Enter')
  await expect(cached(page).getByText('nothing', { exact: true })).toHaveCount(2)
  await cached(page)
    .getByRole('button', { name: /^Clear cached data/ })
    .click()
  await cached(page).getByRole('button', { name: 'Clear', exact: true }).click()
  await expect(cached(page).getByText('nothing', { exact: true })).toHaveCount(3)
  await expect(cached(page).getByRole('button', { name: /^Clear cached data/ })).toHaveCount(0)
  expect(errors).toEqual([])
})

test('where the browser has no more room, a model opens from memory; another tab leaves what is at work alone', async ({
  playground,
}) => {
  const { page, site } = playground
  let holds = false
  await serveModel(page.context(), () => holds)
  await playground.open()
  const session = await page.context().newCDPSession(page)
  const origin = new URL(site).origin
  await session.send('Storage.overrideQuotaForOrigin', { origin, quotaSize: 30_000 })
  await openModel(page)
  const notice = page.getByRole('status').filter({ hasText: 'has no room for somebody/small' })
  await expect(notice).toBeVisible()
  await playground.settled()
  expect(await playground.answer('Base output')).not.toBe('')
  await session.send('Storage.overrideQuotaForOrigin', { origin })

  holds = true
  await lookAtModel(page)
  await dialog(page).getByRole('button', { name: 'Open', exact: true }).click()
  await expect(dialog(page).getByText('Downloading the model')).toBeVisible()
  const other = new Playground(await page.context().newPage(), site)
  await other.open()
  await lookAtModel(other.page)
  await dialog(other.page).getByRole('button', { name: 'Open', exact: true }).click()
  await expect(dialog(other.page).getByRole('alert')).toContainText(
    'Another tab is downloading somebody/small',
  )
  await dialog(other.page).getByRole('radio', { name: 'Stored here' }).check()
  await dialog(other.page)
    .getByRole('button', { name: /^Remove somebody/ })
    .click()
  await expect(dialog(other.page).getByRole('alert')).toContainText('another tab is at work on it')

  await page.bringToFront()
  holds = false
  await dialog(page).getByRole('button', { name: 'Cancel' }).click()
  await dialog(page).getByRole('button', { name: 'Resume' }).click()
  await expect(dialog(page)).toHaveCount(0)
  await expect(notice).toHaveCount(0)
})

test('cached data is cleared while a model is open; own experts go only when that is said', async ({
  playground,
}) => {
  const { page } = playground
  await serveModel(page.context())
  await playground.open()
  await openModel(page)
  await header(page).click()
  await dialog(page).getByRole('radio', { name: 'This page' }).check()
  await dialog(page).getByRole('button', { name: 'Open', exact: true }).click()
  await expect(header(page)).toContainText('tiny')
  const training = playground.region('Train an expert')
  await training.scrollIntoViewIfNeeded()
  const name = 'mine.safetensors'
  const buffer = readFileSync(join(import.meta.dirname, '../../public/models/tiny/experts/math.safetensors'))
  await training
    .getByLabel('Load an expert')
    .and(page.locator('input'))
    .setInputFiles({ name, mimeType: 'application/octet-stream', buffer })
  await playground.setAlpha('mine', 1)
  const before = await playground.answer('Adapted output')

  await playground.button('Cached data').press('Enter')
  const own = cached(page).getByRole('checkbox', { name: /own work too: 1 expert,/ })
  await expect(own).not.toBeChecked()
  expect(await axeFindings(page, '.dialog')).toEqual([])
  await cached(page)
    .getByRole('button', { name: /^Clear cached data \(\d.*kB\)$/ })
    .click()
  await expect(cached(page).getByRole('button', { name: 'Keep everything' })).toBeFocused()
  expect(await axeFindings(page, '.dialog')).toEqual([])
  await cached(page).getByRole('button', { name: 'Clear', exact: true }).click()
  await expect(cached(page).getByRole('status')).toContainText(/kB cleared/)
  await expect(own).toBeVisible()
  await page.keyboard.press('Escape')
  await expect(playground.button('Cached data')).toBeFocused()
  await playground.setAlpha('mine', 0)
  await playground.setAlpha('mine', 1)
  expect(await playground.answer('Adapted output')).toBe(before)

  await page.reload()
  await playground.ready()
  await expect(playground.slider('mine')).toBeVisible()
  await playground.button('Cached data').press('Enter')
  await own.check()
  await cached(page)
    .getByRole('button', { name: /^Clear cached data/ })
    .click()
  await expect(cached(page).getByText(/1 expert of your own, which cannot be brought back/)).toBeVisible()
  await cached(page).getByRole('button', { name: 'Clear', exact: true }).click()
  await expect(own).toHaveCount(0)
  await page.keyboard.press('Escape')
  await expect(playground.slider('mine')).toHaveCount(0)
})
