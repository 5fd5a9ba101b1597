import { expect, test } from '../fixtures.ts'
import { Keyboard } from '../keyboard.ts'

test('at α = 0 the adapted model is the base, token for token and number for number', async ({
  playground,
}) => {
  await playground.open()
  expect(await playground.answer('Adapted output')).toBe(await playground.answer('Base output'))
  await expect(playground.page.getByText('Same as base, token for token.')).toBeVisible()
  const bars = playground.region('Next token').getByRole('listitem')
  for (const bar of await bars.allInnerTexts()) {
    const [base, adapted, ...more] = bar.match(/[\d.]+\s%/g) ?? []
    expect(base).toBeDefined()
    expect([adapted, more]).toEqual([base, []])
  }
})

test('the arrow keys on α math change the adapted output and leave the base alone', async ({
  playground,
}) => {
  await playground.open()
  const base = await playground.answer('Base output')
  const before = await playground.nextTokens()
  await playground.slider('math').focus()
  await playground.page.keyboard.press('End')
  await playground.recomputed()
  await expect(playground.slider('math')).toHaveValue('2')
  await expect(playground.numberBox('math')).toHaveValue('2.00')
  expect(await playground.nextTokens()).not.toBe(before)
  expect(await playground.answer('Adapted output')).not.toBe(base)
  expect(await playground.answer('Base output')).toBe(base)

  await playground.page.keyboard.press('Backspace')
  await playground.recomputed()
  expect(await playground.answer('Adapted output')).toBe(base)
  expect(await playground.nextTokens()).toBe(before)
})

test('a number box takes what its range allows and says what it does not', async ({ playground }) => {
  await playground.open()
  await playground.setAlpha('code', 0.75)
  await expect(playground.region('Expert weights')).toContainText('code 0.75')
  for (const text of ['7', '-1.5']) {
    await playground.numberBox('code').fill(text)
    await expect(playground.page.getByText('A number from −1 to 2')).toBeVisible()
    await expect(playground.slider('code')).toHaveValue('0.75')
  }
})

test('one α = 1 is that expert: the same by slider, by link and by solo', async ({ playground }) => {
  await playground.open('#v=1&alpha=math:1,code:0,reasoning:0')
  const expert = await playground.answer('Adapted output')
  await playground.button('Reset all').click()
  await playground.recomputed()
  expect(await playground.answer('Adapted output')).toBe(await playground.answer('Base output'))
  await playground.setAlpha('math', 1)
  expect(await playground.answer('Adapted output')).toBe(expert)
  await playground.setAlpha('code', 0.5)
  await playground.button('Solo math').click()
  await playground.recomputed()
  expect(await playground.answer('Adapted output')).toBe(expert)
})

test('a preset goes onto the sliders, is chosen while they stand so, and works by the keyboard', async ({
  playground,
}) => {
  await playground.open()
  const { page } = playground
  const presets = playground.region('Experts').getByRole('combobox', { name: 'Preset' })
  const chosen = () => presets.evaluate((list: HTMLSelectElement) => list.selectedOptions[0]?.text)
  expect(await chosen()).toBe('base only')
  await new Keyboard(page).pick(presets, 'math beyond itself (2.00)')
  await expect(playground.slider('math')).toHaveValue('2')
  await playground.recomputed()
  expect(await playground.answer('Adapted output')).not.toBe(await playground.answer('Base output'))
  expect(await chosen()).toBe('math beyond itself (2.00)')
  await expect(page).toHaveURL(/alpha=math:2,code:0,reasoning:0/)

  await playground.setAlpha('code', 0.25)
  expect(await chosen()).toBe('your own')
  await playground.button('Solo math').click()
  await expect.poll(chosen).toBe('math beyond itself (2.00)')
  await playground.button('Reset all').click()
  await expect.poll(chosen).toBe('base only')
})

test('solo, mute, reset and reset all do what they say, and solo and mute come back', async ({
  playground,
}) => {
  await playground.open('#v=1&alpha=math:1,code:0.5,reasoning:-0.5')
  const values = async (): Promise<string[]> =>
    Promise.all(['math', 'code', 'reasoning'].map((name) => playground.slider(name).inputValue()))
  await playground.button('Solo code').click()
  await expect.poll(values).toEqual(['0', '0.5', '0'])
  await expect(playground.button('Solo code')).toHaveAttribute('aria-pressed', 'true')
  await playground.button('Solo code').click()
  await expect.poll(values).toEqual(['1', '0.5', '-0.5'])
  await playground.button('Mute math').click()
  await expect.poll(values).toEqual(['0', '0.5', '-0.5'])
  await playground.button('Mute math').click()
  await expect.poll(values).toEqual(['1', '0.5', '-0.5'])
  await playground.button('Reset reasoning').click()
  await expect.poll(values).toEqual(['1', '0.5', '0'])
  await playground.button('Reset all').click()
  await expect.poll(values).toEqual(['0', '0', '0'])
})
