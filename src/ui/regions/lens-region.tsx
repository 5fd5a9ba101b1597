import { Region } from '../controls/region.tsx'
import { lazyPart } from '../lazy-part.tsx'
import { en } from '../messages/en.ts'
import { useUnadaptableText } from '../use-unadaptable.ts'
import { WhenNear } from './when-near.tsx'

const LensPanel = lazyPart(() => import('../lens/lens-panel.tsx'))

export const LENS_ID = 'lens'

/** Both answers token by token: what each model found likely at every place. */
export function LensRegion() {
  const unable = useUnadaptableText(en.models.adaptedNone)
  return (
    <Region heading={en.lens.heading} className="lens-region" id={LENS_ID}>
      {unable ? (
        <p className="quiet">{unable}</p>
      ) : (
        <WhenNear
          intro={en.lens.intro}
          waiting={en.lens.loading}
          waitingClass="lens-waiting"
          panel={LensPanel}
        />
      )}
    </Region>
  )
}
