import { readFile } from 'node:fs/promises'
import type { Locator } from '@playwright/test'
import { axeNow } from '../axe.ts'
import { expectNear, savedCsv } from '../charts.ts'
import { expect, test } from '../fixtures.ts'
import type { Playground } from '../playground.ts'

/** Opens the page and the region at its foot. */
async function openTraining(playground: Playground): Promise<Locator> {
  await playground.open()
  const region = playground.region('Train an expert')
  await region.scrollIntoViewIfNeeded()
  await expect(region.getByRole('button', { name: 'Train', exact: true })).toBeEnabled()
  return region
}

async function expectAccessible(playground: Playground): Promise<void> {
  expect(await axeNow(playground.page, '.training-region')).toEqual([])
}

test('an expert is trained, paused, resumed after a reload, used, downloaded, removed and loaded again', async ({
  playground,
}) => {
  const { page } = playground
  let region = await openTraining(playground)
  await region.getByRole('combobox', { name: 'Family' }).selectOption('math-hard')
  await region.getByRole('spinbutton', { name: 'Steps' }).fill('3')
  await region.getByRole('textbox', { name: 'Name' }).fill('sums')
  await region.getByRole('button', { name: 'Train', exact: true }).click()
  await expect(region.getByText(/step 1 of 3/)).toBeVisible({ timeout: 60_000 })

  // The page stays live meanwhile.
  const before = await playground.nextTokens()
  await playground.slider('math').press('End')
  await expect.poll(() => playground.nextTokens()).not.toBe(before)
  await region.getByRole('button', { name: 'Pause' }).press('Enter')
  await expect(region.getByText(/Paused after step [12] of 3/)).toBeVisible()
  await expect(region.getByRole('button', { name: 'Resume' })).toBeFocused()
  await expectAccessible(playground)

  await page.reload()
  await playground.ready()
  region = playground.region('Train an expert')
  await region.scrollIntoViewIfNeeded()
  await expect(region.getByText(/Paused after step [12] of 3/)).toBeVisible()
  await region.getByRole('button', { name: 'Resume' }).click()
  await expect(region.getByText('α sums is on the sliders, at 0.')).toBeVisible({ timeout: 60_000 })
  await expect(region.getByText(/of 48 held-out exercises right after step 3/)).toBeVisible()
  await expect(region.getByText(/answers sampled in step 3 were right/)).toBeVisible()
  const lines = await region
    .locator('.live-curve-line')
    .evaluateAll((paths) =>
      paths.map((path) =>
        [...(path.getAttribute('d') ?? '').matchAll(/[ML][-\d.e]+ ([-\d.e]+)/g)].map(
          ([, y]) => 1 - Number(y) / 100,
        ),
      ),
    )
  await region.getByRole('switch', { name: 'Show as table' }).first().check()
  expect(await region.getByRole('table', { name: 'Reward' }).getByRole('row').count()).toBe(4)
  for (const [what, line, column] of [
    ['Held-out accuracy', 0, 3],
    ['Reward', 1, 1],
  ] as const) {
    const [, ...rows] = await savedCsv(region.getByRole('button', { name: `Save ${what} as CSV` }))
    expectNear(
      lines[line] ?? [],
      rows.map((cells) => Number(cells[column])),
    )
  }

  await region.getByRole('button', { name: 'Try it at α = 1', exact: true }).click()
  await playground.recomputed()
  await expect(playground.slider('sums')).toHaveValue('1')
  await expect(
    playground
      .region('Expert weights')
      .getByText(/sums 1.00/)
      .first(),
  ).toBeVisible()
  const trained = await playground.nextTokens()

  await region.getByText('How it was made, and what it changes').click()
  await expect(region.getByText(/It changes \w+ of layer \d most/)).toBeVisible()
  await expectAccessible(playground)
  const downloading = page.waitForEvent('download')
  await region.getByRole('button', { name: 'Download sums' }).click()
  const download = await downloading
  expect(download.suggestedFilename()).toBe('sums.safetensors')
  const file = await readFile(await download.path())

  await region.getByRole('button', { name: 'Rename sums' }).click()
  await region.getByRole('textbox', { name: 'New name of sums' }).fill('more-sums')
  await page.keyboard.press('Enter')
  await expect(playground.slider('more-sums')).toHaveValue('1')
  await expect(region.getByRole('button', { name: 'Rename more-sums' })).toBeFocused()
  await page.keyboard.press('Tab')
  await page.keyboard.press('Enter')
  await expect(playground.slider('more-sums')).toHaveCount(0)
  await expect(region.getByRole('button', { name: 'Undo' })).toBeFocused()
  await page.keyboard.press('Enter')
  await expect(playground.slider('more-sums')).toHaveValue('0')
  await region.getByRole('button', { name: 'Remove more-sums' }).click()
  await expect(playground.slider('more-sums')).toHaveCount(0)

  await region.locator('input[aria-label="Load an expert"]').setInputFiles({
    name: 'loaded.safetensors',
    mimeType: 'application/octet-stream',
    buffer: file,
  })
  await playground.setAlpha('loaded', 1)
  await expect.poll(() => playground.nextTokens()).toBe(trained)

  await expect(page).toHaveURL(/loaded:1/)
  await page.reload()
  await playground.ready()
  await expect(playground.slider('loaded')).toHaveValue('1')
})

test('a written task says what is wrong with each line, with its name, and when it teaches nothing', async ({
  playground,
}) => {
  const region = await openTraining(playground)
  const train = region.getByRole('button', { name: 'Train', exact: true })
  await region.getByRole('radio', { name: 'your own task' }).check({ force: true })
  await expect(train).toBeDisabled()
  const text = region.getByRole('textbox', { name: /^Your task/ })
  await text.fill('one => 1\nno arrow here\n{"prompt":"two"}')
  await expect(region.getByText('Line 2: no => between a prompt and its answer.')).toBeVisible()
  await expect(region.getByText('Line 3: the JSON has no "answer".')).toBeVisible()
  await expect(region.getByText(/1 exercise so far; at least 8/)).toBeVisible()
  await expectAccessible(playground)

  const lines = Array.from({ length: 9 }, (_, n) =>
    JSON.stringify({ prompt: `lena has ${n}`, answer: 'qwertz' }),
  )
  await text.fill('')
  await region.locator('input[aria-label="Add lines from a file"]').setInputFiles({
    name: 'task.jsonl',
    mimeType: 'application/jsonl',
    buffer: Buffer.from(lines.join('\n')),
  })
  await expect(region.getByText('9 exercises: 7 to train on, 2 held out to measure with.')).toBeVisible()
  await region.getByRole('textbox', { name: 'Name' }).fill('math')
  await expect(region.getByText('There is an expert named math already.')).toBeVisible()
  await expect(train).toBeDisabled()
  await region.getByRole('textbox', { name: 'Name' }).fill('never')
  await region.getByRole('spinbutton', { name: 'Steps' }).fill('3')
  await train.click()
  await expect(region.getByText(/None of 384 sampled answers was right/)).toBeVisible({ timeout: 60_000 })
  await expect(region.getByText(/No expert was made/)).toBeVisible()
  await expect(playground.slider('never')).toHaveCount(0)

  await playground.page.reload()
  await playground.ready()
  await region.scrollIntoViewIfNeeded()
  await expect(text).toHaveValue(lines.join('\n'))
})

test('files that are no expert of this model are refused in words', async ({ playground }) => {
  const region = await openTraining(playground)
  const load = region.locator('input[aria-label="Load an expert"]')
  const file = (name: string, buffer: Buffer) => ({ name, mimeType: 'application/octet-stream', buffer })
  await load.setInputFiles(file('notes.safetensors', Buffer.from('hello')))
  await expect(region.getByText(/The expert "notes" cannot be read/)).toBeVisible()
  const header = JSON.stringify({
    __metadata__: { parameterisation: 'multiplier' },
    'model.layers.0.mlp.up_proj.weight': { dtype: 'F32', shape: [2], data_offsets: [0, 8] },
  })
  const length = Buffer.alloc(8)
  length.writeUInt32LE(header.length)
  await load.setInputFiles(
    file('small.safetensors', Buffer.concat([length, Buffer.from(header), Buffer.alloc(8)])),
  )
  await expect(region.getByText(/has shape \[2\] for model.layers.0.mlp.up_proj.weight/)).toBeVisible()
  await region.getByRole('button', { name: 'Dismiss' }).click()
  await expect(region.getByText(/has shape/)).toHaveCount(0)
  await expect(region.getByText(/are listed here/)).toBeVisible()
})
