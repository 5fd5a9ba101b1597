import type { World } from '../../state/world.ts'
import { testItems } from '../../tasks/families.ts'

const LINES = 16

/** Opposites: short, plain English, and known to most models. */
const OPPOSITES = [
  'hot cold, big small, up down, early late, fast slow, wet dry, open closed, light dark',
  'young old, rich poor, full empty, hard soft, high low, strong weak, near far, sweet sour',
].flatMap((line) => line.split(', ').map((pair) => pair.split(' ')))

/** Lines that show the form a task has, and that the model can learn from: it is right now and then. */
export function exampleTask(form: World['form']): string {
  const lines =
    form === 'tiny'
      ? testItems('math-hard', LINES, 7, 'valid').map(({ prompt, expected }) => `${prompt} => ${expected}`)
      : OPPOSITES.map(
          ([word, opposite]) => `The opposite of "${word}" in one word? => ${opposite} | ${opposite}.`,
        )
  return lines.join('\n')
}
