/** The lessons, in the order in which they build on one another. */
export const LESSON_NAMES = [
  'svd',
  'scales',
  'experts',
  'mixing',
  'two-pass',
  'dispatch',
  'few-shot',
  'training',
] as const
export type LessonName = (typeof LESSON_NAMES)[number]

/** Parts of the playground that a link can show alone. */
export const PANELS = [
  'svd',
  'prompt',
  'experts',
  'outputs',
  'next-token',
  'two-pass',
  'weights',
  'confusion',
  'engine',
  'lens',
  'sweep',
  'inspector',
  'training',
  'pictures',
  'accuracy',
] as const
export type Panel = (typeof PANELS)[number]

/** What is there without a lesson; the picture's SVD belongs to lessons only. */
export const USUAL_PANELS: readonly Panel[] = PANELS.filter((panel) => panel !== 'svd')

/** The longest task line that a link carries. */
export const TASK_MAX = 300
/** And as it stands in an address, where a letter of some scripts takes nine characters. */
const ENCODED_TASK_MAX = 1200

/** Whether a link of at most 2 000 characters has room for the task line. */
export function isTask(text: string): boolean {
  try {
    return text !== '' && text.length <= TASK_MAX && encodeURIComponent(text).length <= ENCODED_TASK_MAX
  } catch {
    // Half a surrogate pair, which no address can carry.
    return false
  }
}

/** The task line, or as much of its beginning as a link has room for. */
export function fittingTask(text: string): string {
  const characters = [...text.slice(0, TASK_MAX)]
  const line = (): string => characters.join('').trim()
  while (line() !== '' && !isTask(line())) characters.pop()
  return characters.join('')
}

/** How many more characters like those of the task line a link has room for. */
export function taskRoom(text: string): number {
  const each = isTask(text) ? encodeURIComponent(text).length / text.length : 1
  return Math.min(TASK_MAX, Math.floor(ENCODED_TASK_MAX / each)) - text.length
}
