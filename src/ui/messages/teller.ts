import { decimalMark } from '../language.ts'
import type { Teller } from './told.ts'

/** English sentences, `{}` for each value → the same in another language, `{1}` for the first value. */
export type Sentences = Readonly<Record<string, string>>

/** What a sentence is known by. */
interface Known {
  /** Its literal parts, between which the values stand. */
  readonly parts: readonly string[]
  readonly translation: string
}

/** Longer texts, and more sentences in one, are nothing that the layers below say; a hostile file may. */
const LONGEST = 1500
const MOST_SENTENCES = 8

/**
 * A teller of some sentences. A text is one of them, or several after each other; a value may be one itself. Of those
 * that fit, the one is taken that begins with the most words of its own, then the one that has the most.
 */
export function tellerOf(sentences: Sentences): Teller {
  const known: Known[] = Object.entries(sentences)
    .map(([english, translation]) => ({ parts: english.split('{}'), translation }))
    .sort((one, other) => wordsBefore(other) - wordsBefore(one) || wordsOf(other) - wordsOf(one))

  function whole(text: string): string | null {
    for (const { parts, translation } of known) {
      const values = valuesIn(text, parts)
      if (values)
        return translation.replace(/\{(\d+)\}/g, (_, index: string) => value(values[Number(index) - 1] ?? ''))
    }
    return null
  }

  function value(text: string): string {
    // One word is a name, whatever it means elsewhere.
    const told = text.includes(' ') ? tell(text) : null
    return told ?? text.replace(/^(\d+)\.(\d+(?:e[-+]?\d+)?)$/, `$1${decimalMark()}$2`)
  }

  function tell(text: string): string | null {
    for (const { index } of [...text.matchAll(/[.!?)] /g)].slice(0, MOST_SENTENCES)) {
      const first = whole(text.slice(0, index + 1))
      const rest = first === null ? null : tell(text.slice(index + 2))
      if (rest !== null) return `${first} ${rest}`
    }
    return whole(text)
  }

  return (text) => (text.length > LONGEST ? null : tell(text))
}

function wordsBefore({ parts }: Known): number {
  return parts[0]?.length ?? 0
}

function wordsOf({ parts }: Known): number {
  return parts.join('').length
}

/** What stands between the parts of a sentence, each as short as may be; null where it is another one. */
function valuesIn(text: string, parts: readonly string[]): string[] | null {
  const [first = '', ...rest] = parts
  const last = rest.pop()
  if (last === undefined) return text === first ? [] : null
  if (!text.startsWith(first)) return null
  const end = text.length - last.length
  if (end < first.length || !text.endsWith(last)) return null
  const values: string[] = []
  let from = first.length
  for (const part of rest) {
    const at = text.indexOf(part, from)
    if (at < 0 || at + part.length > end) return null
    values.push(text.slice(from, at))
    from = at + part.length
  }
  return from <= end ? [...values, text.slice(from, end)] : null
}
