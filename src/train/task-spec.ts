import { AppError } from '../core/errors.ts'
import { createPrng } from '../core/prng.ts'
import type { FactoredModel } from '../model/factored-model.ts'
import type { Tokenizer } from '../model/tokenizer.ts'
import type { Family, JudgedPrompt } from '../tasks/task-item.ts'
import type { AnswerMatch, WrittenExercise } from '../tasks/written-exercises.ts'
import { familyTask, type SvfTask } from './svf-task.ts'
import { TRAINING_DEFAULTS } from './training.ts'
import { writtenTask } from './written-task.ts'

/** What is to be learned, as plain data: it goes to a worker and is kept beside a training. */
export type TaskSpec =
  | { readonly kind: 'family'; readonly family: Exclude<Family, 'other'> }
  | {
      readonly kind: 'written'
      readonly name: string
      readonly exercises: readonly WrittenExercise[]
      readonly match: AnswerMatch
    }

export interface OpenedTask {
  readonly task: SvfTask
  /** Exercises that no step trains on, few enough to be answered in a moment on a CPU. */
  readonly heldOut: readonly JudgedPrompt[]
  /** Most tokens of an answer. */
  readonly maxTokens: number
}

const MOST_HELD_OUT = 48
const HELD_OUT_SEED = 0x4e1d
/** What a model may say around an accepted answer. */
const ROOM = 12

/**
 * @throws AppError `bad-input` for too few exercises, or one that does not fit into the model's context
 */
export function openTask(spec: TaskSpec, model: FactoredModel, tokenizer: Tokenizer): OpenedTask {
  const context = model.config.max_position_embeddings
  const usual = Math.min(TRAINING_DEFAULTS.maxTokens, context >> 1)
  if (spec.kind === 'family') {
    const task = familyTask(spec.family)
    return { task, heldOut: distinctExercises(task), maxTokens: usual }
  }
  const lengths = spec.exercises.flatMap(({ answers }) =>
    answers.map((answer) => tokenizer.encode(answer).length),
  )
  const maxTokens = Math.max(usual, ...lengths.map((length) => length + ROOM))
  for (const { prompt } of spec.exercises) {
    const tokens = tokenizer.promptIds(prompt).length
    if (tokens + maxTokens <= context) continue
    const shown = prompt.length > 60 ? `${prompt.slice(0, 60)}…` : prompt
    throw new AppError(
      'bad-input',
      `“${shown}” has ${tokens} tokens; with an answer of up to ${maxTokens} that is more than the ${context} this model reads.`,
      { advice: 'Shorten the prompt or the longest answer, or leave them out.' },
    )
  }
  const { task, heldOut } = writtenTask(spec.name, spec.exercises, spec.match)
  return { task, heldOut: heldOut.slice(0, MOST_HELD_OUT), maxTokens }
}

function distinctExercises(task: SvfTask): readonly JudgedPrompt[] {
  const prng = createPrng(HELD_OUT_SEED)
  const found = new Map<string, JudgedPrompt>()
  for (let attempt = 0; attempt < 20 * MOST_HELD_OUT && found.size < MOST_HELD_OUT; attempt++) {
    const exercise = task.draw(prng, 'test')
    found.set(exercise.prompt, exercise)
  }
  return [...found.values()]
}
