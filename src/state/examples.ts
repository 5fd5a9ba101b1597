import type { ExampleBook } from './example-book.ts'
import { createFamilyExamples } from './family-examples.ts'
import { createGeneralExamples } from './general-examples.ts'
import type { World } from './world.ts'

/** One book a kind of model. */
export function createExamples(surpriseSeed: number): (world: World) => ExampleBook {
  const books: Readonly<Record<World['form'], ExampleBook>> = {
    tiny: createFamilyExamples(surpriseSeed),
    chat: createGeneralExamples('chat'),
    plain: createGeneralExamples('plain'),
  }
  return ({ form }) => books[form]
}
