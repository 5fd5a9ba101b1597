import * as v from 'valibot'
import { EXPERT_NAME } from '../adapt/expert-name.ts'
import { CHAT_FAMILIES } from '../tasks/natural/chat-families.ts'
import { FAMILIES } from '../tasks/task-item.ts'
import { stepsFor } from './sweep-grid.ts'
import { LEAST_ITEMS, MOST_ITEMS, type SweepSettings } from './sweep-settings.ts'

/** What a link says of the sweep. */
export interface SweepLink {
  readonly sweep?: SweepSettings
}

const family = v.picklist([...FAMILIES, ...CHAT_FAMILIES])

/** `math,code:0.5:math-hard:40`: one expert or two, the distance of two α, and what is counted how often. */
export const sweepField = v.pipe(
  v.string(),
  v.rawTransform<string, SweepSettings>(({ dataset, addIssue, NEVER }) => {
    const [names = '', stepText, familyText, itemsText, ...rest] = dataset.value.split(':')
    const [first = '', second = null, ...more] = names.split(',')
    const step = stepsFor(second !== null).find((own) => String(own) === stepText)
    const counted = v.safeParse(family, familyText)
    const items = /^\d{1,3}$/.test(itemsText ?? '') ? Number(itemsText) : -1
    const named = [first, ...(second === null ? [] : [second])].every((name) => EXPERT_NAME.test(name))
    const reason =
      !named || first === second || more.length > 0
        ? 'not one expert, or two'
        : step === undefined
          ? `the step is not one of ${stepsFor(second !== null).join(', ')}`
          : !counted.success
            ? 'there is no such family'
            : rest.length > 0 || (items !== 0 && (items < LEAST_ITEMS || items > MOST_ITEMS))
              ? `the fresh items are not ${LEAST_ITEMS} … ${MOST_ITEMS}`
              : null
    if (reason !== null || step === undefined || !counted.success) {
      addIssue({ message: reason ?? 'not understood' })
      return NEVER
    }
    return { first, second, step, family: counted.output, items }
  }),
)

export function sweepText({ first, second, step, family, items }: SweepSettings): string {
  return [second === null ? first : `${first},${second}`, step, family, items].join(':')
}
