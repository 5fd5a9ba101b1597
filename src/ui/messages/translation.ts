import { AppError } from '../../core/errors.ts'

/** The shape of a catalogue in any language: texts stay texts, functions take the same arguments, nothing is missing. */
export type Translation<T> = T extends (...args: infer Args) => string
  ? (...args: Args) => string
  : T extends string
    ? string
    : { readonly [Key in keyof T]: Translation<T[Key]> }

/**
 * Puts a translation in the place of the English texts, so that whoever holds the catalogue, or a part of it, speaks
 * the other language from then on. A text that was read before stays as it was: none is read but to be shown, while a
 * module is evaluated least of all.
 * @returns what puts the texts back that stood there before.
 * @throws AppError bad-input where the two differ in shape; then nothing has been replaced.
 */
export function fillIn<T extends object>(messages: T, translation: Translation<T>): () => void {
  const wrong = differences(messages, translation)
  if (wrong.length > 0) {
    throw new AppError(
      'bad-input',
      `The translation does not have the shape of the texts: ${wrong.join(', ')}.`,
    )
  }
  const before = copyOf(messages)
  replaceLeaves(messages, translation)
  return () => replaceLeaves(messages, before)
}

/** The same texts in objects of their own, which no filling in reaches. */
function copyOf<T>(messages: T): T {
  if (Array.isArray(messages)) return messages.map(copyOf) as T
  if (!isGroup(messages)) return messages
  return Object.fromEntries(Object.entries(messages).map(([key, text]) => [key, copyOf(text)])) as T
}

/** Where two catalogues differ in keys or kinds, as paths: `experts.solo`. */
export function differences(one: unknown, other: unknown, path = ''): string[] {
  if (!isGroup(one) || !isGroup(other)) {
    return typeof one === typeof other && Array.isArray(one) === Array.isArray(other) ? [] : [path || 'all']
  }
  if (Array.isArray(one) !== Array.isArray(other)) return [path || 'all']
  const keys = new Set([...Object.keys(one), ...Object.keys(other)])
  return [...keys].flatMap((key) => {
    const at = path === '' ? key : `${path}.${key}`
    if (!Object.hasOwn(one, key) || !Object.hasOwn(other, key)) return [at]
    return differences(one[key], other[key], at)
  })
}

type Group = Record<string, unknown>

function isGroup(value: unknown): value is Group {
  return typeof value === 'object' && value !== null
}

function replaceLeaves(messages: unknown, translation: unknown): void {
  if (!isGroup(messages) || !isGroup(translation)) return
  for (const [key, text] of Object.entries(translation)) {
    if (isGroup(text)) replaceLeaves(messages[key], text)
    else messages[key] = text
  }
}
