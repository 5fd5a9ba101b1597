import { Suspense, useEffect, useRef, useState } from 'react'
import type { AccuracyTable } from '../../state/result-files.ts'
import type { MeasuredModel } from '../../state/world.ts'
import { CHAT_FAMILIES, expertOfFamily } from '../../tasks/natural/chat-families.ts'
import { TRAINED_FAMILIES } from '../../tasks/task-item.ts'
import { RetryNote } from '../controls/problem-note.tsx'
import { Region } from '../controls/region.tsx'
import { TableSwitch } from '../controls/table-switch.tsx'
import { dateText, percent, whole } from '../format.ts'
import { lazyPart } from '../lazy-part.tsx'
import { en } from '../messages/en.ts'
import { usePart, usePlayground } from '../playground-context.tsx'
import { useSeen } from '../seen.ts'
import { AccuracyCells } from './accuracy-cells.tsx'

// recharts is most of the page's weight: it is fetched when this region comes into view.
const AccuracyChart = lazyPart(() => import('../charts/accuracy-chart.tsx'))
const SliderCurves = lazyPart(() => import('../charts/slider-curves.tsx'))

/** Tables of the model that came with the page; another one has none. */
export function AccuracyRegion() {
  const measured = usePart('session', ({ world }) => world.measured)
  if (measured) return <MeasuredAccuracy model={measured} />
  return (
    <Region heading={en.accuracy.heading} className="accuracy-region">
      <p className="quiet">{en.models.accuracyElsewhere}</p>
    </Region>
  )
}

/** What the experts do on test items, as measured when they were trained: also where one hurts. */
function MeasuredAccuracy({ model }: { readonly model: MeasuredModel }) {
  const { results } = usePlayground()
  const place = useRef<HTMLDivElement>(null)
  const seen = useSeen(place)
  const [asTable, setAsTable] = useState(false)
  const table = usePart('results', (state) => state.table)
  const sliders = usePart('results', (state) => state.sliders)
  useEffect(() => {
    if (!seen) return
    void results.load('table')
    if (model === 'embedded') void results.load('sliders')
  }, [seen, model, results])

  return (
    <Region
      heading={en.accuracy.heading}
      className="accuracy-region"
      aside={<TableSwitch checked={asTable} onChange={setAsTable} />}
    >
      <div ref={place} />
      {table.status === 'failed' && (
        <RetryNote
          lead={en.accuracy.notMeasured}
          problem={table.problem}
          label={en.loadAgain}
          onRetry={() => void results.load('table')}
        />
      )}
      {(table.status === 'loading' || table.status === 'none') && (
        <p className="quiet">{en.accuracy.loading}</p>
      )}
      <div className={`accuracy-charts${asTable ? ' as-tables' : ''}`}>
        {table.status === 'ready' && (
          <div>
            <p className="chart-sentence">
              {model !== 'embedded' && `${en.models.measuredWith(model)} `}
              {sentenceOf(table.value)}
            </p>
            {asTable ? (
              <AccuracyCells table={table.value} />
            ) : (
              <Suspense fallback={<p className="chart-frame quiet">{en.accuracy.loading}</p>}>
                <AccuracyChart table={table.value} />
              </Suspense>
            )}
            <p className="source quiet">
              {en.accuracy.made(table.value.command, dateText(table.value.date))}
            </p>
          </div>
        )}
        {sliders.status === 'ready' && (
          <Suspense fallback={null}>
            <SliderCurves file={sliders.value} asTable={asTable} />
          </Suspense>
        )}
      </div>
    </Region>
  )
}

function sentenceOf(table: AccuracyTable): string {
  const cell = (row: string, family: string) =>
    table.rows.find(({ name }) => name === row)?.cells[family]?.accuracy
  const own = [
    ...TRAINED_FAMILIES.map((family) => ({ family, expert: family })),
    ...CHAT_FAMILIES.map((family) => ({ family, expert: expertOfFamily(family) })),
  ]
  const parts = own.flatMap(({ family, expert }) => {
    const before = cell('base', family)
    const after = cell(expert, family)
    return before === undefined || after === undefined
      ? []
      : [en.accuracy.part(en.families[family], percent(before, 1), percent(after, 1))]
  })
  return en.accuracy.sentence(whole(table.items), parts.join(' '))
}
