import { alphaText } from '../format.ts'
import { en } from '../messages/en.ts'

const words = en.inspector

/** Which colour is which z − 1. */
export function MapLegend({ most }: { readonly most: number }) {
  return (
    <p className="map-legend" role="img" aria-label={words.legend(alphaText(most))}>
      <span>{words.legendLow}</span>
      <span className="mono">{alphaText(-most)}</span>
      <span className="map-gradient">
        <span className="mono">0</span>
      </span>
      <span className="mono">+{alphaText(most)}</span>
      <span>{words.legendHigh}</span>
    </p>
  )
}
