import { useSyncExternalStore } from 'react'
import { currentTeller, onTeller, type Teller } from './messages/told.ts'

/** Tells what errors say in the language of the page. What asks for it is rendered again when it knows more. */
export function useTeller(): Teller {
  return useSyncExternalStore(onTeller, currentTeller, currentTeller)
}

/** The same for texts that stand within another: those that it does not know stay as they came. */
export function useTold(): (text: string) => string {
  const tell = useTeller()
  return (text) => tell(text) ?? text
}
