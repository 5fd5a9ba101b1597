import { en } from '../messages/en.ts'

/** Where two answers part, counting tokens from 1. */
export function differenceSentence(base: readonly string[], adapted: readonly string[]): string {
  const length = Math.max(base.length, adapted.length)
  for (let index = 0; index < length; index++) {
    if (base[index] === adapted[index]) continue
    // Nothing is the same where one of them is empty.
    if (index === 0) return en.outputs.differs(1)
    if (adapted[index] === undefined) return en.outputs.endsEarlier(index)
    if (base[index] === undefined) return en.outputs.goesOn(index)
    return en.outputs.differs(index + 1)
  }
  return en.outputs.same
}
