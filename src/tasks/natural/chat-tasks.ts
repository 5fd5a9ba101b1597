import { AppError } from '../../core/errors.ts'
import { createPrng, type Prng } from '../../core/prng.ts'
import type { Tokenizer } from '../../model/tokenizer.ts'
import { CATEGORIES, type Category, type Split } from '../task-item.ts'
import { CHAT_FAMILIES, type ChatFamily } from './chat-families.ts'
import type { ChoiceExercise } from './choice-exercise.ts'
import { CODE_KINDS } from './code-kinds.ts'
import { drawDispatchExercise } from './dispatch-messages.ts'
import { drawExercise } from './kind.ts'
import { MATH_KINDS } from './math-kinds.ts'
import { REASONING_KINDS } from './reasoning-kinds.ts'

/** With the exercise of pass 1, on which a chat model's classifier expert is trained. */
export const CHAT_TASKS = [...CHAT_FAMILIES, 'chat-dispatch'] as const
export type ChatTask = (typeof CHAT_TASKS)[number]

const KINDS = { 'chat-math': MATH_KINDS, 'chat-code': CODE_KINDS, 'chat-reasoning': REASONING_KINDS } as const

const MOST_ATTEMPTS = 10_000

export function isChatTask(name: string): name is ChatTask {
  return (CHAT_TASKS as readonly string[]).includes(name)
}

/** What `name` means for a model: `classifier` is the exercise of pass 1, which has a form of its own for chats. */
export function chatTaskFor(name: string, form: Tokenizer['form']): ChatTask | null {
  if (name === 'classifier' && form === 'chat') return 'chat-dispatch'
  return isChatTask(name) ? name : null
}

/** A random exercise of the split. The same generator state gives the same one. */
export function chatExercise(task: ChatTask, split: Split, prng: Prng): ChoiceExercise {
  for (let attempt = 0; attempt < MOST_ATTEMPTS; attempt++) {
    const drawn =
      task === 'chat-dispatch'
        ? drawDispatchExercise(prng.pick(CATEGORIES), split, prng)
        : drawExercise(KINDS[task], split, prng)
    if (drawn) return drawn
  }
  throw new AppError('limit', `No exercise of the ${split} split came up in ${MOST_ATTEMPTS} attempts.`)
}

/**
 * Exercises with distinct prompts, the same for the same arguments; those of pass 1 in turn from the four categories,
 * whose short messages may repeat.
 * @throws AppError `limit` if there are too few
 */
export function chatExercises(
  task: ChatTask,
  count: number,
  seed: number,
  split: Split = 'test',
): ChoiceExercise[] {
  if (!Number.isInteger(count) || count < 1) {
    throw new AppError('bad-input', `The number of items must be a positive whole number, not ${count}.`)
  }
  const prng = createPrng(seed)
  const found = new Map<string, ChoiceExercise>()
  let next = 0
  for (let attempt = 0; attempt < 40 * count + 400 && found.size < count; attempt++) {
    const category: Category | undefined = CATEGORIES[next % CATEGORIES.length]
    const exercise =
      task === 'chat-dispatch' && category
        ? drawDispatchExercise(category, split, prng)
        : drawExercise(KINDS[task as ChatFamily], split, prng)
    if (!exercise || found.has(exercise.prompt)) continue
    found.set(exercise.prompt, exercise)
    next += 1
  }
  if (found.size < count) {
    throw new AppError('limit', `Only ${found.size} different prompts came up in the ${split} split.`, {
      advice: 'Ask for fewer items.',
    })
  }
  return [...found.values()]
}
