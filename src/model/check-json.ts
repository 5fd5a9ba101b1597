import * as v from 'valibot'
import { AppError } from '../core/errors.ts'

/**
 * @param file names it in the message
 * @throws AppError `bad-model` that says where a file is wrong
 */
export function checkJson<S extends v.GenericSchema>(
  schema: S,
  value: unknown,
  file: string,
): v.InferOutput<S> {
  const parsed = v.safeParse(schema, value)
  if (parsed.success) return parsed.output
  const issue = parsed.issues[0]
  throw new AppError('bad-model', `${file} is wrong at "${v.getDotPath(issue) ?? ''}": ${issue.message}.`)
}
