import fc from 'fast-check'
import { expect, it } from 'vitest'
import { AppError } from '../core/errors.ts'
import { fuzzRuns } from '../core/fuzz-runs.fixture.ts'
import { parseTaskLines } from './task-lines.ts'

const KEYS =
  'prompt answer choices label question answerKey stem text task_id entry_point test __proto__ constructor'

const value: fc.Arbitrary<unknown> = fc.letrec((tie) => ({
  any: fc.oneof(
    { depthSize: 'small' },
    fc.constantFrom('', ' ', 'A', 'a b', '#### 4', '#### -', 'f(', 0, -1, 0.5, 1e308, null, true),
    fc.string({ unit: 'binary', maxLength: 12 }),
    fc.array(tie('any'), { maxLength: 3 }),
    fc.dictionary(fc.constantFrom(...KEYS.split(' ')), tie('any'), { maxKeys: 5 }),
  ),
})).any

const line = fc.oneof(
  value.map((any) => JSON.stringify(any)),
  fc.tuple(value, fc.nat(40)).map(([any, end]) => JSON.stringify(any).slice(0, end)),
  fc.string({ unit: 'binary', maxLength: 30 }),
)

it('lines of any content are tasks with their parts, or a typed error with the number of the line', () => {
  fc.assert(
    fc.property(fc.array(line, { minLength: 1, maxLength: 3 }), (lines) => {
      let tasks: readonly object[]
      try {
        tasks = parseTaskLines(lines.join('\n'), 'shots.jsonl')
      } catch (thrown) {
        const isTyped = thrown instanceof AppError && thrown.code === 'bad-input'
        if (!isTyped || !/^shots\.jsonl, line \d+: ./.test(thrown.message)) throw thrown
        return
      }
      for (const task of tasks) {
        const isNaNFree = Object.values(task).every((part) => !Number.isNaN(part))
        if (!isNaNFree || !('prompt' in task || 'question' in task)) expect.fail(JSON.stringify(task))
      }
    }),
    fuzzRuns(10_000),
  )
})
