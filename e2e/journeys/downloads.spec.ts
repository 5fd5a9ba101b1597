import type { Route } from '@playwright/test'
import { axeFindings } from '../axe.ts'
import { expect, test } from '../fixtures.ts'
import { AT_ZERO } from '../playground.ts'
import { openSlowSite } from '../slow-site.ts'

/** With whatever is behind it, as where a file is fetched past what the browser keeps. */
const SHARD = '**/models/tiny/*.safetensors*'
const OCTETS = { contentType: 'application/octet-stream' }

/** All faults of all fetches are caused in src/io/download-faults.test.ts; these are the ways that the page shows them. */
const FAULTS: readonly { readonly says: RegExp; readonly answer: (route: Route) => Promise<void> }[] = [
  { says: /404/, answer: (route) => route.fulfill({ status: 404, body: '' }) },
  { says: /web page/, answer: (route) => route.fulfill({ ...OCTETS, body: '<!doctype html><p>Log in' }) },
  { says: /not have the content/, answer: flipOneByte },
  { says: /could not be downloaded/, answer: (route) => route.abort('connectionreset') },
]

async function flipOneByte(route: Route): Promise<void> {
  const body = await (await route.fetch()).body()
  body[1000] = (body[1000] ?? 0) ^ 1
  await route.fulfill({ ...OCTETS, body })
}

test('what goes wrong with the model’s files is said, with a way on, and what was typed stays', async ({
  playground,
}) => {
  const { page, site } = playground
  const [first, ...others] = FAULTS
  if (first) await page.route(SHARD, first.answer)
  await page.goto(site + AT_ZERO)
  const notice = page.getByRole('alert').filter({ hasText: 'The model is not running.' })
  const prompt = page.getByRole('textbox', { name: 'Your prompt' })
  await expect(notice).toContainText(first?.says ?? '', { timeout: 30_000 })
  await prompt.fill('lena has 4, and I had typed this')
  for (const { says, answer } of others) {
    await page.unroute(SHARD)
    await page.route(SHARD, answer)
    await notice.getByRole('button', { name: 'Retry' }).click()
    await expect(notice).toContainText(says, { timeout: 30_000 })
  }
  expect(await axeFindings(page, '.notice')).toEqual([])
  // The last fault is a lost connection, which the CPU does not bring back.
  await expect(notice.getByRole('button', { name: 'Run on the CPU instead' })).toHaveCount(0)
  await page.unroute(SHARD)
  await notice.getByRole('button', { name: 'Retry' }).click()
  await playground.ready()
  await expect(notice).toHaveCount(0)
  await expect(prompt).toHaveValue('lena has 4, and I had typed this')
})

test('a download that stops coming says so, can be cancelled and is taken up again', async ({
  playground,
}) => {
  const { page, site } = playground
  await page.route(SHARD, () => new Promise(() => {}))
  await page.goto(site + AT_ZERO)
  await expect(page.getByRole('status').filter({ hasText: 'Downloading the model' })).toBeVisible()
  await expect(page.getByRole('status').filter({ hasText: 'Nothing has come for a while' })).toBeVisible()
  await playground.button('Cancel').first().click()
  const notice = page.getByRole('alert').filter({ hasText: 'The model is not running.' })
  await expect(notice).toBeVisible()
  await page.unroute(SHARD)
  await notice.getByRole('button', { name: 'Retry' }).click()
  await playground.ready()
})

test('a long download says how much has come and how much longer it takes: the model, then the CPU’s engine', async ({
  playground,
}) => {
  const { page } = playground
  const site = await openSlowSite(['.safetensors', '.wasm'])
  await page.goto(site.url + AT_ZERO)
  const line = page.locator('.page-status > .loading')
  for (const [what, total, ending] of [
    ['Downloading the model', '2.9', '.safetensors'],
    ['Downloading the CPU engine', '14.2', '.wasm'],
  ] as const) {
    await expect(line).toContainText(what)
    await expect(line).toContainText(new RegExp(`\\d of ${total} MB.*\\d\\s(s|min.*) left`))
    await expect(line.getByRole('button', { name: 'Cancel' })).toBeVisible()
    site.hurry(ending)
  }
  await playground.ready()
  await expect(line).toHaveCount(0)
  site.close()
})

test('an engine or a page whose script or style sheet cannot be fetched says so, and comes when it is asked for again', async ({
  playground,
}) => {
  const { page, site } = playground
  const script = '**/assets/page-*.js'
  // The first time it is asked for again by itself.
  let refusals = 2
  await page.route(script, (route) => {
    refusals -= 1
    return refusals >= 0 ? route.fulfill({ status: 404, body: '' }) : route.continue()
  })
  await page.route('**/*.wasm', (route) => route.abort('connectionreset'))
  await page.goto(site + AT_ZERO)
  const gone = page.getByRole('alert').filter({ hasText: 'The page could not be shown' })
  await expect(gone).toBeVisible()
  await page.route(
    '**/assets/start-*.css',
    (route) => route.fulfill({ contentType: 'text/html', body: '<!doctype html><p>Log in' }),
    { times: 1 },
  )
  await gone.getByRole('button', { name: 'Load the page again' }).click()
  await expect(playground.region('Experts')).toBeVisible()
  await expect(page.locator('body')).toHaveCSS('margin', '0px')

  const notice = page.getByRole('alert').filter({ hasText: 'The model is not running.' })
  await expect(notice).toContainText('could not be downloaded', { timeout: 30_000 })
  await page.unroute('**/*.wasm')
  await notice.getByRole('button', { name: 'Retry' }).click()
  await playground.ready()
})

test('a part of the page that cannot be fetched leaves the rest alone, and comes when it is asked for again', async ({
  playground,
}) => {
  const { page } = playground
  await playground.open()
  const region = playground.region('Train an expert')
  // All that the part is made of fails: its own script, those that it shares with others, and their styles.
  await page.context().setOffline(true)
  await region.scrollIntoViewIfNeeded()
  const note = region.getByRole('alert').filter({ hasText: 'This part of the page could not be shown' })
  await expect(note).toBeVisible()
  await playground.setAlpha('math', 1)
  await page.context().setOffline(false)

  // Its own script comes, and what that shares with other parts is a network login's page: no browser forgets a script that
  // another one imported in vain.
  let logins = 0
  const shared = '**/assets/command-line-*.js'
  await page.route(shared, (route) => {
    logins += 1
    return route.fulfill({ contentType: 'text/html', body: '<!doctype html><p>Log in' })
  })
  await note.getByRole('button', { name: 'Retry' }).click()
  await expect.poll(() => logins).toBeGreaterThan(0)
  await expect(note).toBeVisible()
  await page.unroute(shared)
  await note.getByRole('button', { name: 'Retry' }).click()
  await expect(region.getByRole('button', { name: 'Train', exact: true })).toBeVisible()
  const rules = await page
    .locator('link[rel="stylesheet"]')
    .evaluateAll((links) => links.map((link) => (link as HTMLLinkElement).sheet?.cssRules.length))
  expect(Math.min(...rules.map(Number))).toBeGreaterThan(0)
})
