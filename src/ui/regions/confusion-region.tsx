import { useEffect, useRef, useState } from 'react'
import { type ConfusionReport, DISPATCH_STRATEGIES, type DispatchStrategy } from '../../adapt/adaptation.ts'
import { SavedDrawing } from '../charts/saved-drawing.tsx'
import { RetryNote } from '../controls/problem-note.tsx'
import { Region } from '../controls/region.tsx'
import { Segmented } from '../controls/segmented.tsx'
import { TableSwitch } from '../controls/table-switch.tsx'
import { dateText, percent, whole } from '../format.ts'
import { en } from '../messages/en.ts'
import { usePart, usePlayground } from '../playground-context.tsx'
import { useSeen } from '../seen.ts'
import { useUnadaptableText } from '../use-unadaptable.ts'
import { ConfusionMatrix } from './confusion-matrix.tsx'
import { ConfusionTable } from './confusion-table.tsx'
import { LiveConfusion } from './live-confusion.tsx'

type Source = 'measured' | 'live'

/** How well pass 1 recognises tasks: as measured with the trained model, or counted here and now. */
export function ConfusionRegion() {
  const { results } = usePlayground()
  const place = useRef<HTMLDivElement>(null)
  const seen = useSeen(place)
  const [chosen, setSource] = useState<Source>('measured')
  const world = usePart('session', (state) => state.world)
  const unable = useUnadaptableText(en.models.confusionNone)
  const source = world.measured ? chosen : 'live'
  const [strategy, setStrategy] = useState<DispatchStrategy>('classifier')
  const [asTable, setAsTable] = useState(false)
  const file = usePart('results', (state) => state.confusion)
  const live = usePart('confusion', (state) => state.report)
  useEffect(() => {
    if (seen && world.measured) void results.load('confusion')
  }, [seen, world, results])

  const measured =
    file.status === 'ready' ? file.value.reports.find((report) => report.strategy === strategy) : undefined
  const report: ConfusionReport | null = (source === 'live' ? live : measured) ?? null

  const why = world.form === 'plain' ? en.models.confusionPlain : unable
  if (why) {
    return (
      <Region heading={en.confusion.heading} className="confusion-region">
        <div ref={place} className="quiet">
          {why}
        </div>
      </Region>
    )
  }

  return (
    <Region
      heading={en.confusion.heading}
      className="confusion-region"
      aside={<TableSwitch checked={asTable} onChange={setAsTable} />}
    >
      <div ref={place} className="row controls-row">
        {world.measured && (
          <Segmented
            legend={en.confusion.source}
            options={[
              { value: 'measured', label: en.confusion.measured },
              { value: 'live', label: en.confusion.live },
            ]}
            value={source}
            onChange={setSource}
          />
        )}
        <Segmented
          legend={en.twoPass.strategy}
          options={DISPATCH_STRATEGIES.map((value) => ({ value, label: value }))}
          value={strategy}
          onChange={setStrategy}
        />
      </div>
      {!world.measured && <p className="chart-sentence">{en.models.measuredElsewhere}</p>}
      {source === 'live' && <LiveConfusion key={world.form} strategy={strategy} />}
      {source === 'measured' && file.status === 'failed' && (
        <RetryNote
          lead={en.confusion.notMeasured}
          problem={file.problem}
          label={en.loadAgain}
          onRetry={() => void results.load('confusion')}
        />
      )}
      {source === 'measured' && file.status === 'ready' && !measured && (
        <p className="quiet">{en.confusion.noStrategy}</p>
      )}
      {report && report.items > 0 && (
        <>
          <p className="chart-sentence">
            {source === 'measured' &&
              world.measured !== 'embedded' &&
              `${en.models.measuredWith(world.measured ?? '')} `}
            {sentenceOf(report)}
          </p>
          {asTable ? (
            <ConfusionTable report={report} />
          ) : (
            <SavedDrawing title={en.confusion.heading} file="confusion">
              <ConfusionMatrix report={report} />
            </SavedDrawing>
          )}
        </>
      )}
      {source === 'measured' && file.status === 'ready' && measured && (
        <p className="source quiet">{en.accuracy.made(file.value.command, dateText(file.value.date))}</p>
      )}
    </Region>
  )
}

function sentenceOf({ matrix, strategy }: ConfusionReport): string {
  const all = matrix.flat().reduce((sum, count) => sum + count, 0)
  const right = matrix.reduce((sum, row, index) => sum + (row[index] ?? 0), 0)
  return en.confusion.sentence(whole(right), whole(all), percent(right / Math.max(all, 1), 1), strategy)
}
