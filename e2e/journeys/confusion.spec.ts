import { expect, test } from '../fixtures.ts'
import type { Playground } from '../playground.ts'

async function startRun(playground: Playground, items: number): Promise<void> {
  const card = playground.region('Confusion matrix')
  await card.getByRole('radio', { name: 'Live run' }).check({ force: true })
  await card.getByRole('spinbutton', { name: 'Fresh prompts' }).fill(String(items))
  await card.getByRole('button', { name: 'Run', exact: true }).click()
}

test('a live run counts every prompt once, with progress, and the same seed gives the same matrix', async ({
  playground,
}) => {
  await playground.open()
  const card = playground.region('Confusion matrix')
  const matrices: string[] = []
  for (let run = 0; run < 2; run++) {
    await startRun(playground, 56)
    await expect(card.getByRole('progressbar')).toBeVisible()
    await expect(card.getByText(/of 56 prompts \(/)).toBeVisible({ timeout: 60_000 })
    await card.getByRole('switch', { name: 'Show as table' }).check()
    const rows = await card.getByRole('row').allInnerTexts()
    matrices.push(rows.join('\n'))
    await card.getByRole('switch', { name: 'Show as table' }).uncheck()
    const counts = rows.slice(1).map((row) => Number(row.split('\t')[2]))
    expect(counts.length).toBe(16)
    expect(counts.reduce((sum, count) => sum + count, 0)).toBe(56)
  }
  expect(matrices[1]).toBe(matrices[0])
})

test('a run can be cancelled, and a slider moved meanwhile is not kept waiting', async ({ playground }) => {
  await playground.open()
  const before = await playground.nextTokens()
  await startRun(playground, 2000)
  const card = playground.region('Confusion matrix')
  await expect(card.getByText(/of 2.000 prompts/)).toBeVisible()
  await playground.slider('math').press('End')
  await expect.poll(() => playground.nextTokens()).not.toBe(before)
  await card.getByRole('button', { name: 'Cancel' }).click()
  await expect(card.getByText(/Stopped after/)).toBeVisible()
})

test('a press that was to stop a run which has just ended starts none', async ({ page, playground }) => {
  await playground.open()
  const card = playground.region('Confusion matrix')
  await card.getByRole('radio', { name: 'Live run' }).check({ force: true })
  const start = card.getByRole('button', { name: 'Run', exact: true })
  await start.evaluate((button) => {
    const row = button.parentElement ?? document.body
    const primary = () => row.querySelector<HTMLButtonElement>('.button.primary')
    let hasRun = false
    const watched = new MutationObserver(() => {
      const run = primary()
      hasRun ||= !run
      if (!hasRun || !run) return
      watched.disconnect()
      run.click()
      const tell = () => {
        document.body.dataset.started = primary() ? 'nothing' : 'another run'
      }
      requestAnimationFrame(() => requestAnimationFrame(tell))
    })
    watched.observe(row, { childList: true, subtree: true, attributes: true, characterData: true })
  })
  await startRun(playground, 24)
  await expect(page.locator('body')).toHaveAttribute('data-started', 'nothing', { timeout: 60_000 })
  await start.click()
  await expect(card.getByRole('button', { name: 'Cancel' })).toBeVisible()
})
