import { fnv1a } from '../core/fnv.ts'
import type { Split } from './task-item.ts'

/**
 * Which split a prompt belongs to: 75 % train, 10 % valid, 15 % test. A function of the text alone, so no
 * seed, family or order of generation can move a prompt from one split to another.
 */
export function splitOf(prompt: string): Split {
  // The low bits of FNV-1a are the least mixed.
  const bucket = (fnv1a(prompt) >>> 4) % 20
  return bucket >= 17 ? 'test' : bucket >= 15 ? 'valid' : 'train'
}
