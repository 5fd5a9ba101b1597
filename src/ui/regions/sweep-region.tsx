import { Region } from '../controls/region.tsx'
import { lazyPart } from '../lazy-part.tsx'
import { en } from '../messages/en.ts'
import { useUnadaptableText } from '../use-unadaptable.ts'
import { WhenNear } from './when-near.tsx'

const SweepPanel = lazyPart(() => import('../sweep/sweep-panel.tsx'))

/** One α or two over the whole range of their sliders. */
export function SweepRegion() {
  const unable = useUnadaptableText(en.models.weightsNone)
  return (
    <Region heading={en.sweep.heading} className="sweep-region" id="sweep">
      {unable ? (
        <p className="quiet">{unable}</p>
      ) : (
        <WhenNear
          intro={en.sweep.intro}
          waiting={en.sweep.loading}
          waitingClass="sweep-waiting"
          panel={SweepPanel}
        />
      )}
    </Region>
  )
}
