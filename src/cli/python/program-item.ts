import type { OpenItem } from '../../adapt/eval-item.ts'
import type { Tokenizer } from '../../model/tokenizer.ts'
import type { ProgramLine } from '../../tasks/task-lines.ts'
import { passesTests } from './run-program.ts'

const INSTRUCTION = 'Complete this Python function. Answer with the whole function in one code block.'
/** Where a model that only goes on with a text has left the function. */
const AFTERWARDS = /\n(?=\S)/

/**
 * A function to be completed (Chen et al. 2021): right where its tests run through. A model that chats is asked for the
 * whole function, any other goes on with the text.
 */
export function programItem(line: ProgramLine, form: Tokenizer['form']): OpenItem {
  const { prompt } = line
  return {
    kind: 'open',
    prompt: form === 'chat' ? `${INSTRUCTION}\n\n\`\`\`python\n${prompt.trimEnd()}\n\`\`\`` : prompt,
    verify: (answer) => passesTests({ ...line, program: programOf(line, answer) }),
  }
}

/** The answer as a program: its code block where it has one, behind the prompt unless it repeats it. */
export function programOf({ prompt, entry_point }: ProgramLine, answer: string): string {
  const block = /```(?:python|py)?[ \t]*\n([\s\S]*?)(?:```|$)/.exec(answer)?.[1]
  const code = block ?? answer
  const isWhole = new RegExp(`^\\s*(?:async\\s+)?def\\s+${entry_point}\\b`, 'm').test(code)
  // What stands before the function in the prompt, such as its imports, counts for either.
  return isWhole ? `${prompt.slice(0, prompt.lastIndexOf('def '))}\n${code}` : prompt + cutOff(code)
}

function cutOff(code: string): string {
  return code.split(AFTERWARDS)[0] ?? code
}
