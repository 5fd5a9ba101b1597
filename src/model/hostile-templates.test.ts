import fc from 'fast-check'
import { expect, it } from 'vitest'
import { AppError } from '../core/errors.ts'
import { fuzzRuns } from '../core/fuzz-runs.fixture.ts'
import type { ChatMessage } from './chat-form.ts'
import { compileChatTemplate } from './chat-template.ts'

const MESSAGES: readonly ChatMessage[] = [
  { role: 'system', content: 'be brief' },
  { role: 'user', content: 'what is 2 plus 2 ?' },
]
/** Of this process, whatever else the machine does. */
const MOST_CPU_MS = 8000

const expression = fc.oneof(
  fc.constantFrom(
    ...[
      'messages',
      'messages[0].content',
      'm.role',
      'ns',
      'eos_token',
      '__proto__',
      'm.constructor',
      'range(9)',
    ],
    ...['range(1e300)', 'range(0, 9, 0)', "'a' * 9", '1 / 0', '-1', 'none', '[[], [ns]]', '{}'],
    ...[
      'namespace(a=messages)',
      'messages | tojson',
      'messages | length',
      'f(1)',
      'raise_exception(1)',
      'nothing()',
    ],
    ...[
      "strftime_now('%Y')",
      "'x' ~ ns.a",
      'messages[-1:]',
      'messages | map(attribute="role") | list',
      'not m',
    ],
  ),
  fc.string({ maxLength: 12 }),
)
const part = fc.oneof(
  expression.map((text) => `{{ ${text} }}`),
  expression.map((text) => `{% for m in ${text} %}`),
  expression.map((text) => `{% if ${text} %}`),
  expression.map((text) => `{% set ns.a = ${text} %}`),
  expression.map((text) => `{% set ns = ${text} %}`),
  fc.constantFrom(
    '{% endfor %}',
    '{% endif %}',
    '{% else %}',
    '{% macro f(n) %}',
    '{% endmacro %}',
    '{%',
    '{{',
    '}}',
  ),
  fc.constantFrom(
    '{% for a in range(5) %}{{ a }}{% endfor %}',
    '{% macro f(n) %}{{ n }}{% endmacro %}{{ f(1) }}',
  ),
  fc.string({ maxLength: 12 }),
)
const closed = fc
  .tuple(expression, fc.array(part, { maxLength: 3 }))
  .map(([list, inner]) => `{% for m in ${list} %}${inner.join('')}{% endfor %}`)

it('chat templates of any shape give text or a typed error, in bounded time', () => {
  let rendered = 0
  fc.assert(
    fc.property(
      fc.oneof(
        fc.array(part, { maxLength: 8 }).map((parts) => parts.join('')),
        closed,
      ),
      (source) => {
        const started = process.cpuUsage()
        try {
          const text = compileChatTemplate(source, { eos_token: '</s>' })(MESSAGES, {
            addGenerationPrompt: true,
          })
          expect(typeof text).toBe('string')
          rendered++
        } catch (error) {
          expect(error).toBeInstanceOf(AppError)
          expect(error).toMatchObject({ code: 'unsupported' })
        }
        expect(process.cpuUsage(started).user / 1000).toBeLessThan(MOST_CPU_MS)
      },
    ),
    fuzzRuns(10_000),
  )
  // Else all were refused before they ran, and nothing but the parser was tried.
  expect(rendered).toBeGreaterThan(1000)
}, 120_000)
