import type { ResultTable } from '../../adapt/experiment-result.ts'
import { en } from '../messages/en.ts'
import { type Entry, entriesOf, listText, unitText } from './cell-text.ts'

const words = en.results

/** A name in the visitor's language. */
type Told = (name: string) => string

/** What the bars of a table show: who is highest where, or, of times, from where to where each column reaches. */
export function barSentence(table: ResultTable, told: Told): string {
  const drawn = table.columns.flatMap((column, index) => {
    const entries = column.unit === 'number' ? [] : entriesOf(table, index)
    return entries.length > 0 ? [{ name: told(column.name), entries }] : []
  })
  const timed = drawn.some(({ entries }) => entries[0]?.unit === 'seconds')
  if (timed || table.rows.length === 1) return sentence(drawn.map((one) => reach(one, told)))
  return sentence([...highest(drawn, told), ...baseline(drawn, told)])
}

interface Drawn {
  readonly name: string
  readonly entries: readonly Entry[]
}

const textOf = ({ cell, unit }: Entry) => unitText(cell.value, unit)

/** `pass 1: 2.76 s (HumanEval) to 42.64 s (MATH)`. */
function reach({ name, entries }: Drawn, told: Told): string {
  const sorted = [...entries].sort((a, b) => a.cell.value - b.cell.value)
  const [low, high] = [sorted[0], sorted.at(-1)]
  if (!low || !high) return ''
  if (low === high) return words.only(name, textOf(low))
  return words.reach(name, textOf(low), told(low.name), textOf(high), told(high.name))
}

/** One part for each row, or rows that look alike, that is highest somewhere. */
function highest(drawn: readonly Drawn[], told: Told): string[] {
  const places = new Map<string, string[]>()
  for (const { name, entries } of drawn) {
    const top = topOf(entries)
    const text = top[0] ? textOf(top[0]) : ''
    const who = listText(top.map((entry) => words.quoted(told(entry.name))))
    places.set(who, [...(places.get(who) ?? []), words.of(name, text)])
  }
  return [...places].map(([who, where], index) => words.highest(index === 0, listText(where), who))
}

/** Ties as they are written, not as they are stored: what reads the same is told together. */
export function topOf(entries: readonly Entry[]): Entry[] {
  const most = Math.max(...entries.map(({ cell }) => cell.value))
  const best = entries.find(({ cell }) => cell.value === most)
  return best ? entries.filter((entry) => textOf(entry) === textOf(best)) : []
}

/** What the base has, where the table has one. */
function baseline(drawn: readonly Drawn[], told: Told): string[] {
  const base = drawn.flatMap(({ entries }) => entries.filter(({ name }) => name.startsWith('base')))
  const [first] = base
  return first ? [words.has(words.quoted(told(first.name)), listText(base.map(textOf)))] : []
}

/** Parts as one sentence. */
export function sentence(parts: readonly string[]): string {
  const text = parts.filter((part) => part !== '').join('; ')
  return text === '' ? words.nothing : `${text}.`
}
