import { AppError } from '../core/errors.ts'
import { isFile, readBytes } from './files.ts'

/**
 * What an earlier run of the same command kept in `file`, or null where there is no such file.
 * @throws AppError `bad-input` for a file that is none, or belongs to another model, recipe or other options
 */
export async function readKept<State extends { readonly identity: string }>(
  file: string,
  identity: string,
  read: (bytes: Uint8Array) => State,
): Promise<State | null> {
  if (!(await isFile(file))) return null
  const bytes = await readBytes(file)
  const state = explained(file, () => read(bytes))
  if (state.identity === identity) return state
  throw new AppError('bad-input', `${file} belongs to a training with another model or other options.`, {
    advice: 'Use the same ones, or remove that file to begin anew.',
  })
}

function explained<T>(file: string, read: () => T): T {
  try {
    return read()
  } catch (cause) {
    const message = `${file} is damaged, or not the state of such a training.`
    throw new AppError('bad-input', message, { advice: 'Remove that file to begin anew.', cause })
  }
}

/** What a stopped training says: `file` is null without --resume. */
export function keptAdvice(file: string | null, steps: number): string {
  if (file === null) return 'Nothing was kept: with --resume a training goes on where it was stopped.'
  if (steps === 0) return 'Nothing was kept yet: the same command begins anew.'
  return `${steps} steps are kept in ${file}: the same command goes on from there.`
}
