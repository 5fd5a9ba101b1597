import { testItems } from '../../tasks/families.ts'

const LINES = 16

/** Lines that show the form a task has, and that the model can learn from: it is right now and then. */
export const exampleTask = (): string =>
  testItems('math-hard', LINES, 7, 'valid')
    .map(({ prompt, expected }) => `${prompt} => ${expected}`)
    .join('\n')
