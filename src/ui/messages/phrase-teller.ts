import { decimalMark } from '../language.ts'
import type { Teller } from './told.ts'

/** Numbers and what stands between phrases. */
const BETWEEN = /[^\p{L}_]+/uy

/**
 * A teller of texts that are made of known phrases and names, with numbers and signs between them: what a measured
 * file holds, which no catalogue can list. A text with a word that is neither is not known.
 */
export function phraseTeller(phrases: Readonly<Record<string, string>>, names: readonly string[]): Teller {
  const known = [...Object.keys(phrases), ...names].sort((one, other) => other.length - one.length)
  const escaped = known.map((phrase) => phrase.replace(/[\\^$.*+?()[\]{}|]/g, '\\$&'))
  const phrase = new RegExp(`(?:${escaped.join('|')})(?![\\p{L}_-])`, 'uy')

  return (text) => {
    let told = ''
    for (let at = 0; at < text.length; ) {
      const found = matchAt(phrase, text, at) ?? matchAt(BETWEEN, text, at)
      if (found === null) return null
      told += Object.hasOwn(phrases, found) ? phrases[found] : found
      at += found.length
    }
    return localNumbers(told)
  }
}

function matchAt(pattern: RegExp, text: string, at: number): string | null {
  pattern.lastIndex = at
  return pattern.exec(text)?.[0] ?? null
}

/** Decimal marks of the language, and intervals whose ends a comma would not part. */
function localNumbers(text: string): string {
  const mark = decimalMark()
  if (mark === '.') return text
  return text
    .replace(/\[([^\],]*), ([^\]]*)\]/g, '[$1; $2]')
    .replace(/(?<![\w.-])([−+-]?\d+)\.(\d+)(?![\w.])/g, `$1${mark}$2`)
}
