/** A text of those below the page in the visitor's language; null where it is not known in it. */
export type Teller = (text: string) => string | null

/** The layers below the page speak English themselves. */
const asItCame: Teller = (text) => text

let teller: Teller = asItCame
const listeners = new Set<() => void>()

/** Tells what errors and reasons say, in the language of the page. */
export function currentTeller(): Teller {
  return teller
}

/** From now on texts are told by `next`; English where it is null. */
export function nowTelling(next: Teller | null): void {
  teller = next ?? asItCame
  for (const listener of listeners) listener()
}

/** Calls back after each change of the teller, until the function that it gives is called. */
export function onTeller(listener: () => void): () => void {
  listeners.add(listener)
  return () => void listeners.delete(listener)
}
