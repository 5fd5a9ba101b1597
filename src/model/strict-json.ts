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
  for (let at = 0; at < text.length; at++) {
    const sign = text[at]
    if (sign === '{') open.push(new Set())
    else if (sign === '}') open.pop()
    if (sign !== '"') continue
    const end = endOfString(text, at)
    if (isBeforeColon(text, end)) addKey(JSON.parse(text.slice(at, end)) as string, open.at(-1), what)
    at = end - 1
  }
}

/** Behind the closing quote. By hand: a regular expression runs out of stack in a string of many million characters. */
function endOfString(text: string, start: number): number {
  let at = start + 1
  while (text[at] !== '"') at += text[at] === '\\' ? 2 : 1
  return at + 1
}

function isBeforeColon(text: string, end: number): boolean {
  let at = end
  while (/\s/.test(text[at] ?? '')) at++
  return text[at] === ':'
}

function addKey(key: string, keys: Set<string> | undefined, what: string): void {
  if (key === '__proto__' || keys?.has(key)) {
    throw new AppError(
      'bad-model',
      `${what} has the key ${JSON.stringify(key.slice(0, 80))} where it may not.`,
    )
  }
  keys?.add(key)
}
