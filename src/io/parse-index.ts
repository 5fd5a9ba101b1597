import * as v from 'valibot'
import { AppError } from '../core/errors.ts'

/**
 * A list of files that lies beside them, of unknown origin.
 *
 * @param what begins the message, as in "The list of experts"
 * @throws AppError `bad-model` with `advice`
 */
export function parseIndex<Index>(
  bytes: Uint8Array,
  schema: v.GenericSchema<unknown, Index>,
  what: string,
  advice: string,
): Index {
  let json: unknown
  try {
    json = JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(bytes))
  } catch (cause) {
    throw new AppError('bad-model', `${what} is not JSON.`, { advice, cause })
  }
  const parsed = v.safeParse(schema, json)
  if (parsed.success) return parsed.output
  throw new AppError('bad-model', `${what} is wrong: ${parsed.issues[0].message}.`, { advice })
}
