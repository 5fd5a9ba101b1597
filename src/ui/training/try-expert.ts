import { testItems } from '../../tasks/families.ts'
import { FAMILIES } from '../../tasks/task-item.ts'
import { usePlayground } from '../playground-context.tsx'

const ITEMS = 20

/** Puts one expert alone on the sliders and asks a prompt of its task, where the task is one of the families. */
export function useTryExpert(): (name: string) => void {
  const { mix, prompt, ownExperts, settings } = usePlayground()
  return (name) => {
    const expert = ownExperts.getState().experts.find((own) => own.name === name)
    const family = FAMILIES.find((each) => each === expert?.facts.task)
    mix.setAll({ [name]: 1 }, 'you')
    if (family) {
      const items = testItems(family, ITEMS, settings.getState().seed)
      const asked = items.findIndex((item) => item.prompt === prompt.getState().asked)
      prompt.propose(items[(asked + 1) % items.length]?.prompt ?? prompt.getState().asked)
    }
    document.querySelector('.outputs')?.scrollIntoView({ block: 'center' })
  }
}
