import { readFileSync } from 'node:fs'
import { basename, join } from 'node:path'
import type { Page } from '@playwright/test'
import { hubServer } from '../../src/io/hub/hub-server.fixture.ts'
import { axeFindings } from '../axe.ts'
import { expect, test } from '../fixtures.ts'
import { serveHub } from '../hub.ts'
import { ELSEWHERE, makeRandomModel, type RandomModel, serveElsewhere } from '../random-model.ts'

let model: RandomModel
test.beforeAll(async () => {
  model = await makeRandomModel()
})
test.afterAll(() => model.remove())

const TEMPLATE = "{% for m in messages %}{{ m.role + ' says ' + m.content + ' ; ' }}{% endfor %}"

const header = (page: Page) => page.getByRole('button', { name: /^Open a model/ })
const dialog = (page: Page) => page.getByRole('dialog', { name: 'Open a model' })

async function goTo(page: Page, place: string): Promise<void> {
  await header(page).click()
  await dialog(page).getByRole('radio', { name: place }).check()
}

async function pick(page: Page, files: readonly string[]): Promise<void> {
  await dialog(page)
    .getByLabel('Choose files')
    .and(page.locator('input'))
    .setInputFiles([...files])
}

test('a model at an address opens by keyboard alone, and the first one comes back as it was', async ({
  playground,
}) => {
  const { page } = playground
  const asked = await serveElsewhere(page, model)
  await playground.open('')
  const before = await playground.answer('Adapted output')

  await header(page).focus()
  await page.keyboard.press('Enter')
  await dialog(page).getByRole('radio', { name: 'This page' }).focus()
  await page.keyboard.press('ArrowRight')
  await page.keyboard.press('ArrowRight')
  await page.keyboard.press('Tab')
  await page.keyboard.type(`${ELSEWHERE}random`)
  expect(asked).toEqual([])
  await page.keyboard.press('Enter')
  await expect(dialog(page).getByText('2 layers of width 16')).toBeVisible()
  expect(asked).toEqual(['/random/manifest.json'])
  await dialog(page).getByRole('button', { name: 'Open', exact: true }).focus()
  await page.keyboard.press('Enter')
  await expect(dialog(page)).toHaveCount(0)
  await expect(header(page)).toBeFocused()
  await expect(header(page)).not.toContainText('tiny')
  await playground.settled()

  await expect(playground.slider('math')).toHaveValue('0')
  await expect(playground.region('Confusion matrix')).toContainText('belong to the model that came with')
  await expect(page.getByRole('region', { name: 'Measured accuracy' })).toContainText('t2 eval')
  await playground.setAlpha('code', 1)
  expect(await playground.answer('Adapted output')).not.toBe(await playground.answer('Base output'))
  await expect(page).toHaveURL(/model=https/)

  await goTo(page, 'This page')
  await dialog(page).getByRole('button', { name: 'Open', exact: true }).click()
  await expect(header(page)).toContainText('tiny')
  await playground.recomputed()
  expect(await playground.answer('Adapted output')).toBe(before)
  await expect(playground.slider('math')).toHaveValue('1')
})

test('what cannot be opened says why in its place, and the open model stays usable', async ({
  playground,
}) => {
  const { page } = playground
  await serveElsewhere(page, model)
  await playground.open()

  await goTo(page, 'Address')
  const address = dialog(page).getByRole('textbox', { name: 'Address of a bundle’s folder' })
  for (const [text, why] of [
    ['nowhere', 'This is no web address'],
    [`${ELSEWHERE}model.gguf`, 'the address of a single file'],
  ] as const) {
    await address.fill(text)
    await page.keyboard.press('Enter')
    await expect(dialog(page)).toContainText(why)
  }
  await address.fill(`${ELSEWHERE}missing/`)
  await page.keyboard.press('Enter')
  await expect(dialog(page).getByRole('alert')).toContainText('404')
  await expect(address).toHaveValue(`${ELSEWHERE}missing/`)

  await dialog(page).getByRole('radio', { name: 'Your files' }).check()
  await pick(page, [model.files.find((path) => path.endsWith('config.json')) ?? ''])
  await expect(dialog(page).getByRole('alert')).toContainText('no weights')

  // Whole by its manifest, and broken where the weights are fetched.
  await page.route(`${ELSEWHERE}random/*.safetensors`, (route) =>
    route.fulfill({ body: 'broken', headers: { 'access-control-allow-origin': '*' } }),
  )
  await dialog(page).getByRole('radio', { name: 'Address' }).check()
  await address.fill(`${ELSEWHERE}random/`)
  await page.keyboard.press('Enter')
  await dialog(page).getByRole('button', { name: 'Open', exact: true }).click()
  await expect(dialog(page).getByRole('alert')).toContainText('still open')

  await page.keyboard.press('Escape')
  await expect(header(page)).toContainText('tiny')
  await playground.setAlpha('math', 1)
  expect(await playground.answer('Adapted output')).not.toBe('')
})

test('a checkpoint of the disk answers at once, is factored, and takes an expert', async ({ playground }) => {
  const { page } = playground
  await playground.open()
  await goTo(page, 'Your files')
  await pick(page, model.files)
  await expect(dialog(page).getByText('safetensors: 2 layers')).toBeVisible()
  await dialog(page).getByRole('button', { name: 'Open', exact: true }).click()
  await expect(dialog(page)).toHaveCount(0)
  await playground.settled()
  expect(await playground.answer('Base output')).not.toBe('')
  await expect(playground.region('Adapted output')).toContainText('experts need factored weights')
  await expect(playground.region('Two-pass')).toContainText('not factored yet')

  const bar = page.getByRole('region', { name: 'Factor this model' })
  await bar.getByRole('button', { name: 'Factor this model' }).click()
  await expect(bar).toHaveCount(0)
  await expect(playground.region('Experts')).toContainText('No experts for this model yet')
  await playground.settled()

  await playground
    .region('Experts')
    .getByLabel('Load an expert')
    .and(page.locator('input'))
    .setInputFiles({
      name: 'mine.safetensors',
      mimeType: 'application/octet-stream',
      buffer: readFileSync(join(model.bundle, 'experts/math.safetensors')),
    })
  await playground.setAlpha('mine', 1)
  expect(await playground.answer('Adapted output')).not.toBe(await playground.answer('Base output'))

  await goTo(page, 'Stored here')
  await expect(dialog(page).getByRole('listitem')).toHaveCount(1)
  await dialog(page)
    .getByRole('button', { name: /^Remove all/ })
    .click()
  await expect(dialog(page)).toContainText('Nothing is stored in this browser yet')
})

test('a chat model of the hub is opened by name, asked by its template, and opened again without a network; axe finds nothing', async ({
  playground,
}) => {
  const { page } = playground
  const files = new Map(model.files.map((path) => [basename(path), new Uint8Array(readFileSync(path))]))
  const name = 'tokenizer_config.json'
  const settings = { ...JSON.parse(new TextDecoder().decode(files.get(name))), chat_template: TEMPLATE }
  files.set(name, new TextEncoder().encode(JSON.stringify(settings)))
  const server = hubServer('somebody/small', files)
  await serveHub(page.context(), server)
  await playground.open()
  await goTo(page, 'Hugging Face')
  const repo = dialog(page).getByRole('textbox', { name: 'Repository, as owner/name' })
  await repo.fill('somebody')
  await page.keyboard.press('Enter')
  await expect(dialog(page)).toContainText('has the form owner/name')
  await repo.fill('https://huggingface.co/somebody/small')
  await page.keyboard.press('Enter')
  await expect(dialog(page).getByText('safetensors: 2 layers')).toBeVisible()
  expect(await axeFindings(page, '.dialog')).toEqual([])
  await dialog(page).getByRole('button', { name: 'Open', exact: true }).click()
  await expect(dialog(page)).toHaveCount(0)
  await expect(header(page)).toContainText('small')
  expect(await axeFindings(page, '.factor-bar')).toEqual([])
  await page.getByText('System message, and what the model reads').click()
  await page.getByRole('textbox', { name: 'System message' }).fill('be brief')
  await playground.ask('lena has 4')
  await expect(page.getByRole('group', { name: 'What the model reads' })).toHaveText(
    'system says be brief ; user says lena has 4 ;',
  )
  expect(await axeFindings(page, '.prompt-region')).toEqual([])

  await goTo(page, 'This page')
  await dialog(page).getByRole('button', { name: 'Open', exact: true }).click()
  await expect(header(page)).toContainText('tiny')
  server.asked.length = 0
  await goTo(page, 'Stored here')
  await dialog(page).getByRole('button', { name: 'Open somebody/small' }).click()
  await expect(header(page)).toContainText('small')
  expect(server.asked).toEqual([])
})

test('files that are dropped on the page are looked at, and opened when asked to', async ({ playground }) => {
  const { page } = playground
  await playground.open()
  const dropped = await page.evaluateHandle(
    (files) => {
      const transfer = new DataTransfer()
      for (const { name, text } of files) {
        const bytes = Uint8Array.from(atob(text), (sign) => sign.charCodeAt(0))
        transfer.items.add(new File([bytes], name))
      }
      return transfer
    },
    model.files.map((path) => ({ name: basename(path), text: readFileSync(path).toString('base64') })),
  )
  await page.dispatchEvent('body', 'dragenter', { dataTransfer: dropped })
  await expect(page.getByText('Drop a model')).toBeVisible()
  await page.dispatchEvent('body', 'drop', { dataTransfer: dropped })
  await expect(dialog(page).getByText('safetensors: 2 layers')).toBeVisible()
  await dialog(page).getByRole('button', { name: 'Open', exact: true }).click()
  await expect(dialog(page)).toHaveCount(0)
  await expect(page.getByRole('region', { name: 'Factor this model' })).toBeVisible()
})

test('a link to a model elsewhere fetches nothing before it is confirmed, and is followed then', async ({
  playground,
}) => {
  const { page } = playground
  const asked = await serveElsewhere(page, model)
  const link = `#v=1&model=${encodeURIComponent(`${ELSEWHERE}random/`)}&alpha=code:0.5&mode=paper`
  await playground.open(link)
  expect(asked).toEqual([])
  await expect(header(page)).toContainText('tiny')
  const notice = page.getByRole('region', { name: /^This link asks for another model/ })
  await expect(notice).toContainText('models.example')
  await notice.getByRole('button', { name: 'Open it' }).click()
  await dialog(page).getByRole('button', { name: 'Open', exact: true }).click()
  await expect(notice).toHaveCount(0)
  await expect(playground.slider('code')).toHaveValue('0.5')
  await expect(page.getByRole('combobox', { name: 'Mix mode' })).toHaveValue('paper')

  await page.goto('about:blank')
  asked.length = 0
  await playground.open(link)
  await notice.getByRole('button', { name: 'Stay with this model' }).click()
  await expect(page).toHaveURL(/model=tiny/)
  expect(asked).toEqual([])
})
