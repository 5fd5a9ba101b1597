import { axeNow } from '../axe.ts'
import { expect, test } from '../fixtures.ts'

test('a picture is asked about: the encoder is fetched when opened, and three lanes answer', async ({
  playground,
}) => {
  const { page } = playground
  const fetched: string[] = []
  page.on('request', (request) => fetched.push(request.url()))
  await playground.open()
  const card = page.getByRole('region', { name: 'Pictures', exact: true })
  expect(fetched.filter((url) => url.includes('/vision/'))).toEqual([])

  await card.getByRole('button', { name: 'Open the vision part' }).click()
  await expect(card.getByText(/^It shows: /)).toBeVisible()
  await expect(playground.slider('vision')).toBeVisible()
  expect(fetched.filter((url) => url.includes('encoder.safetensors'))).toHaveLength(1)

  await card.getByRole('button', { name: 'Ask about the picture' }).click()
  await expect(card.getByRole('definition')).toHaveCount(3)
  await expect(card.getByText(/^A right answer: /)).toBeVisible()
  // With every slider at 0 the third lane is the base again.
  const said = await card.getByRole('definition').allTextContents()
  expect(said[2]).toBe(said[0])
  await expect(card.getByText(/The vectors stand nearest to these words: \w+/)).toBeVisible()
  await card.getByRole('switch', { name: 'Show as table' }).check()
  expect(await card.getByRole('row').count()).toBeGreaterThan(2)

  expect(await axeNow(page)).toEqual([])
})

test('a visitor draws on the sheet and asks a question of their own', async ({ playground }) => {
  const { page } = playground
  await playground.open()
  const card = page.getByRole('region', { name: 'Pictures', exact: true })
  await card.getByRole('button', { name: 'Open the vision part' }).click()
  await card.getByRole('button', { name: 'Clear the sheet' }).click()
  await expect(card.getByText(/^A blank sheet/)).toBeVisible()

  const sheet = card.getByRole('img', { name: /^The picture/ })
  await sheet.scrollIntoViewIfNeeded()
  const box = await sheet.boundingBox()
  if (!box) throw new Error('The sheet is not on the page.')
  const at = (x: number, y: number) => [box.x + (box.width * x) / 64, box.y + (box.height * y) / 48] as const
  await page.mouse.move(...at(16, 4))
  await page.mouse.down()
  await page.mouse.move(...at(16, 20), { steps: 6 })
  await page.mouse.up()
  await expect(card.getByText(/^Drawn by you/)).toBeVisible()

  const question = card.getByRole('textbox', { name: 'Question about the picture' })
  await question.fill('')
  await expect(card.getByRole('button', { name: 'Ask about the picture' })).toBeDisabled()
  await question.fill('what is it ?')
  await question.press('Enter')
  await expect(card.getByRole('definition')).toHaveCount(3)
  // Nobody knows what is right here, so nothing is called right or wrong.
  await expect(card.getByText(/^(✓ )?right$|^(✗ )?wrong$/)).toHaveCount(0)
})
