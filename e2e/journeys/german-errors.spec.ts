import { readFileSync } from 'node:fs'
import { basename } from 'node:path'
import type { Locator, Page } from '@playwright/test'
import { hubServer } from '../../src/io/hub/hub-server.fixture.ts'
import { expect, test } from '../fixtures.ts'
import { serveHub } from '../hub.ts'
import { ELSEWHERE, makeRandomModel, type RandomModel, serveElsewhere } from '../random-model.ts'

test.use({ locale: 'de-DE' })

let model: RandomModel
test.beforeAll(async () => {
  model = await makeRandomModel()
})
test.afterAll(() => model.remove())

/** The region at the foot of the page, once the model that it needs is open. */
async function trainingOf(page: Page): Promise<Locator> {
  const training = page.locator('.training-region')
  await training.scrollIntoViewIfNeeded()
  await expect(training.getByText('Ohne Namen heißt er')).toBeVisible()
  return training
}

/** German in it, and nothing that had to be left in English. */
async function expectGerman(place: Locator, words: string): Promise<void> {
  await expect(place).toContainText(words)
  // The button of the other language is in it by its nature.
  await expect(place.page().locator('[lang="en"]:not(.language-button)')).toHaveCount(0)
}

test('what goes wrong with links, addresses, files and exercises is told in German', async ({
  page,
  site,
}) => {
  await serveElsewhere(page, model)
  const files = new Map(model.files.map((path) => [basename(path), new Uint8Array(readFileSync(path))]))
  await serveHub(page.context(), hubServer('somebody/small', files))
  await page.goto(
    `${site}#v=1&alpha=math:9&seed=1&seed=2&colour=red&show=prompt,outputs,experts,train,few-shot`,
  )
  const notice = page.getByRole('alert').filter({ hasText: 'nicht zu verstehen' })
  await expectGerman(notice, 'α math liegt nicht in −1 … 2')
  await expectGerman(notice, 'seed = 2: zweimal angegeben')
  await expectGerman(notice, 'colour = red: unbekannt')

  await page.getByRole('button', { name: /^Modell öffnen/ }).click()
  const dialog = page.getByRole('dialog', { name: 'Modell öffnen' })
  const alert = dialog.getByRole('alert')
  await dialog.getByRole('radio', { name: 'Adresse' }).check()
  const address = dialog.getByRole('textbox', { name: 'Adresse des Ordners mit dem Paket' })
  await address.fill(`${ELSEWHERE}missing/`)
  await page.keyboard.press('Enter')
  await expectGerman(alert, 'Der Server hat kein manifest.json (seine Antwort war 404).')
  await page.route(`${ELSEWHERE}random/*.safetensors`, (route) =>
    route.fulfill({ body: 'broken', headers: { 'access-control-allow-origin': '*' } }),
  )
  await address.fill(`${ELSEWHERE}random/`)
  await page.keyboard.press('Enter')
  await dialog.getByRole('button', { name: 'Öffnen', exact: true }).click()
  await expectGerman(alert, 'Das Modell, das offen war, ist es weiterhin.')

  await dialog.getByRole('radio', { name: 'Hugging Face' }).check()
  await dialog.getByRole('textbox', { name: 'Repository' }).fill('somebody/nothing')
  await page.keyboard.press('Enter')
  await expectGerman(
    alert,
    'Auf huggingface.co gibt es das nicht, oder es steht nicht allen offen: das Repository somebody/nothing.',
  )

  await dialog.getByRole('radio', { name: 'Deine Dateien' }).check()
  const pick = dialog.getByLabel('Dateien wählen').and(page.locator('input'))
  const file = (name: string, text: string) => ({ name, mimeType: '', buffer: Buffer.from(text) })
  for (const [name, text, words] of [
    ['model.gguf', 'GGUF', 'Das ist keine gültige GGUF-Datei: sie endet mitten im Kopf der Datei.'],
    ['model.bin', 'x', 'model.bin ist eine PyTorch-Datei.'],
    ['notes.txt', 'x', 'notes.txt ist kein Modell. Wähle eine GGUF-Datei'],
  ] as const) {
    await pick.setInputFiles(file(name, text))
    await expectGerman(alert, words)
  }
  await page.keyboard.press('Escape')

  const training = await trainingOf(page)
  await training
    .getByLabel('Experten laden')
    .and(page.locator('input'))
    .setInputFiles(file('mine.safetensors', 'hello'))
  await expectGerman(training.getByRole('alert'), 'Der Experte "mine" lässt sich nicht lesen.')
  await training.getByRole('textbox', { name: 'Name' }).fill('My expert')
  await expectGerman(training, 'Ein Name beginnt mit einem Buchstaben von a bis z')
  await training.getByRole('radio', { name: 'eine eigene Aufgabe' }).check()
  await training
    .getByRole('textbox', { name: /eine Übung je Zeile/ })
    .fill('1 + 1\n{"prompt":1,"answer":"2"}')
  await expectGerman(training, 'Zeile 1: kein => zwischen einem Prompt und seiner Antwort.')
  await expectGerman(training, 'Zeile 2: "prompt": erwartet wird string, gefunden wurde 1.')
})

test('where the browser has no more room, German says what for and what to do', async ({ page, site }) => {
  await page.addInitScript(() => {
    IDBObjectStore.prototype.put = () => {
      throw new DOMException('full', 'QuotaExceededError')
    }
  })
  await page.goto(`${site}#v=1&show=prompt,outputs,experts,train`)
  const training = await trainingOf(page)
  const path = new URL('../../public/models/tiny/experts/math.safetensors', import.meta.url).pathname
  await training
    .getByLabel('Experten laden')
    .and(page.locator('input'))
    .setInputFiles({
      name: 'mine.safetensors',
      mimeType: '',
      buffer: readFileSync(path),
    })
  await expectGerman(training, 'Der Browser hat keinen Platz mehr, um etwas für diese Seite aufzuheben.')
  await expectGerman(training, 'entferne Experten, die du nicht mehr brauchst.')
})
