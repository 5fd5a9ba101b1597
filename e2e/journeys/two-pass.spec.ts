import { expect, test } from '../fixtures.ts'

for (const strategy of ['prompt', 'classifier'] as const) {
  test(`two passes by ${strategy}: evidence, a choice, an answer and both times`, async ({ playground }) => {
    await playground.open()
    const base = await playground.answer('Base output')
    const card = playground.region('Two-pass')
    await card.getByRole('radio', { name: strategy }).check({ force: true })
    await card.getByRole('button', { name: 'Run two passes' }).click()
    await expect(card.getByRole('heading', { name: 'Pass 2: the answer' })).toBeVisible({ timeout: 30_000 })

    const shares = (await card.getByRole('listitem').allInnerTexts()).map((text) =>
      Number.parseFloat(/([\d.]+)\s%/.exec(text)?.[1] ?? 'NaN'),
    )
    expect(shares.length).toBe(4)
    expect(shares.reduce((sum, share) => sum + share, 0)).toBeCloseTo(100, -0.5)
    await expect(card).toContainText('what kind of task ?')
    await expect(card).toContainText(/Pass 1 took .+, pass 2 .+: pass 1 is .+ of the whole\./)

    const [answered = '', beside = ''] = await card.locator('.pass-answer').allInnerTexts()
    expect(words(beside)).toBe(words(base))
    await card.getByRole('button', { name: 'Put on sliders' }).click()
    await playground.recomputed()
    expect(words(await playground.answer('Adapted output'))).toBe(words(answered))
  })
}

test('a result of two passes says so when the prompt has changed since', async ({ playground }) => {
  await playground.open()
  const card = playground.region('Two-pass')
  await card.getByRole('button', { name: 'Run two passes' }).click()
  await expect(card.getByRole('heading', { name: 'Pass 2: the answer' })).toBeVisible({ timeout: 30_000 })
  await playground.ask('what is 2 plus 3 ?')
  await expect(card).toContainText('This result belongs to another prompt.')
})

/** The outputs are shown token by token, the card as decoded text: spaces may differ, letters may not. */
function words(text: string): string {
  return text.replace(/\s/g, '')
}
