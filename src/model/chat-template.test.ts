import { describe, expect, it } from 'vitest'
import { AppError } from '../core/errors.ts'
import type { ChatMessage } from './chat-form.ts'
import { compileChatTemplate } from './chat-template.ts'

const MESSAGES: readonly ChatMessage[] = [{ role: 'user', content: 'hi' }]
const NOON = () => new Date(2024, 6, 5, 12, 7, 9)

function render(source: string, messages = MESSAGES): string {
  return compileChatTemplate(source, { eos_token: '</s>' }, NOON)(messages, { addGenerationPrompt: true })
}

describe('compileChatTemplate', () => {
  it('offers what templates use', () => {
    expect(render('{{ messages[0].content }}{{ eos_token }}{% if add_generation_prompt %}!{% endif %}')).toBe(
      'hi</s>!',
    )
    expect(render("{{ strftime_now('%d %b %Y, %A %-d %B, %I:%M %p, %H:%S, %d.%m.%y %-m %% %q') }}")).toBe(
      '05 Jul 2024, Friday 5 July, 12:07 PM, 12:09, 05.07.24 7 % %q',
    )
    expect(render('{% if tools is defined and tools is not none %}a{% else %}b{% endif %}')).toBe('b')
    expect(
      render('{% for i in range(1, 7, 2) %}{{ i }}{% endfor %}{% for i in range(2) %}{{ i }}{% endfor %}'),
    ).toBe('13501')
    expect(render('{{ True }}{{ none is none }}{{ bos_token is defined }}')).toBe('truetruefalse')
  })

  it('says why a template refuses a chat', () => {
    expect(() => render("{{ raise_exception('Only one system message') }}")).toThrow(
      /Only one system message/,
    )
  })

  it.each([
    ['that is none', '{% for %}'],
    ['that is not closed', '{% if true %}'],
    ['that nests deeply', `{{ ${'('.repeat(100_000)}1 }}`],
    ['that is too long', 'x'.repeat(300_000)],
    [
      'with loops in loops',
      '{% for a in range(9000) %}{% for b in range(9000) %}{% for c in range(9000) %}{% endfor %}{% endfor %}{% endfor %}',
    ],
    [
      'with one long list in loops',
      '{% set r = range(9000) %}{% for a in r %}{% for b in r %}{% for c in r if true %}{% endfor %}{% endfor %}{% endfor %}',
    ],
    [
      'with a long list made anew at every turn',
      '{% for a in range(5000) %}{% set r = range(10000) %}{% endfor %}',
    ],
    ['with a long loop that does nothing', '{% for a in range(1000000000) %}{% endfor %}'],
    ['with macros that call themselves', '{% macro f(n) %}{{ f(n) }}{{ f(n) }}{% endmacro %}{{ f(1) }}'],
    [
      'with text that doubles',
      "{% set ns = namespace(t='aaaaaaaa') %}{% for i in range(60) %}{% set ns.t = ns.t + ns.t %}{% endfor %}{{ ns.t }}",
    ],
    ['with long text many times', `{% for i in range(9000) %}{{ '${'x'.repeat(1000)}' }}{% endfor %}`],
    [
      'with lists that double',
      '{% set ns = namespace(t=[1, 2]) %}{% for i in range(40) %}{% set ns.t = [ns.t, ns.t] %}{% endfor %}{{ ns.t | tojson }}',
    ],
    ['that calls what is not there', '{{ nonsense() }}'],
    ['that throws nothing sensible', '{{ messages[0].content.nothing.at.all() }}'],
  ])('ends in good time with a typed error for a template %s', (_, source) => {
    const started = process.cpuUsage()
    let error: unknown
    try {
      render(source)
    } catch (thrown) {
      error = thrown
    }
    expect(error).toBeInstanceOf(AppError)
    expect(error).toMatchObject({ code: 'unsupported' })
    // Of this process, whatever else the machine does.
    expect(process.cpuUsage(started).user / 1000).toBeLessThan(8000)
  })

  it('takes a long chat', () => {
    const long = Array.from(
      { length: 400 },
      (): ChatMessage => ({ role: 'user', content: 'word '.repeat(400) }),
    )
    const text = render('{% for m in messages %}{{ m.role + m.content }}{% endfor %}', long)
    expect(text.length).toBe(400 * 2004)
  })
})
