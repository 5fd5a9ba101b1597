import { type Command, CommanderError } from 'commander'
import fc from 'fast-check'
import { it } from 'vitest'
import { AppError } from '../core/errors.ts'
import { fuzzRuns } from '../core/fuzz-runs.fixture.ts'
import { createProgram } from './program.ts'

/** Commands that do something, with the words that lead to them; what they do is left out. */
function inertCommands(command: Command, words: readonly string[] = []): [string[], Command][] {
  command.configureOutput({ writeOut: () => {}, writeErr: () => {} })
  if (command.commands.length > 0) {
    return command.commands.flatMap((inner) => inertCommands(inner, [...words, inner.name()]))
  }
  command.action(() => {})
  return [[[...words], command]]
}

const text = fc.oneof(
  fc.constantFrom('', ' ', '-', '--', '-1', '0', '1e309', '0x10', 'NaN', 'math=', '=1', 'a=1=2', ',', '1,,2'),
  fc.constantFrom('constructor', '__proto__', '--help', '-V', '\0', '\ud800', '9'.repeat(400), '../..'),
  fc.string({ unit: 'binary', maxLength: 10 }),
)

it('command lines of any words are understood or refused, and never break', async () => {
  const program = createProgram()
  const leaves = inertCommands(program)
  const typed = fc.constantFrom(...leaves).chain(([words, command]) => {
    const flag = fc.constantFrom(...command.options.flatMap(({ long }) => long ?? []))
    const pair = fc.oneof(
      { weight: 6, arbitrary: fc.tuple(flag, text) },
      { weight: 1, arbitrary: fc.tuple(flag, text).map(([name, value]) => [`${name}=${value}`]) },
      { weight: 1, arbitrary: fc.tuple(text) },
    )
    return fc.array(pair, { maxLength: 5 }).map((pairs) => [...words, ...pairs.flat()])
  })
  await fc.assert(
    fc.asyncProperty(fc.oneof({ weight: 9, arbitrary: typed }, fc.array(text)), async (args) => {
      try {
        await program.parseAsync(['node', 't2', ...args])
      } catch (thrown) {
        const isTyped = thrown instanceof CommanderError || thrown instanceof AppError
        if (!isTyped || thrown.message === '') throw thrown
      }
    }),
    fuzzRuns(10_000),
  )
})
