import { spawnSync } from 'node:child_process'
import { describe, expect, it } from 'vitest'
import { programItem, programOf } from './program-item.ts'
import { requirePython, runsThrough } from './run-program.ts'

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
  expect(programOf(LINE, RIGHT)).toMatch(/check\(twice\)\n$/)
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

describe.runIf(hasPython)('runsThrough', () => {
  it('has an end to memory', () => {
    expect(runsThrough('x = bytearray(3 << 30)')).toBe(false)
    expect(runsThrough('x = bytearray(1 << 20)')).toBe(true)
  })
})
