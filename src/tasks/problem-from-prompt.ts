import { canonicalText } from './canonical.ts'
import { SCHEMAS } from './families.ts'
import { makeItem, matchForm } from './schema.ts'
import { SUMS } from './sums.ts'
import type { TaskItem } from './task-item.ts'

const ALL = [...Object.values(SCHEMAS).flat(), ...SUMS]
const MAX_PROMPT = 500

/**
 * The exercise a prompt poses, so that an edited prompt still gets a verdict: other names, numbers and words in
 * the known wordings. Null for anything else, for numbers or answers outside 0–99, and where two wordings that
 * disagree about the answer fit.
 */
export function problemFromPrompt(prompt: string): TaskItem | null {
  if (prompt.length > MAX_PROMPT) return null
  const canonical = canonicalText(prompt)
  const found = ALL.flatMap((schema) =>
    schema.forms.flatMap((form) => {
      const slots = matchForm(form, canonical)
      const item = slots === null ? null : makeItem(schema, canonical, slots)
      return item === null ? [] : [item]
    }),
  )
  const [item] = found
  if (item === undefined || found.some(({ expected }) => expected !== item.expected)) return null
  return item
}
