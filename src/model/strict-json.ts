import { AppError } from '../core/errors.ts'

export type JsonValue = null | boolean | number | string | JsonValue[] | { [key: string]: JsonValue }

/**
 * Parses UTF-8 JSON of unknown origin. Beyond JSON.parse it refuses invalid UTF-8, a key that occurs twice in
 * one object (of which two readers may keep different ones) and the key `__proto__`.
 *
 * @param what names the file in the message, as in "The manifest".
 * @throws AppError `bad-model`
 */
export function parseStrictJson(bytes: Uint8Array, what: string): JsonValue {
  let text: string
  let value: JsonValue
  try {
    text = new TextDecoder('utf-8', { fatal: true }).decode(bytes)
    value = JSON.parse(text) as JsonValue
  } catch (cause) {
    throw new AppError('bad-model', `${what} is not valid JSON.`, { cause })
  }
  checkKeys(text, what)
  return value
}

/** `text` is known to be valid JSON, so finding its keys takes no grammar: a string before a colon is one. */
function checkKeys(text: string, what: string): void {
  const open: Set<string>[] = []
  const interesting = /[{}]|"(?:[^"\\]|\\.)*"(\s*:)?/gs
  for (const match of text.matchAll(interesting)) {
    const found = match[0]
    if (found === '{') open.push(new Set())
    else if (found === '}') open.pop()
    else if (match[1] !== undefined) {
      const key = JSON.parse(found.slice(0, found.length - match[1].length)) as string
      const keys = open.at(-1)
      if (key === '__proto__' || keys?.has(key)) {
        throw new AppError(
          'bad-model',
          `${what} has the key ${JSON.stringify(key.slice(0, 80))} where it may not.`,
        )
      }
      keys?.add(key)
    }
  }
}
