import { AppError } from '../../core/errors.ts'
import { createPrng, type Prng } from '../../core/prng.ts'
import { SCHEMAS } from '../families.ts'
import { fillForm, makeItem, type Schema } from '../schema.ts'
import { splitOf } from '../split.ts'
import type { Split } from '../task-item.ts'
import { drawPicture } from './draw-picture.ts'
import type { PicturedItem, VisionFamily } from './pictured-item.ts'
import { VIEWS, type View } from './views.ts'

interface Drawable {
  readonly schema: Schema
  readonly form: string
  readonly view: View
}

const MADE_FROM = {
  vision: ['math', 'reasoning'],
  'vision-hard': ['math-hard', 'reasoning-hard'],
} as const

/** The exercises in words that a family draws, by category: each category is asked as often as the other. */
const DRAWABLE: Readonly<Record<VisionFamily, readonly (readonly Drawable[])[]>> = {
  vision: MADE_FROM.vision.map((family) => drawableOf(SCHEMAS[family])),
  'vision-hard': MADE_FROM['vision-hard'].map((family) => drawableOf(SCHEMAS[family])),
}

function drawableOf(schemas: readonly Schema[]): readonly Drawable[] {
  return schemas.flatMap((schema) =>
    schema.forms.flatMap((form) => {
      const view = VIEWS.find(({ drawn }) => form.startsWith(drawn))
      return view ? [{ schema, form, view }] : []
    }),
  )
}

/**
 * A random pictured exercise of the split. The split is that of the same exercise in words, so that no picture
 * shows in a test what a text showed in training. The same generator state gives the same item and picture.
 */
export function generatePictured(family: VisionFamily, split: Split, prng: Prng): PicturedItem {
  for (let attempt = 0; attempt < 10_000; attempt++) {
    const kinds = DRAWABLE[family]
    const drawable = prng.pick(prng.pick(kinds))
    const item = picturedFrom(drawable, family, split, prng)
    if (item) return item
  }
  throw new AppError('limit', `No pictured exercise of the ${split} split came up in 10 000 attempts.`)
}

function picturedFrom(
  { schema, form, view }: Drawable,
  family: VisionFamily,
  split: Split,
  prng: Prng,
): PicturedItem | null {
  const slots = schema.draw(prng)
  const text = fillForm(form, slots)
  if (splitOf(text) !== split) return null
  const item = makeItem(schema, text, slots)
  const panels = view.panels(slots, prng)
  if (item === null || panels === null || item.verify(item.slip)) return null
  // What remains begins in the middle of a sentence: its comma or full stop went into the picture.
  const prompt = text.slice(fillForm(view.drawn, slots).length).replace(/^[ ,.]+/, '')
  return { ...item, family, prompt, text, panels, picture: drawPicture(panels, prng) }
}

const MAX_ITEMS = 5000

/**
 * Items with distinct texts, the same for the same arguments.
 * @throws AppError `bad-input` unless `count` is a whole number from 1 to 5000; `limit` if the family runs dry
 */
export function picturedItems(
  family: VisionFamily,
  count: number,
  seed: number,
  split: Split = 'test',
): PicturedItem[] {
  if (!Number.isInteger(count) || count < 1 || count > MAX_ITEMS)
    throw new AppError('bad-input', `There can be 1 to ${MAX_ITEMS} items, not ${count}.`)
  const prng = createPrng(seed)
  const items = new Map<string, PicturedItem>()
  for (let attempt = 0; attempt < 20 * count + 100 && items.size < count; attempt++) {
    const item = generatePictured(family, split, prng)
    if (!items.has(item.text)) items.set(item.text, item)
  }
  if (items.size < count)
    throw new AppError('limit', `Only ${items.size} different pictures came up in the ${split} split.`, {
      advice: 'Ask for fewer items.',
    })
  return [...items.values()]
}
