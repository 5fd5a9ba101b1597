import { describe, expect, it } from 'vitest'
import { createPrng } from '../../core/prng.ts'
import { panelInputs } from '../../model/vision/panel-input.ts'
import { checkPicture } from '../../model/vision/picture.ts'
import { canonicalText } from '../canonical.ts'
import { problemFromPrompt } from '../problem-from-prompt.ts'
import { splitOf } from '../split.ts'
import type { Split } from '../task-item.ts'
import { generatePictured, picturedItems } from './pictured-families.ts'
import { VISION_FAMILIES } from './pictured-item.ts'

const SPLITS: readonly Split[] = ['train', 'valid', 'test']

describe.each(VISION_FAMILIES)('%s', (family) => {
  const items = picturedItems(family, 300, 3)

  it('has the split of the same exercise in words, so that no text gives a test picture away', () => {
    const prng = createPrng(1)
    for (const split of SPLITS) {
      for (let i = 0; i < 60; i++) expect(splitOf(generatePictured(family, split, prng).text)).toBe(split)
    }
  })

  it('gives the same items and pictures for the same seed, and others for another', () => {
    expect(picturedItems(family, 40, 3)).toMatchObject(
      items.slice(0, 40).map(({ text, prompt, picture, panels }) => ({ text, prompt, picture, panels })),
    )
    expect(picturedItems(family, 40, 4).map(({ text }) => text)).not.toEqual(
      items.slice(0, 40).map(({ text }) => text),
    )
    expect(new Set(items.map(({ text }) => text)).size).toBe(items.length)
  })

  it('accepts right answers and refuses the slip, as the exercise in words does', () => {
    for (const { text, worked, blurt, slip, expected, verify } of items) {
      expect([verify(worked), verify(blurt), verify(slip)]).toEqual([true, true, false])
      expect(problemFromPrompt(text)?.expected).toBe(expected)
    }
  })

  it('asks the rest of the text behind what is drawn, and needs both', () => {
    for (const { text, prompt, panels } of items) {
      expect(text.endsWith(prompt)).toBe(true)
      expect(canonicalText(prompt)).toBe(prompt)
      expect(prompt).not.toMatch(/^[.,]/)
      expect(problemFromPrompt(prompt)).toBeNull()
      const shown = panels.map((panel) =>
        panel.kind === 'word' ? panel.text : String(panel.kind === 'number' ? panel.value : panel.count),
      )
      const drawn = text.slice(0, text.length - prompt.length).split(' ')
      for (const word of shown) expect(drawn).toContain(word)
    }
  })

  it('draws pictures whose panels are all found again, and no others', () => {
    for (const { picture, panels } of items) {
      checkPicture(picture)
      expect(panelInputs(picture).map(({ panel }) => panel)).toEqual(panels.map((_, place) => place))
    }
  })

  it.each([0, -1, 1.5, 5001, Number.NaN])('refuses %s items', (count) => {
    expect(() => picturedItems(family, count, 1)).toThrowError(/1 to 5000/)
  })
})
