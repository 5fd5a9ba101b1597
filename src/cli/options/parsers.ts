import { InvalidArgumentError } from 'commander'

/** A whole number from `least` to `most`. */
export function wholeNumber(least: number, most = Number.MAX_SAFE_INTEGER): (text: string) => number {
  return (text) => {
    const value = Number(text)
    if (!/^[+-]?\d+$/.test(text.trim()) || !Number.isSafeInteger(value)) {
      throw new InvalidArgumentError('It must be a whole number.')
    }
    if (value < least) throw new InvalidArgumentError(`It must be at least ${least}.`)
    if (value > most) throw new InvalidArgumentError(`It must be at most ${most}.`)
    return value
  }
}

/** Threads of an engine. Some runtimes start whatever they are asked for, until the machine has none left. */
export const threadCount = wholeNumber(1, 64)

/** A finite number of at least `least`. */
export function decimalNumber(least: number): (text: string) => number {
  return (text) => {
    const value = parseDecimal(text)
    if (value === null) throw new InvalidArgumentError('It must be a number.')
    if (value < least) throw new InvalidArgumentError(`It must be at least ${least}.`)
    return value
  }
}

/** `-0.5`, `1`, `.25`, `1e-3`; null for anything else, also for `NaN`, `Infinity`, `0x10` and nothing at all. */
export function parseDecimal(text: string): number | null {
  if (!/^[+-]?(\d+\.?\d*|\.\d+)(e[+-]?\d+)?$/i.test(text.trim())) return null
  const value = Number(text)
  return Number.isFinite(value) ? value : null
}

/** `1,2,3`: token ids, at least one. */
export function tokenIds(text: string): number[] {
  return text.split(',').map((part) => {
    if (!/^\s*\d+\s*$/.test(part)) {
      throw new InvalidArgumentError('It must be token ids with commas between them, like 1,2,3.')
    }
    return Number(part)
  })
}
