import { expect, it } from 'vitest'
import { en } from './en.ts'
import { enLessons } from './en-lessons.ts'

const MODULES = import.meta.glob([
  '../**/*.{ts,tsx}',
  '!../**/*.{test,fixture}.*',
  '!../main.tsx',
  '!../messages/**',
])

/** Calls back with the path of each text of a catalogue that is read from now on. */
function watch(group: object, path: string, onRead: (path: string) => void): void {
  for (const [key, text] of Object.entries(group)) {
    const at = `${path}.${key}`
    if (typeof text === 'object' && text !== null) watch(text, at, onRead)
    else {
      const get = (): unknown => {
        onRead(at)
        return text
      }
      Object.defineProperty(group, key, { get })
    }
  }
}

it('no module keeps a text from the moment it is evaluated: it would stay when the language changes', async () => {
  const reads: string[] = []
  let module = ''
  watch(en, 'en', (path) => reads.push(`${module} reads ${path}`))
  watch(enLessons, 'enLessons', (path) => reads.push(`${module} reads ${path}`))
  for (const [path, load] of Object.entries(MODULES)) {
    module = path
    await load()
  }
  expect(Object.keys(MODULES).length).toBeGreaterThan(100)
  expect(reads).toEqual([])
}, 60_000)
