import { canonicalText, piecesOf } from './canonical.ts'
import { parseTaskLine } from './task-lines.ts'

/** An exercise that a person wrote: a prompt and what counts as right. */
export interface WrittenExercise {
  readonly prompt: string
  /** At least one. */
  readonly answers: readonly string[]
}

/** A line that is no exercise; counted from 1. */
export interface LineProblem {
  readonly line: number
  readonly reason: string
}

export interface WrittenExercises {
  readonly exercises: readonly WrittenExercise[]
  readonly problems: readonly LineProblem[]
}

/** Fewer leave nothing to learn from once a part is held out. */
export const FEWEST_EXERCISES = 8
export const MOST_EXERCISES = 2000
const MOST_CHARACTERS = 1000

/**
 * Reads a task that a person wrote, one exercise a line, in either form or both: `prompt => answer | other answer`,
 * or JSON as `t2 eval FILE.jsonl` takes it. Empty lines are skipped; every line that cannot be read is reported,
 * and the others are there all the same.
 */
export function readWrittenExercises(text: string): WrittenExercises {
  const exercises: WrittenExercise[] = []
  const problems: LineProblem[] = []
  const firstLine = new Map<string, number>()
  text.split(/\r\n|\r|\n/).forEach((content, index) => {
    const line = index + 1
    if (content.trim() === '') return
    const read = readLine(content.trim())
    if (typeof read === 'string') {
      problems.push({ line, reason: read })
      return
    }
    const key = canonicalText(read.prompt)
    const earlier = firstLine.get(key)
    if (earlier !== undefined) problems.push({ line, reason: `the prompt of line ${earlier} again` })
    else if (exercises.length === MOST_EXERCISES)
      problems.push({ line, reason: `more than ${MOST_EXERCISES} exercises` })
    else exercises.push(read)
    if (earlier === undefined) firstLine.set(key, line)
  })
  return { exercises, problems }
}

/** How an answer is compared: the whole of it, or its end, so that a model may first work the problem out. */
export const ANSWER_MATCHES = ['ending', 'whole'] as const
export type AnswerMatch = (typeof ANSWER_MATCHES)[number]

/** True for an answer that is, or ends with, one of the accepted ones; letter case and spacing do not count. */
export function isAccepted(answer: string, accepted: readonly string[], match: AnswerMatch): boolean {
  const said = piecesOf(answer)
  return accepted.some((text) => {
    const wanted = piecesOf(text)
    if (wanted.length === 0 || (match === 'whole' && wanted.length !== said.length)) return false
    return wanted.every((piece, index) => piece === said[said.length - wanted.length + index])
  })
}

/** The exercise, or why there is none. */
function readLine(line: string): WrittenExercise | string {
  const read = line.startsWith('{') ? readJson(line) : readArrow(line)
  if (typeof read === 'string') return read
  if (piecesOf(read.prompt).length === 0) return 'the prompt is empty'
  if (read.answers.some((answer) => piecesOf(answer).length === 0)) return 'an answer is empty'
  const longest = Math.max(read.prompt.length, ...read.answers.map((answer) => answer.length))
  return longest > MOST_CHARACTERS ? `longer than ${MOST_CHARACTERS} characters` : read
}

function readJson(line: string): WrittenExercise | string {
  const missing = missingKey(line)
  if (missing) return missing
  try {
    const read = parseTaskLine(line)
    if (!('choices' in read || 'answer' in read)) return 'a shape that is judged, not written'
    const answer = 'choices' in read ? (read.choices[read.label] ?? '') : read.answer
    return { prompt: read.prompt, answers: [answer] }
  } catch (thrown) {
    return thrown instanceof Error ? thrown.message : String(thrown)
  }
}

/** The commonest slips in words of their own; null where the line has what it needs. */
function missingKey(line: string): string | null {
  let value: unknown
  try {
    value = JSON.parse(line)
  } catch {
    return 'not valid JSON'
  }
  const has = (key: string): boolean => typeof value === 'object' && value !== null && key in value
  if (!has('prompt')) return 'the JSON has no "prompt"'
  if (!has('answer') && !has('choices')) return 'the JSON has no "answer"'
  return null
}

function readArrow(line: string): WrittenExercise | string {
  const [prompt, answers, ...more] = line.split('=>')
  if (prompt === undefined || answers === undefined) return 'no => between a prompt and its answer'
  if (more.length > 0) return 'more than one =>'
  return { prompt: prompt.trim(), answers: answers.split('|').map((answer) => answer.trim()) }
}
