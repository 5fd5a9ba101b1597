import { AppError } from '../core/errors.ts'
import { createPrng, type Prng } from '../core/prng.ts'
import { CODE } from './code.ts'
import { CODE_HARD } from './code-hard.ts'
import { pickWeighted } from './draw.ts'
import { MATH } from './math.ts'
import { MATH_HARD } from './math-hard.ts'
import { OTHER } from './other.ts'
import { REASONING } from './reasoning.ts'
import { REASONING_HARD } from './reasoning-hard.ts'
import { fillForm, makeItem, type Schema } from './schema.ts'
import { splitOf } from './split.ts'
import type { Family, Split, TaskItem } from './task-item.ts'

export const SCHEMAS: Readonly<Record<Family, readonly Schema[]>> = {
  math: MATH,
  code: CODE,
  reasoning: REASONING,
  'math-hard': MATH_HARD,
  'code-hard': CODE_HARD,
  'reasoning-hard': REASONING_HARD,
  other: OTHER,
}

/** A random item of a family whose prompt falls in the split. The same generator state gives the same item. */
export function generateItem(family: Family, split: Split, prng: Prng): TaskItem {
  return generateFrom(SCHEMAS[family], split, prng)
}

/** @throws AppError `limit` if the schemas make next to nothing in that split. */
export function generateFrom(schemas: readonly Schema[], split: Split, prng: Prng): TaskItem {
  for (let attempt = 0; attempt < 10_000; attempt++) {
    const schema = pickSchema(schemas, prng)
    const slots = schema.draw(prng)
    const prompt = fillForm(prng.pick(schema.forms), slots)
    if (splitOf(prompt) !== split) continue
    const item = makeItem(schema, prompt, slots)
    if (item !== null && slipIsWrong(item)) return item
  }
  throw new AppError('limit', `No exercise of the ${split} split came up in 10 000 attempts.`)
}

const MAX_ITEMS = 5000

/**
 * Items with distinct prompts, the same for the same arguments.
 * @throws AppError `bad-input` unless `count` is a whole number from 1 to 5000; `limit` if the family runs dry.
 */
export function testItems(family: Family, count: number, seed: number, split: Split = 'test'): TaskItem[] {
  if (!Number.isInteger(count) || count < 1 || count > MAX_ITEMS) {
    throw new AppError('bad-input', `There can be 1 to ${MAX_ITEMS} items, not ${count}.`)
  }
  return distinctItems(SCHEMAS[family], count, seed, split)
}

/** @throws AppError `limit` if the schemas have too few different prompts. */
export function distinctItems(
  schemas: readonly Schema[],
  count: number,
  seed: number,
  split: Split,
): TaskItem[] {
  const prng = createPrng(seed)
  const items = new Map<string, TaskItem>()
  for (let attempt = 0; attempt < 20 * count + 100 && items.size < count; attempt++) {
    const item = generateFrom(schemas, split, prng)
    items.set(item.prompt, item)
  }
  if (items.size < count) {
    throw new AppError('limit', `Only ${items.size} different prompts came up in the ${split} split.`, {
      advice: 'Ask for fewer items.',
    })
  }
  return [...items.values()]
}

/** `2 + 2` for `2 * 2` is no slip. Small talk has none to begin with. */
function slipIsWrong(item: TaskItem): boolean {
  return item.family === 'other' || !item.verify(item.slip)
}

function pickSchema(schemas: readonly Schema[], prng: Prng): Schema {
  const weights = schemas.map(({ weight = 1 }) => weight)
  return pickWeighted(schemas, weights, prng)
}
