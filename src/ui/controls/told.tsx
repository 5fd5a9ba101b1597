import { useTeller } from '../use-teller.ts'

/** What the layers below the page say, in the visitor's language; marked as English where it is not known in it. */
export function Told({ text }: { readonly text: string }) {
  return useTeller()(text) ?? <span lang="en">{text}</span>
}
