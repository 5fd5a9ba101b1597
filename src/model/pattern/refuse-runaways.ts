import { AppError } from '../../core/errors.ts'
import { runsAway } from './ambiguity.ts'

/**
 * Looks at every regular expression that the parts of a tokenizer hold, in the form in which it runs.
 * @throws AppError `bad-model` for one that may take for ever on some text
 */
export function refuseRunaways(...parts: readonly unknown[]): void {
  for (const source of expressionsIn(parts)) {
    const reason = judged(source)
    if (reason === null) continue
    throw new AppError(
      'bad-model',
      `The tokenizer has a regular expression that may take for ever, as it ${reason}: ${source.slice(0, 80)}`,
      {
        advice: 'Do not open this model unless you know where it is from; no known tokenizer has such a one.',
      },
    )
  }
}

/** Models share few expressions, and one takes some tens of milliseconds to judge. */
const MOST_REMEMBERED = 100
const remembered = new Map<string, string | null>()

function judged(source: string): string | null {
  const before = remembered.get(source)
  if (before !== undefined) return before
  const reason = runsAway(source)
  if (remembered.size === MOST_REMEMBERED) remembered.clear()
  remembered.set(source, reason)
  return reason
}

function expressionsIn(roots: readonly unknown[]): Set<string> {
  const found = new Set<string>()
  const seen = new Set<unknown>()
  const waiting = [...roots]
  while (waiting.length > 0) {
    const value = waiting.pop()
    // The library's parts are functions with properties.
    const isPart = typeof value === 'function' || (typeof value === 'object' && value !== null)
    if (!isPart || seen.has(value)) continue
    seen.add(value)
    if (value instanceof RegExp) found.add(value.source)
    else for (const part of Object.values(value)) waiting.push(part)
  }
  return found
}
