import * as v from 'valibot'
import { AppError } from '../core/errors.ts'

const text = v.pipe(
  v.string(),
  v.check((value) => value.trim() !== '', 'must not be empty'),
)

const ANSWER_LINE = v.object({ prompt: text, answer: text })

const CHOICE_LINE = v.pipe(
  v.object({
    prompt: text,
    choices: v.pipe(v.array(text), v.minLength(2, 'must have at least two entries')),
    label: v.pipe(v.number(), v.integer('must be a whole number'), v.minValue(0, 'must not be negative')),
  }),
  v.check(({ choices, label }) => label < choices.length, '"label" is not the index of a choice'),
)

export type TaskLine = v.InferOutput<typeof ANSWER_LINE> | v.InferOutput<typeof CHOICE_LINE>

/**
 * Lines of `{"prompt","answer"}` or `{"prompt","choices","label"}`; empty lines are skipped.
 * @throws AppError `bad-input` with the number of the first bad line.
 */
export function parseTaskLines(content: string, source: string): TaskLine[] {
  return content.split(/\r?\n/).flatMap((line, index) => {
    if (line.trim() === '') return []
    try {
      return [parseTaskLine(line)]
    } catch (cause) {
      const reason = cause instanceof Error ? cause.message : String(cause)
      throw new AppError('bad-input', `${source}, line ${index + 1}: ${reason}`, { cause })
    }
  })
}

/** @throws SyntaxError that says what is wrong with the line */
export function parseTaskLine(line: string): TaskLine {
  const value: unknown = JSON.parse(line)
  const isChoice = typeof value === 'object' && value !== null && 'choices' in value
  const parsed = v.safeParse(isChoice ? CHOICE_LINE : ANSWER_LINE, value)
  if (parsed.success) return parsed.output
  const [issue] = parsed.issues
  const path = v.getDotPath(issue)
  throw new SyntaxError(path ? `"${path}": ${issue.message}` : issue.message)
}
