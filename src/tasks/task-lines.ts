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

/** GSM8K: the solution ends in `#### 42`, with a unit at most. */
const NUMBER_LINE = v.pipe(
  v.object({ question: text, answer: text }),
  v.transform(({ question, answer }) => ({
    question,
    number: onlyNumber(/####\s*([^\n]*)$/.exec(answer.trim())?.[1] ?? '') ?? Number.NaN,
  })),
  v.check(({ number }) => !Number.isNaN(number), '"answer" does not end in "#### NUMBER"'),
)

const LABELLED = v.object({ text, label: text })

/** What both forms of ARC say, once they are read alike. */
const BY_LABEL = v.pipe(
  v.object({
    prompt: v.string(),
    choices: v.array(v.string()),
    labels: v.array(v.string()),
    answerKey: v.string(),
  }),
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

/** ARC as AI2 publishes it: the choices lie within the question. */
const ARC_NESTED_LINE = v.pipe(
  v.object({ question: v.object({ stem: text, choices: v.array(LABELLED) }), answerKey: text }),
  v.transform(({ question: { stem, choices }, answerKey }) => ({
    prompt: stem,
    choices: choices.map((choice) => choice.text),
    labels: choices.map(({ label }) => label),
    answerKey,
  })),
  BY_LABEL,
)

/** ARC as Hugging Face's data sets have it: two lists beside the question. */
const ARC_LINE = v.pipe(
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
  BY_LABEL,
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

const NUMBER = /-?(?:\d{1,3}(?:,\d{3})+|\d+)(?:\.\d+)?|-?\.\d+/g

/** The last number of a text, thousands with or without commas; null where it has none. */
export function lastNumber(written: string): number | null {
  const found = written.match(NUMBER)?.at(-1)
  return found === undefined ? null : Number(found.replaceAll(',', ''))
}

/** Null also where there are several: `1 234` and `1e3` are read otherwise by whoever wrote them. */
function onlyNumber(written: string): number | null {
  return written.match(NUMBER)?.length === 1 ? lastNumber(written) : null
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

function isNested(value: unknown): boolean {
  return typeof (value as { question?: unknown }).question === 'object'
}

/** By the keys that only one of the shapes has. */
function schemaOf(value: unknown) {
  const has = (key: string): boolean => typeof value === 'object' && value !== null && key in value
  if (has('entry_point')) return PROGRAM_LINE
  if (has('answerKey')) return isNested(value) ? ARC_NESTED_LINE : ARC_LINE
  if (has('choices')) return CHOICE_LINE
  return has('question') ? NUMBER_LINE : ANSWER_LINE
}
