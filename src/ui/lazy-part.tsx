import { type ComponentType, createElement, lazy, useState } from 'react'
import { Boundary } from './boundary.tsx'
import { persistently } from './persistently.ts'

type Part<P> = { readonly default: ComponentType<P> }
type Load<P> = () => Promise<Part<P>>

/** A component that comes later, and can be asked for anew: React's own stays broken once it has failed. */
interface Source<P> {
  component: ComponentType<P>
  readonly load: Load<P>
}

/**
 * A part of the page that is fetched when it is first shown. Where it cannot be had, or stops, a note stands in its
 * place and the rest of the page goes on.
 */
export function lazyPart<P extends object>(load: Load<P>): ComponentType<P> {
  const source: Source<P> = { component: lazy(() => persistently(load)), load }
  return (props) => createElement(Guarded<P>, { source, inner: props })
}

function Guarded<P extends object>({ source, inner }: { readonly source: Source<P>; readonly inner: P }) {
  const [Shown, setShown] = useState<ComponentType<P>>(() => source.component)
  const again = (): void => {
    source.component = lazy(() => persistently(source.load))
    setShown(() => source.component)
  }
  return (
    <Boundary onAgain={again}>
      <Shown {...inner} />
    </Boundary>
  )
}
