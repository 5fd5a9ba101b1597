import { spawnSync } from 'node:child_process'
import { describe, expect, it } from 'vitest'
import { programItem, programOf } from './program-item.ts'
import { passesTests, requirePython } from './run-program.ts'

const LINE = {
  task_id: 'Own/0',
  prompt: 'import math\n\ndef twice(x):\n    """Twice the root of x squared."""\n',
  entry_point: 'twice',
  test: 'def check(candidate):\n    assert candidate(3) == 6\n    assert candidate(-2) == 4\n',
}
const RIGHT = '    return 2 * math.sqrt(x * x)\n'

const hasPython = spawnSync('python3', ['--version']).status === 0

it.runIf(!hasPython)('says that programs cannot be judged here', () => {
  expect(requirePython).toThrow(expect.objectContaining({ code: 'unsupported' }))
})

it('asks a model that chats, and lets any other go on', () => {
  expect(programItem(LINE, 'chat').prompt).toMatch(/^Complete this Python function.*```python\nimport math/s)
  expect(programItem(LINE, 'plain').prompt).toBe(LINE.prompt)
  expect(programOf(LINE, RIGHT)).toBe(LINE.prompt + RIGHT)
})

describe.runIf(hasPython)('programItem', () => {
  it.each([
    ['a continuation, with whatever follows cut off', `${RIGHT}\nprint(input())\n`],
    [
      'a code block with the whole function',
      `Sure:\n\`\`\`python\ndef twice(x):\n${RIGHT}\`\`\`\nIt doubles.`,
    ],
    ['a code block with the body alone', `\`\`\`\n${RIGHT}\`\`\``],
  ])('takes %s for right', (_, answer) => {
    expect(programItem(LINE, 'chat').verify(answer)).toBe(true)
  })

  it.each([
    ['a wrong result', '    return 2 * x\n'],
    ['no program', 'I cannot do that.'],
    ['a program that ends before its tests', '    import os\n    os._exit(1)\n'],
  ])('takes %s for wrong', (_, answer) => {
    expect(programItem(LINE, 'plain').verify(answer)).toBe(false)
  })
})

describe.runIf(hasPython)('passesTests', () => {
  const judged = (body: string, test = 'assert candidate(3) == 6', before = '') =>
    passesTests({
      program: `${before}\ndef twice(x):\n    ${body}\n`,
      prompt: 'def half(x):\n    return x / 2\n\ndef twice(x):\n    """Twice x."""\n',
      entry_point: 'twice',
      test: `def check(candidate):\n    ${test}\n`,
    })

  it('hands plain data over as it is, and what the function raises', () => {
    const values = "[None, True, 2, 0.5, 'ä', (1, [2]), {'a': {1}, (1, 2): b'x'}, 2j, float('inf'), 10**40]"
    expect(judged('return x', `for v in ${values}:\n        assert candidate(v) == v, v`)).toBe(true)
    expect(judged('return x', 'assert type(candidate((1,))) is tuple and candidate(True) is True')).toBe(true)
    expect(
      judged("return __import__('collections').Counter(x)", "assert candidate('aab') == {'a': 2, 'b': 1}"),
    ).toBe(true)
    const raises = 'try:\n        candidate(1)\n    except ValueError:\n        return\n    assert False'
    expect(judged('raise ValueError(x)', raises)).toBe(true)
    expect(judged('raise KeyError(x)', raises)).toBe(false)
    expect(judged('return 2 * x', 'assert half(candidate(3)) == 3 and twice(1) == 2')).toBe(true)
  })

  it.each([
    ['ends as if all were well', "__import__('os')._exit(0)"],
    ['leaves as if all were well', "__import__('sys').exit(0)"],
    ['returns what equals everything', "return type('All', (), {'__eq__': lambda *_: True})()"],
    ['returns a number that equals everything', "return type('All', (int,), {'__eq__': lambda *_: True})()"],
    ['looks for the tests', "__import__('sys')._getframe(2).f_globals['check'] = print"],
    ['says that it has passed', 'print("passed")'],
  ])('does not pass a function that %s', (_, body) => {
    expect(judged(body)).toBe(false)
  })

  it.each([
    ['ends before its tests', "__import__('os')._exit(0)"],
    [
      'writes to where its results go',
      'import os\nfor fd in range(3, 20):\n    try: os.write(fd, b"0\\n" * 99)\n    except OSError: pass',
    ],
    ['makes assertions true', 'import builtins\nbuiltins.AssertionError = type("Fine", (Exception,), {})'],
  ])('does not pass a program that %s', (_, before) => {
    expect(judged('return 0', undefined, before)).toBe(false)
  })

  it('does not take an end for an exception that a test waits for', () => {
    const any =
      'for v in (1, 2):\n        try:\n            candidate(v)\n            assert False\n        except:\n            pass'
    expect(judged("__import__('os')._exit(0)", any)).toBe(false)
  })

  it('has an end to memory, and none for what fits', () => {
    expect(judged('bytearray(3 << 30); return 2 * x')).toBe(false)
    expect(judged('bytearray(1 << 20); return 2 * x')).toBe(true)
  })

  it.each([
    ['files', `open('left', 'w')`],
    ['other programs', `__import__('subprocess').run(['true'])`],
    ['a second process', `__import__('os').fork()`],
    ['a shell', `__import__('os').system('true')`],
    ['a connection', `__import__('socket').create_connection(('127.0.0.1', 9))`],
  ])('lets a program not reach %s', (_, call) => {
    const body = `\n    try:\n        ${call}\n    except PermissionError:\n        return 2 * x`
    expect(judged(body)).toBe(true)
  })
})
