import { AppError } from '../core/errors.ts'
import { CATEGORIES } from '../tasks/task-item.ts'
import { CLASSIFIER } from './dispatch.ts'

/** What an expert of a visitor may be called: it stands in links, in file names and in sentences. */
export const EXPERT_NAME = /^[a-z][a-z0-9-]{0,31}$/

/** These mean something else wherever experts are named. */
const RESERVED: readonly string[] = [
  ...CATEGORIES,
  CLASSIFIER,
  'base',
  'adapted',
  'vision',
  'mix',
  'all',
  'none',
]

/**
 * @param taken names in use
 * @throws AppError `bad-input` that says why the name cannot be used
 */
export function checkExpertName(name: string, taken: Iterable<string>): void {
  const advice = 'Choose another name.'
  if (name === '') throw new AppError('bad-input', 'The expert needs a name.')
  if (!EXPERT_NAME.test(name)) {
    throw new AppError(
      'bad-input',
      'A name begins with a letter from a to z and goes on with up to 31 letters, digits or hyphens.',
      { advice: 'For example: my-sums.' },
    )
  }
  for (const other of taken) {
    if (other === name)
      throw new AppError('bad-input', `There is an expert named ${name} already.`, { advice })
  }
  if (RESERVED.includes(name)) {
    throw new AppError('bad-input', `The name ${name} is reserved.`, { advice })
  }
}

/** A free name near to the one wished for: in lower case, other signs as hyphens, numbered where it is taken. */
export function freeExpertName(wish: string, taken: Iterable<string>): string {
  const used = [...taken]
  const plain = wish
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, '-')
    .replace(/^[^a-z]+|-+$/g, '')
    .slice(0, 28)
    .replace(/-+$/, '')
  const stem = plain === '' ? 'expert' : plain
  const isFree = (name: string) => {
    try {
      checkExpertName(name, used)
      return true
    } catch {
      return false
    }
  }
  if (isFree(stem)) return stem
  let number = 2
  while (!isFree(`${stem}-${number}`)) number += 1
  return `${stem}-${number}`
}
