import { AppError } from '../core/errors.ts'

const FIRST_WORD = 'version '

/**
 * A repository cloned without Git LFS has three lines of text in place of each large file.
 * @param head the first bytes of what should be a file of weights.
 * @throws AppError `bad-model` where it is such a text
 */
export function refuseLfsPointer(head: Uint8Array): void {
  if (new TextDecoder().decode(head.subarray(0, FIRST_WORD.length)) !== FIRST_WORD) return
  throw new AppError('bad-model', 'This is a pointer of Git LFS in place of the file itself.', {
    advice: 'Fetch the file: git lfs pull in the cloned repository, or download it.',
  })
}
