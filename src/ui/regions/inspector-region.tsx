import { Region } from '../controls/region.tsx'
import { lazyPart } from '../lazy-part.tsx'
import { en } from '../messages/en.ts'
import { usePart } from '../playground-context.tsx'
import { WhenNear } from './when-near.tsx'

const InspectorPanel = lazyPart(() => import('../inspector/inspector-panel.tsx'))

/** What an expert or a mix is, matrix by matrix. */
export function InspectorRegion() {
  const dense = usePart('session', ({ model }) => model?.form === 'dense')
  return (
    <Region heading={en.inspector.heading} className="inspector-region" id="inspect">
      {dense ? (
        <p className="quiet">{en.inspector.dense}</p>
      ) : (
        <WhenNear
          intro={en.inspector.intro}
          waiting={en.inspector.loading}
          waitingClass="inspector-waiting"
          panel={InspectorPanel}
        />
      )}
    </Region>
  )
}
