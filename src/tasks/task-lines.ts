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

/** GSM8K: the solution ends in `#### 42`. */
const NUMBER_LINE = v.pipe(
  v.object({ question: text, answer: text }),
  v.transform(({ question, answer }) => ({
    question,
    number: /####\s*([^\n]*)$/.exec(answer.trim())?.[1] ?? '',
  })),
  v.check(({ number }) => lastNumber(number) !== null, '"answer" does not end in "#### NUMBER"'),
  v.transform(({ question, number }) => ({ question, number: lastNumber(number) ?? Number.NaN })),
)

const LABELLED = v.object({ text, label: text })

/** ARC as AI2 publishes it, choices within the question, and as Hugging Face's data sets have it, two lists beside it. */
const ARC_LINE = v.pipe(
  v.union([
    v.pipe(
      v.object({ question: v.object({ stem: text, choices: v.array(LABELLED) }), answerKey: text }),
      v.transform(({ question: { stem, choices }, answerKey }) => ({
        prompt: stem,
        choices: choices.map((choice) => choice.text),
        labels: choices.map(({ label }) => label),
        answerKey,
      })),
    ),
    v.pipe(
      v.object({
        question: text,
        choices: v.object({ text: v.array(text), label: v.array(text) }),
        answerKey: text,
      }),
      v.transform(({ question, choices, answerKey }) => ({
        prompt: question,
        choices: choices.text,
        labels: choices.label,
        answerKey,
      })),
    ),
  ]),
  v.check(
    ({ choices, labels }) => choices.length >= 2 && choices.length === labels.length,
    '"choices" must have at least two entries, each with a label',
  ),
  v.check(({ labels, answerKey }) => labels.includes(answerKey), '"answerKey" is not the label of a choice'),
  v.transform(({ prompt, choices, labels, answerKey }) => ({
    prompt,
    choices,
    label: labels.indexOf(answerKey),
  })),
)

/** HumanEval: a function to be completed, and tests that call it. */
const PROGRAM_LINE = v.object({
  task_id: text,
  prompt: text,
  entry_point: v.pipe(text, v.regex(/^[A-Za-z_]\w*$/, 'must be the name of a function')),
  test: text,
})

export type NumberLine = v.InferOutput<typeof NUMBER_LINE>
export type ProgramLine = v.InferOutput<typeof PROGRAM_LINE>
export type ChoiceLine = v.InferOutput<typeof CHOICE_LINE>
export type TaskLine = v.InferOutput<typeof ANSWER_LINE> | ChoiceLine | NumberLine | ProgramLine

/** The last number of a text, thousands with or without commas; null where it has none. */
export function lastNumber(written: string): number | null {
  const found = written.match(/-?(?:\d{1,3}(?:,\d{3})+|\d+)(?:\.\d+)?|-?\.\d+/g)?.at(-1)
  return found === undefined ? null : Number(found.replaceAll(',', ''))
}

/**
 * Lines of `{"prompt","answer"}`, of `{"prompt","choices","label"}`, or of the shapes of GSM8K, ARC and HumanEval;
 * empty lines are skipped.
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
  const parsed = v.safeParse(schemaOf(value), value)
  if (parsed.success) return parsed.output
  const [issue] = parsed.issues
  const path = v.getDotPath(issue)
  throw new SyntaxError(path ? `"${path}": ${issue.message}` : issue.message)
}

/** By the keys that only one of the shapes has. */
function schemaOf(value: unknown) {
  const has = (key: string): boolean => typeof value === 'object' && value !== null && key in value
  if (has('entry_point')) return PROGRAM_LINE
  if (has('answerKey')) return ARC_LINE
  if (has('choices')) return CHOICE_LINE
  return has('question') ? NUMBER_LINE : ANSWER_LINE
}
