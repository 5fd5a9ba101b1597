import { Region } from '../controls/region.tsx'
import { lazyPart } from '../lazy-part.tsx'
import { en } from '../messages/en.ts'
import { useUnadaptable } from '../use-unadaptable.ts'
import { WhenNear } from './when-near.tsx'

const SweepPanel = lazyPart(() => import('../sweep/sweep-panel.tsx'))

/** One α or two over the whole range of their sliders. */
export function SweepRegion() {
  const unable = useUnadaptable()
  return (
    <Region heading={en.sweep.heading} className="sweep-region" id="sweep">
      {unable ? (
        <p className="quiet">{unable === 'dense' ? en.models.dense : en.models.weightsNone}</p>
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
